"""What tokenizers of transformers 4.57 did, and those of transformers 5 no longer do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from briefsmith.engines.tokenizer_files import as_in_files
from briefsmith.errors import ModelUnavailableError
from briefsmith.models.resolve import resolve

# English detokenization: 4.57 applied it to every tokenizer, transformers 5 to some.
_SPACES = (
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"),
    (" 've", "'ve"), (" 're", "'re"),
)  # fmt: skip


def cleaned_up(text: str) -> str:
    """The text without blanks before stops and English contractions, as `clean_up_tokenization_spaces=True` asks."""
    for before, after in _SPACES:
        text = text.replace(before, after)
    return text


def as_before(tokenizer: Any) -> Any:
    """The same tokenizer with the rules of its files and the methods of 4.57; changes it. None stays None."""
    if tokenizer is None:
        return None
    folder = _folder(getattr(tokenizer, "name_or_path", None))
    if folder is not None:
        as_in_files(tokenizer, folder)
    for name, method in _METHODS.items():
        if name not in vars(tokenizer) and (name in _REPLACED or not hasattr(tokenizer, name)):
            tokenizer.__dict__[name] = partial(method, tokenizer)  # a bound method could not be pickled
    if not hasattr(tokenizer, "additional_special_tokens"):
        tokenizer.__dict__["additional_special_tokens"] = list(getattr(tokenizer, "extra_special_tokens", None) or ())
    return tokenizer


def _folder(name: str | None) -> Path | None:
    """Where the files of a loaded tokenizer are; None if they are not on this machine any more."""
    if not name:
        return None
    if Path(name).is_dir():
        return Path(name)
    try:
        return resolve(name).path
    except ModelUnavailableError:
        return None


def _encode_plus(tokenizer: Any, *args: Any, **kwargs: Any) -> Any:
    return tokenizer(*args, **kwargs)


@contextmanager
def _as_target_tokenizer(tokenizer: Any) -> Iterator[None]:
    """Within the context the tokenizer encodes texts of the target language."""
    if getattr(tokenizer, "tgt_lang", "") is None:
        tokenizer.tgt_lang = tokenizer.init_kwargs.get("tgt_lang")
    tokenizer._in_target_context_manager = True  # otherwise each call goes back to the source language
    _switch(tokenizer, "_switch_to_target_mode")
    try:
        yield
    finally:
        tokenizer._in_target_context_manager = False
        _switch(tokenizer, "_switch_to_input_mode")


def _switch(tokenizer: Any, name: str) -> None:
    getattr(tokenizer, name, lambda: None)()


def _prepare_seq2seq_batch(
    tokenizer: Any,
    src_texts: list[str],
    tgt_texts: list[str] | None = None,
    max_length: int | None = None,
    max_target_length: int | None = None,
    padding: str | bool = "longest",
    return_tensors: str | None = None,
    truncation: bool = True,
    **kwargs: Any,
) -> Any:
    """The model's inputs for texts, with `labels` if `tgt_texts` are given; lengths in tokens."""
    for side in ("src_lang", "tgt_lang"):
        if (language := kwargs.pop(side, None)) is not None:
            setattr(tokenizer, side, language)
    limit = tokenizer.model_max_length if max_length is None else max_length
    shared = {"return_tensors": return_tensors, "padding": padding, "truncation": truncation, **kwargs}
    inputs = tokenizer(src_texts, add_special_tokens=True, max_length=limit, **shared)
    if tgt_texts is not None:
        target_limit = limit if max_target_length is None else max_target_length
        with _as_target_tokenizer(tokenizer):
            labels = tokenizer(tgt_texts, add_special_tokens=True, max_length=target_limit, **shared)
        inputs["labels"] = labels["input_ids"]
    return inputs


_METHODS: dict[str, Callable[..., Any]] = {
    "encode_plus": _encode_plus,
    "batch_encode_plus": _encode_plus,
    "as_target_tokenizer": _as_target_tokenizer,
    "prepare_seq2seq_batch": _prepare_seq2seq_batch,
}
# Those that some classes still have call a method that their base class lost.
_REPLACED = frozenset({"prepare_seq2seq_batch"})
