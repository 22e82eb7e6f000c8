"""Summaries by any text engine for texts of any length: nothing is cut off before the model has read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.model import Brief, BriefSentence, BriefSet, CleanDocument, Step
from briefsmith.summarize.choose import weigh
from briefsmith.summarize.chunks import joined
from briefsmith.summarize.drafts import best, cut
from briefsmith.summarize.features import analyse
from briefsmith.summarize.headline import headline
from briefsmith.summarize.ranker import packaged
from briefsmith.summarize.reading import Condenser, Reading, generate
from briefsmith.summarize.standalone import finished
from briefsmith.text.length import Length

# The minimum and maximum of new tokens, as shares of the budget: the surplus lets the model end its sentence, which is
# cut if the whole does not fit.
LEAST = 0.5
MOST = 1.15
# Token limits are rounded up to this, so that texts of many documents share one call of the engine.
STEP = 16
# BART, PEGASUS, T5 and LED were not trained to write more at once; longer budgets are not filled.
MAX_NEW_TOKENS = 1024
PARAMS = GenerationParams(beam_size=4, num_hypotheses=4, no_repeat_ngram_size=3)


@dataclass(frozen=True, slots=True)
class _Written:
    """The sentences of one brief, the rules that shortened the last, and whether a model wrote them."""

    sentences: tuple[BriefSentence, ...]
    rules: tuple[str, ...] = ()
    generated: bool = True


class Seq2SeqSummarizer:
    """A pipeline stage with the contract of `ExtractiveSummarizer`: one brief for each length, never over its budget.

    A text that fits a length passes through unchanged. The model reads all of a longer one: in chunks cut at sentence
    boundaries, each repeating the last `overlap` sentences of the one before, whose summaries are read together, in as
    many rounds as needed. The best output is one that fills the budget and adds no fact. `sources` of a sentence are
    those it shares most words with. The headline is chosen from the source, not generated. Raises EngineError.
    """

    name = "summarize"

    def __init__(
        self,
        engine: TextEngine,
        lengths: Sequence[Length],
        params: GenerationParams = PARAMS,
        *,
        overlap: int = 1,
    ) -> None:
        self.engine = engine
        self.lengths = tuple(lengths)
        self.params = params
        self.overlap = overlap
        self._parameters = hashlib.sha256(f"{params} overlap={overlap}".encode()).hexdigest()[:12]

    def __call__(self, batch: Sequence[CleanDocument]) -> list[BriefSet]:
        """One `BriefSet` for each document, in order; the texts of all documents go to the engine together."""
        readings = [Reading.of(clean) for clean in batch]
        asked = [(k, length) for k, clean in enumerate(batch) for length in self.lengths if _too_long(clean, length)]
        reader = Condenser(self.engine, self.params, self.overlap)
        reader.reduce([readings[k] for k in sorted({k for k, _ in asked})])
        written = dict(zip(asked, self._write(reader, [(readings[k], length) for k, length in asked]), strict=True))
        titles = [_headline(clean) for clean in batch]
        return [
            BriefSet(
                reading.clean,
                tuple(
                    self._brief(reading, length, titles[k], written.get((k, length)) or _whole(reading.clean, length))
                    for length in self.lengths
                ),
            )
            for k, reading in enumerate(readings)
        ]

    def _write(self, reader: Condenser, asked: Sequence[tuple[Reading, Length]]) -> list[_Written]:
        """The briefs of all documents and lengths, each from one text that the model reads whole."""
        done = {
            k: _as_they_are(reading) for k, (reading, length) in enumerate(asked) if _reduced_enough(reading, length)
        }
        rest = [k for k in range(len(asked)) if k not in done]
        texts = [joined(asked[k][0].pieces, asked[k][0].separator) for k in rest]
        sizes = [(asked[k][0].clean.language, *token_limits(reader, *asked[k])) for k in rest]
        for k, hypotheses in zip(rest, generate(self.engine, self.params, texts, sizes), strict=True):
            reading, length = asked[k]
            if not reading.rounds:
                reading.read |= set(reading.candidates)
            draft = best(hypotheses, reading.source, length)
            done[k] = _Written(tuple(_sentence(reading, text) for text in draft.sentences), draft.rules)
        return [done[k] for k in range(len(asked))]

    def _brief(self, reading: Reading, length: Length, title: str, written: _Written) -> Brief:
        info, clean = self.engine.info, reading.clean
        steps = [Step("headline", "embedded", "extractive", packaged(clean.language).revision, None, clean.language)]
        if written.generated:
            route = f"chunks {reading.chunks}, rounds {reading.rounds}"
            steps += [Step("chunk", info.engine, info.model, info.revision, None, route)] if reading.rounds else []
            steps += [Step(self.name, info.engine, info.model, info.revision, self._parameters, clean.language)]
            steps += [Step("compress", "embedded", rule, None, None, "last sentence") for rule in written.rules]
        coverage = reading.coverage if written.generated else 1.0
        return Brief(
            clean.document.id, clean.language, length.name, title, written.sentences, (), tuple(steps), coverage
        )


def token_limits(reader: Condenser, reading: Reading, length: Length) -> tuple[int, int]:
    """The minimum and maximum of new tokens for a length, by the tokens of the document's own words or sentences."""
    texts = [piece.text for piece in reading.pieces]
    units = sum(length.cost(text, reading.clean.language) for text in texts)
    tokens = length.budget(reading.clean.language) * sum(reader.chunker.costs(texts)) / max(units, 1)
    most = min(STEP * ceil(tokens * MOST / STEP), MAX_NEW_TOKENS, reader.engine.max_input_tokens)
    return min(int(tokens * LEAST) // STEP * STEP, most // 2), most


def _too_long(clean: CleanDocument, length: Length) -> bool:
    """Whether a model is needed: the text is over the budget, and more than a headline is requested."""
    cost = sum(length.cost(sentence.text, clean.language) for sentence in clean.sentences)
    return not length.is_headline and cost > length.budget(clean.language)


def _whole(clean: CleanDocument, length: Length) -> _Written:
    sentences = () if length.is_headline else clean.sentences
    kept = tuple(BriefSentence(s.text, (i,), "exact", s.paragraph) for i, s in enumerate(sentences))
    return _Written(_distinct(kept), generated=False)


def _reduced_enough(reading: Reading, length: Length) -> bool:
    """Whether the summaries of the chunks already fit the length, and all of their sentences are finished."""
    texts = [piece.text for piece in reading.pieces]
    whole = reading.rounds > 0 and all(map(finished, texts))
    return whole and len(cut(texts, length, reading.clean.language).sentences) == len(texts)


def _as_they_are(reading: Reading) -> _Written:
    return _Written(_distinct(_sentence(reading, piece.text) for piece in reading.pieces))


def _distinct(sentences: Iterable[BriefSentence]) -> tuple[BriefSentence, ...]:
    """The sentences without those that were said before: a source may repeat itself, a brief may not."""
    found: dict[str, BriefSentence] = {}
    for sentence in sentences:
        found.setdefault(sentence.text.casefold(), sentence)
    return tuple(found.values())


def _sentence(reading: Reading, text: str) -> BriefSentence:
    sources = reading.finder.narrow(text, reading.candidates)
    return BriefSentence(text, sources, "chunk", reading.clean.sentences[sources[0]].paragraph)


def _headline(clean: CleanDocument) -> str:
    if not clean.sentences:
        return ""
    return headline(weigh(analyse(clean), packaged(clean.language)), clean.document.metadata)
