"""Two translators in a row, for a pair that no model translates directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis
from briefsmith.translate.casing import match_edges
from briefsmith.translate.rerank import best
from briefsmith.translate.seq2seq import Seq2SeqTranslator


class PivotEngine:
    """Both as one engine: the second makes its hypotheses of the first one's best.

    What checks and retries a translation sees one engine, and compares the source with the final text. A score is the sum
    of both scores, so it can be compared within a text; tokens are those of the first model.
    """

    def __init__(self, first: Seq2SeqTranslator, second: Seq2SeqTranslator) -> None:
        self._first, self._second = first, second
        infos = (first.engine.info, second.engine.info)
        self.info = EngineInfo(*(" + ".join(dict.fromkeys(parts)) for parts in zip(*map(_parts, infos), strict=True)))

    @property
    def max_input_tokens(self) -> int:
        return self._first.engine.max_input_tokens

    def load(self) -> None:
        """Load both. Raises ModelUnavailableError."""
        self._first.engine.load()
        self._second.engine.load()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._first.engine.count_tokens(texts)

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """A text in between that is longer than the second model reads is cut at clauses. Raises EngineError."""
        first, second = (
            replace(params, source_language=leg.params.source_language, target_language=leg.params.target_language)
            for leg in (self._first, self._second)
        )
        found = self._first.hypotheses(texts, first)
        between = [best(text, hypotheses) for text, hypotheses in zip(texts, found, strict=True)]
        middle = [match_edges(text, hypothesis.text) for text, hypothesis in zip(texts, between, strict=True)]
        written = [text for text in dict.fromkeys(middle) if text.strip()]
        final = dict(zip(written, self._second.hypotheses(written, second), strict=True))
        return [
            [Hypothesis(h.text, h.score + hypothesis.score) for h in final.get(text, [Hypothesis("", 0.0)])]
            for text, hypothesis in zip(middle, between, strict=True)
        ]

    def close(self) -> None:
        self._first.engine.close()
        self._second.engine.close()


def _parts(info: EngineInfo) -> tuple[str, str, str]:
    return info.engine, info.model, info.revision
