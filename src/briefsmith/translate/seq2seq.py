"""Sentences in, sentences out, through any text engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from briefsmith.engines.base import GenerationParams, TextEngine
from briefsmith.translate.casing import match_initial
from briefsmith.translate.rerank import choose
from briefsmith.translate.split import split_clauses


class Seq2SeqTranslator:
    """Translates sentences of one language pair, each distinct one once, all in one call of the engine."""

    def __init__(self, engine: TextEngine, params: GenerationParams) -> None:
        self.engine = engine
        self.params = params

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """One target for each source sentence, in order. Texts without a letter pass through as they are.

        A sentence longer than the engine reads is cut into clauses and joined again. Raises EngineError.
        """
        distinct = list(dict.fromkeys(s for s in sentences if _has_letters(s)))
        pieces = self._pieces(distinct)
        flat = list(dict.fromkeys(piece for parts in pieces for piece in parts))
        best = {
            source: match_initial(source, choose(source, hypotheses))
            for source, hypotheses in zip(flat, self.engine.generate(flat, self.params), strict=True)
        }
        done = {source: " ".join(best[p] for p in parts) for source, parts in zip(distinct, pieces, strict=True)}
        return [done.get(sentence, sentence) for sentence in sentences]

    def _pieces(self, sentences: Sequence[str]) -> list[list[str]]:
        limit = self.engine.max_input_tokens

        def fits(texts: Sequence[str]) -> list[bool]:
            return [n <= limit for n in self.engine.count_tokens(texts)]

        return [
            [sentence] if fit else split_clauses(sentence, fits)
            for sentence, fit in zip(sentences, fits(sentences), strict=True)
        ]


def _has_letters(text: str) -> bool:
    return any(unicodedata.category(character).startswith("L") for character in text)
