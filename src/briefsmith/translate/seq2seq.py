"""Sentences in, sentences out, through any text engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from briefsmith.engines.base import GenerationParams, Hypothesis, Scoring, TextEngine
from briefsmith.text.clauses import split_clauses
from briefsmith.translate.casing import match_edges
from briefsmith.translate.doubt import DEFAULT, Calibration
from briefsmith.translate.rerank import best
from briefsmith.translate.sums import amounts_in_words

_PLACEHOLDER = re.compile(r"X\d+")
# Clauses shorter than this many tokens are phrases, which a model of sentences translates badly.
_SHORTEST_HALF = 6


class Seq2SeqTranslator:
    """Translates sentences of one language pair, each distinct one once, all in one call of the engine.

    With `ends`, a text without a mark at its end, such as a headline, goes through the model with a full stop: what has
    only seen sentences leaves out articles and verbs otherwise. 342 sentences of flores-dev without their stops, en-de:
    BLEU 27.7 and 28.1, chrF 57.0 and 57.3; docs/measured/translation.md has the other pairs.
    """

    def __init__(
        self, engine: TextEngine, params: GenerationParams, calibration: Calibration = DEFAULT, *, ends: bool = False
    ) -> None:
        self.engine = engine
        self.params = params
        self.calibration = calibration
        self.ends = ends

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """One target for each source sentence, in order, unchecked. Texts without a letter pass through unchanged.

        A sentence longer than the engine reads is cut into clauses and joined again. Raises EngineError.
        """
        distinct = list(dict.fromkeys(s for s in sentences if has_letters(s)))
        found = self.hypotheses(distinct, self.params)
        done = {s: match_edges(s, best(s, hs).text) for s, hs in zip(distinct, found, strict=True)}
        return [done.get(sentence, sentence) for sentence in sentences]

    def hypotheses(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """The hypotheses for each text; only one for a text that had to be cut into clauses. Raises EngineError."""
        if not self.ends:
            return self._hypotheses(texts, params)
        ended = [f"{text}." if _is_unended(text) else text for text in texts]
        found = self._hypotheses(ended, params)
        return [
            hypotheses if text == sent else [replace(h, text=h.text.removesuffix(".")) for h in hypotheses]
            for text, sent, hypotheses in zip(texts, ended, found, strict=True)
        ]

    def _hypotheses(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        parts = self._pieces([amounts_in_words(text, params.source_language) for text in texts])
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
        read = [(amounts_in_words(source, self.params.source_language), target) for source, target in pairs]
        lengths = self.engine.count_tokens([source for source, _ in read])
        fit = [i for i, length in enumerate(lengths) if length <= self.engine.max_input_tokens]
        found = dict(zip(fit, self.engine.score([read[i] for i in fit], self.params), strict=True)) if fit else {}
        return [found.get(i, 0.0) for i in range(len(read))]

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


def _is_unended(text: str) -> bool:
    """Whether a text of three words or more has no mark at its end; a placeholder (`X1`) may stand for one."""
    words = text.split()
    return len(words) > 2 and words[-1][-1].isalnum() and _PLACEHOLDER.fullmatch(words[-1]) is None


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(unicodedata.category(character).startswith("L") for character in text)
