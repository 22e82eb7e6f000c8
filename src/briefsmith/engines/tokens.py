"""Converts between text and token ids: the tokenizer of a checkpoint with its task prefixes and language tokens."""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.codes import code_tokens, listed
from briefsmith.engines.loaded import loaded
from briefsmith.engines.quiet import quiet_transformers
from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.languages import describe

# A sound tokenizer knows all of its own words; one that was loaded wrongly knows none.
_PROBES = 50
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Start(NamedTuple):
    """What every output begins with: the decoder's start token, then the tokens that are forced after it."""

    token: int
    forced: tuple[int, ...]


class CheckpointTokenizer:
    """A Hugging Face tokenizer that adds what its model needs around each text."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        # The source language is a property of the tokenizer, which threads share.
        self._lock = threading.RLock()

    @loaded
    def hf(self) -> Any:
        """The transformers tokenizer. Raises ModelUnavailableError if it cannot be loaded or knows no word."""
        quiet_transformers()
        from briefsmith.engines.tokenizer_files import open_tokenizer

        path = self.checkpoint.path
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tokenizer = open_tokenizer(path)
        except ModelUnavailableError:
            raise
        except Exception as error:  # each tokenizer fails in its own way on missing or broken files
            raise ModelUnavailableError(f"{path}: the tokenizer cannot be loaded: {error}") from error
        if not knows_its_words(tokenizer):
            raise ModelUnavailableError(
                f"{path}: the tokenizer turns every word into {tokenizer.unk_token}; its files are incomplete, or "
                "this version of transformers misreads them. Fetch the model again."
            )
        return tokenizer

    @cached_property
    def languages(self) -> dict[str, str]:
        """The model's language tokens by canonical code; empty for a model with one pair or one language."""
        return code_tokens(self.hf)

    def encode(self, texts: Sequence[str], params: GenerationParams) -> list[list[int]]:
        """The ids of each text with prefix, language and end tokens, as the encoder reads them. Never truncated."""
        tokenizer = self.hf
        source, target = params.source_language, params.target_language
        prefix = str(self.checkpoint.decoding("prefix", self.checkpoint.task(source, target)) or "")
        with self._lock:
            if self.languages and source is not None and hasattr(tokenizer, "src_lang"):
                tokenizer.src_lang = self._code(source)
            elif self.languages and target is not None:  # multilingual Marian
                prefix = f"{self._token(target)} "
            return self._ids(texts, prefix)

    def _ids(self, texts: Sequence[str], prefix: str) -> list[list[int]]:
        if not texts:
            return []
        ids: list[list[int]] = self.hf(
            [prefix + text for text in texts], truncation=False, verbose=False, return_attention_mask=False
        )["input_ids"]
        return ids

    def count(self, texts: Sequence[str]) -> list[int]:
        """The largest number of ids of each text for any task: the longest prefix is included."""
        tasks = (self.checkpoint.config.get("task_specific_params") or {}).values()
        prefixes = [str(task.get("prefix") or "") for task in tasks]
        if not hasattr(self.hf, "src_lang"):
            prefixes += [f"{token} " for token in self.languages.values()]
        with self._lock:
            return [len(ids) for ids in self._ids(texts, max(prefixes, key=len, default=""))]

    def start(self, params: GenerationParams) -> Start:
        """How the output begins. Raises EngineError for a language that the model does not write."""
        checkpoint = self.checkpoint
        token = checkpoint.decoding("decoder_start_token_id", {})
        forced = checkpoint.decoding("forced_bos_token_id", {})
        if hasattr(self.hf, "src_lang") and self.languages and params.target_language is not None:
            code = self.hf.convert_tokens_to_ids(self._token(params.target_language))
            if type(self.hf).__name__ == "MBartTokenizer":  # 25 languages: the code itself is the start
                return Start(code, ())
            forced = code
        if token is None:
            token = checkpoint.config.get("pad_token_id") if forced is None else checkpoint.config.get("eos_token_id")
        return Start(int(token or 0), () if forced is None else (int(forced),))

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output ids, without special and language tokens."""
        kept = [i for i in ids if i not in self._silent]
        text: str = self.hf.decode(kept, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text.strip()

    def outputs(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of output texts, without special and language tokens; the inverse of `decode`."""
        with self._lock:
            found: list[list[int]] = self.hf(text_target=list(texts), add_special_tokens=False)["input_ids"]
        return found

    @cached_property
    def _silent(self) -> frozenset[int]:
        """Language tokens: the tokenizer of M2M100 does not treat them as special."""
        return frozenset(self.hf.convert_tokens_to_ids(list(self.languages.values())))

    def _token(self, language: str) -> str:
        if language not in self.languages:
            raise EngineError(
                f"{self.checkpoint.name} does not know {describe(language)}; it knows: {listed(self.languages)}"
            )
        return self.languages[language]

    def _code(self, language: str) -> str:
        return (
            self._token(language).strip("_") if type(self.hf).__name__ == "M2M100Tokenizer" else self._token(language)
        )


def knows_its_words(tokenizer: Any) -> bool:
    """Whether the tokenizer recognises words of its own vocabulary in a text."""
    if tokenizer.unk_token_id is None:
        return True
    special = set(tokenizer.all_special_ids)
    vocabulary = tokenizer.get_vocab()
    ids = [i for token, i in vocabulary.items() if i not in special and _LETTERS.search(token)]
    ids = ids[:: max(1, len(ids) // _PROBES)]
    words = [word for word in (tokenizer.decode([i]).strip() for i in ids) if _LETTERS.search(word)]
    encoded = tokenizer(" ".join(words), add_special_tokens=False)["input_ids"]
    unknown = sum(i == tokenizer.unk_token_id for i in encoded)
    return bool(words) and unknown < len(encoded) / 2
