"""CTranslate2: the fast default for seq2seq models on CPU (int8)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis
from briefsmith.engines.folder import ModelFolder
from briefsmith.errors import EngineError, ModelUnavailableError

if TYPE_CHECKING:
    import ctranslate2
    import sentencepiece

EOS = "</s>"


class CTranslate2Engine:
    """A folder that `briefsmith train` exported: CTranslate2 weights beside one joint SentencePiece model."""

    def __init__(self, folder: ModelFolder, threads: int = 0) -> None:
        self.folder = folder
        self._threads = threads
        self.info = EngineInfo("ctranslate2", folder.name, folder.revision)
        self.max_input_tokens = folder.max_input_tokens

    @cached_property
    def _translator(self) -> ctranslate2.Translator:
        import ctranslate2

        try:
            return ctranslate2.Translator(
                str(self.folder.path),
                device="cpu",
                compute_type="int8",
                # One batch a thread rather than one batch on all: threads that wait for each other at every layer are
                # slower on a machine that has other work (23 against 38 sentences/s on two busy cores).
                inter_threads=self._threads or os.cpu_count() or 1,
                intra_threads=1,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelUnavailableError(f"{self.folder.path}: the model cannot be loaded: {error}") from error

    @cached_property
    def _pieces(self) -> sentencepiece.SentencePieceProcessor:
        import sentencepiece

        try:
            return sentencepiece.SentencePieceProcessor(model_file=str(self.folder.path / "spm.model"))
        except (OSError, RuntimeError) as error:
            raise ModelUnavailableError(f"{self.folder.path}/spm.model cannot be loaded: {error}") from error

    def load(self) -> None:
        """Load weights and vocabulary now rather than at the first call. Raises ModelUnavailableError."""
        _ = self._pieces, self._translator

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(pieces) + 1 for pieces in self._pieces.encode(list(texts), out_type=str)]

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """One pass over all texts, sorted by length into batches of `params.batch_tokens` source tokens."""
        sources = [[*pieces, EOS] for pieces in self._pieces.encode(list(texts), out_type=str)]
        longest = max(map(len, sources), default=0)
        if longest > self.max_input_tokens:
            raise EngineError(
                f"{self.info.model}: {longest} tokens in one text, the model takes {self.max_input_tokens}"
            )
        try:
            results = self._translator.translate_batch(
                sources,
                max_batch_size=params.batch_tokens,
                batch_type="tokens",
                beam_size=params.beam_size,
                num_hypotheses=params.num_hypotheses,
                length_penalty=params.length_penalty,
                no_repeat_ngram_size=params.no_repeat_ngram_size,
                max_decoding_length=int(longest * params.max_length_ratio) + 8,
                max_input_length=0,
                return_scores=True,
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: decoding failed: {error}") from error
        return [
            [
                Hypothesis(self._pieces.decode(pieces), score)
                for pieces, score in zip(r.hypotheses, r.scores, strict=True)
            ]
            for r in results
        ]

    def close(self) -> None:
        for name in ("_translator", "_pieces"):
            self.__dict__.pop(name, None)
