"""Sentences in, sentences out, through any text engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefsmith.engines.base import GenerationParams, Hypothesis, Scoring, TextEngine
from briefsmith.text.clauses import split_clauses
from briefsmith.translate.casing import match_edges
from briefsmith.translate.doubt import DEFAULT, Calibration
from briefsmith.translate.plain import ended, plain
from briefsmith.translate.rerank import best
from briefsmith.translate.sums import amounts_in_words

# Clauses shorter than this many tokens are phrases, which a model of sentences translates badly.
_SHORTEST_HALF = 6


class Seq2SeqTranslator:
    """Translates sentences of one language pair, each distinct one once, all in one call of the engine.

    With `as_trained` texts go through the model with the marks of the text that it was trained on (`translate.plain`).
    """

    def __init__(
        self,
        engine: TextEngine,
        params: GenerationParams,
        calibration: Calibration = DEFAULT,
        *,
        as_trained: bool = False,
    ) -> None:
        self.engine = engine
        self.params = params
        self.calibration = calibration
        self.as_trained = as_trained

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """One target for each source sentence, in order, unchecked. Texts without a letter pass through unchanged.

        A sentence longer than the engine reads is cut into clauses and joined again. Raises EngineError.
        """
        distinct = list(dict.fromkeys(s for s in sentences if has_letters(s)))
        found = self.hypotheses(distinct, self.params)
        done = {s: match_edges(s, best(s, hs).text) for s, hs in zip(distinct, found, strict=True)}
        return [done.get(sentence, sentence) for sentence in sentences]

    def hypotheses(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """The hypotheses for each text; only one for a text that had to be cut into clauses. Raises EngineError.

        That of a headline may end in a full stop, which `casing.match_edges` takes away.
        """
        return self._hypotheses([ended(text) for text in texts] if self.as_trained else texts, params)

    def _hypotheses(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        parts = self._pieces([self._read(text, params) for text in texts])
        distinct = list(dict.fromkeys(piece for pieces in parts for piece in pieces))
        found = dict(zip(distinct, self.engine.generate(distinct, params), strict=True)) if distinct else {}
        return [
            found[pieces[0]] if len(pieces) == 1 else [_join([best(piece, found[piece]) for piece in pieces])]
            for pieces in parts
        ]

    def joined(self, parts: Sequence[Sequence[str]]) -> list[Hypothesis]:
        """One hypothesis for each list of parts: the best of every part, joined. Raises EngineError."""
        distinct = list(dict.fromkeys(part for pieces in parts for part in pieces))
        found = dict(zip(distinct, self._hypotheses(distinct, self.params), strict=True))
        return [_join([best(piece, found[piece]) for piece in pieces]) for pieces in parts]

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float] | None:
        """The mean log-probability of each target, by the model that would have written it. Raises EngineError.

        None for an engine that only scores what it chose. A source that is too long for the engine gets 0.
        """
        if not isinstance(self.engine, Scoring):
            return None
        read = [self._as_written(*pair) if self.as_trained else pair for pair in pairs]
        read = [(self._read(source, self.params), target) for source, target in read]
        lengths = self.engine.count_tokens([source for source, _ in read])
        fit = [i for i, length in enumerate(lengths) if length <= self.engine.max_input_tokens]
        found = dict(zip(fit, self.engine.score([read[i] for i in fit], self.params), strict=True)) if fit else {}
        return [found.get(i, 0.0) for i in range(len(read))]

    def _as_written(self, source: str, target: str) -> tuple[str, str]:
        """A source and its target with the marks that they have in the model, a headline with its full stop."""
        whole, written = ended(source), plain(target)
        return whole, written if whole == source or written.endswith(".") else f"{written}."

    def _read(self, text: str, params: GenerationParams) -> str:
        """The text as the model reads it."""
        return amounts_in_words(plain(text) if self.as_trained else text, params.source_language)

    def halves(self, text: str) -> list[str]:
        """The text cut at clauses into pieces of about half its tokens; whole if they would be too short."""
        (tokens,) = self.engine.count_tokens([text])
        limit = tokens * 2 // 3
        if limit < 2 * _SHORTEST_HALF:
            return [text]
        return split_clauses(text, lambda texts: [n <= limit for n in self.engine.count_tokens(texts)])

    def _pieces(self, sentences: Sequence[str]) -> list[list[str]]:
        limit = self.engine.max_input_tokens

        def fits(texts: Sequence[str]) -> list[bool]:
            return [n <= limit for n in self.engine.count_tokens(texts)]

        return [
            [sentence] if fit else split_clauses(sentence, fits)
            for sentence, fit in zip(sentences, fits(sentences), strict=True)
        ]


def _join(hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    return Hypothesis(" ".join(h.text for h in hypotheses), sum(h.score for h in hypotheses) / len(hypotheses))


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(unicodedata.category(character).startswith("L") for character in text)
