"""Reads a document of any length with a model: summarizes it chunk by chunk, in rounds, until what is left fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from briefsmith.check.source import Source
from briefsmith.engines.base import GenerationParams, Hypothesis, TextEngine
from briefsmith.errors import EngineError
from briefsmith.languages import sentence_separator
from briefsmith.model import CleanDocument
from briefsmith.summarize.chunks import Chunk, Chunker, Piece, joined
from briefsmith.summarize.drafts import sentences
from briefsmith.summarize.evidence import SourceFinder
from briefsmith.text.clauses import split_clauses

# A chunk's summary takes an eighth of the model's room: eight chunks of a long text are then read together. A sentence
# takes about 40 tokens, and no summarizer was trained to write more than 192 for one chunk. A third of the room is the
# most with which every round shrinks the text, because two neighbouring chunks fill more than seven eighths of it.
MAP_SHARE = 8
MIN_MAP_TOKENS = 40
MAX_MAP_TOKENS = 192
MAX_MAP_SHARE = 3
# With this share of the budget as a minimum, a model that tends to stop early still writes more than one sentence.
MIN_SHARE = 0.25


@dataclass(slots=True)
class Reading:
    """How far a document has been read: `pieces` are left to read, source sentences or the model's own summaries.

    `read` are the indices of the source sentences that the model has read; `chunks` and `rounds` count its work.
    """

    clean: CleanDocument
    pieces: tuple[Piece, ...]
    finder: SourceFinder
    source: Source
    read: set[int] = field(default_factory=set)
    chunks: int = 0
    rounds: int = 0

    @classmethod
    def of(cls, clean: CleanDocument) -> Reading:
        """A document of which nothing has been read."""
        pieces = tuple(Piece(sentence.text, (index,)) for index, sentence in enumerate(clean.sentences))
        return cls(clean, pieces, SourceFinder(clean), Source.of(clean))

    @property
    def separator(self) -> str:
        """What separates two sentences of the document's language."""
        return sentence_separator(self.clean.language)

    @property
    def candidates(self) -> tuple[int, ...]:
        """The indices of the source sentences that the pieces are based on, ascending."""
        return tuple(sorted({index for piece in self.pieces for index in piece.sources}))

    @property
    def coverage(self) -> float:
        """The share of the source's sentences that the model has read."""
        return len(self.read) / max(len(self.clean.sentences), 1)


class Condenser:
    """Reduces documents to a size that the engine reads at once; each round is one call for the chunks of all."""

    def __init__(self, engine: TextEngine, params: GenerationParams, overlap: int) -> None:
        self.engine = engine
        self.params = params
        self.chunker = Chunker(engine, overlap)
        room = self.chunker.room
        self.map_tokens = min(max(room // MAP_SHARE, MIN_MAP_TOKENS), MAX_MAP_TOKENS, room // MAX_MAP_SHARE)

    def reduce(self, readings: Sequence[Reading]) -> None:
        """Read chunk by chunk, in rounds, until each document's pieces are one chunk."""
        while long := [(r, c) for r in readings if len(c := self.chunker.chunks(r.pieces, r.separator)) > 1]:
            texts = [joined(chunk, reading.separator) for reading, chunks in long for chunk in chunks]
            languages = [reading.clean.language for reading, chunks in long for _ in chunks]
            sizes = (int(self.map_tokens * MIN_SHARE), self.map_tokens)
            outputs = iter(generate(self.engine, self.params, texts, [(code, *sizes) for code in languages]))
            for reading, chunks in long:
                summaries = [self._summary(reading, chunk, next(outputs)) for chunk in chunks]
                reading.read |= {index for chunk in chunks for piece in chunk for index in piece.sources}
                reading.pieces = tuple(piece for summary in summaries for piece in summary)
                reading.chunks += len(chunks)
                reading.rounds += 1

    def _summary(self, reading: Reading, chunk: Chunk, hypotheses: Sequence[Hypothesis]) -> list[Piece]:
        """The summary of a chunk as pieces with sources, at most `map_tokens` so that each round shrinks the text.

        If the model writes nothing, it is the first sentence of the chunk.
        """
        candidates = sorted({index for piece in chunk for index in piece.sources})
        texts = self._within(sentences(hypotheses[0].text, reading.clean.language))
        if not texts:
            return [Piece(text, chunk[0].sources) for text in self._within([chunk[0].text])]
        return [Piece(text, reading.finder.narrow(text, candidates)) for text in texts]

    def _within(self, texts: Sequence[str]) -> list[str]:
        """The first sentences that fit into `map_tokens`, or the beginning of a first one that does not."""
        if not texts:
            return []
        costs = self.chunker.costs(texts)
        count = sum(total <= self.map_tokens for total in accumulate(costs))
        return list(texts[:count]) or split_clauses(texts[0], self._short)[:1]

    def _short(self, texts: Sequence[str]) -> list[bool]:
        return [cost <= self.map_tokens for cost in self.chunker.costs(texts)]


def generate(
    engine: TextEngine, params: GenerationParams, texts: Sequence[str], sizes: Sequence[tuple[str, int, int]]
) -> list[list[Hypothesis]]:
    """The hypotheses for each text, in order; `sizes` are (language, minimum, maximum of new tokens) of each.

    One call of the engine for each distinct size, whatever documents the texts come from. Raises EngineError.
    """
    outputs: dict[int, list[Hypothesis]] = {}
    for size in dict.fromkeys(sizes):
        language, least, most = size
        chosen = [index for index, other in enumerate(sizes) if other == size]
        asked = replace(
            params, min_new_tokens=least, max_new_tokens=most, source_language=language, target_language=language
        )
        made = engine.generate([texts[index] for index in chosen], asked)
        if len(made) != len(chosen):
            raise EngineError(f"{engine.info.model} returned {len(made)} outputs for {len(chosen)} inputs")
        outputs.update(zip(chosen, made, strict=True))
    return [outputs[index] for index in range(len(texts))]
