"""Loads tokenizers as the files of a checkpoint describe them.

transformers 5 builds the tokenizers of T5, PEGASUS, mBART and NLLB anew from their vocabulary alone: rules for blanks and
characters that tokenizer.json or the SentencePiece file state are lost, a PEGASUS without tokenizer.json may get every id
one too low, an NLLB no language codes. Models were trained with the rules of the files, which transformers 4 read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefsmith.engines.config_files import open_config
from briefsmith.errors import ModelUnavailableError

Pieces = list[tuple[str, float]]

_BLANK = "▁"
# Names that slow tokenizers of transformers 4 left in tokenizer_config.json, and the class that has their rules now.
_RENAMED = {"MT5Tokenizer": "T5Tokenizer", "MT5TokenizerFast": "T5Tokenizer"}
_FAIRSEQ = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]


def open_tokenizer(path: Path, **options: Any) -> Any:
    """The tokenizer of a local checkpoint; `options` are those of `AutoTokenizer.from_pretrained`.

    Raises ModelUnavailableError if its ids are not those of its SentencePiece file and cannot be mended, otherwise what
    the library raises.
    """
    tokenizer = _loaded(path, options)
    as_in_files(tokenizer, path)
    return tokenizer


def as_in_files(tokenizer: Any, path: Path) -> None:
    """Give a loaded tokenizer the rules of the files in `path`; changes it. Raises ModelUnavailableError, as above."""
    kind = type(tokenizer).__name__
    if kind not in _VOCABULARIES:
        return
    if (path / "tokenizer.json").is_file():
        _as_in_file(tokenizer, path / "tokenizer.json")
    elif (pieces := _sentencepiece_file(path)) is not None:
        _as_in_pieces(tokenizer, pieces, _json(path / "tokenizer_config.json"))
    if kind == "NllbTokenizer":
        _with_codes(tokenizer)


def _loaded(path: Path, options: dict[str, Any]) -> Any:
    import transformers

    own = _RENAMED.get(str(_json(path / "tokenizer_config.json").get("tokenizer_class")))
    if own is not None:
        return getattr(transformers, own).from_pretrained(path, local_files_only=True, **options)
    if (path / "config.json").is_file():
        trust = {key: value for key, value in options.items() if key == "trust_remote_code"}
        options = {"config": open_config(path, **trust), **options}
    return transformers.AutoTokenizer.from_pretrained(path, local_files_only=True, **options)


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _sentencepiece_file(path: Path) -> Path | None:
    names = ("spiece.model", "sentencepiece.bpe.model")
    return next((path / name for name in names if (path / name).is_file()), None)


def _as_in_file(tokenizer: Any, file: Path) -> None:
    """The rules of tokenizer.json in place of rebuilt ones."""
    from tokenizers import Tokenizer

    stated, backend = Tokenizer.from_file(str(file)), tokenizer._tokenizer
    backend.normalizer, backend.pre_tokenizer, backend.decoder = stated.normalizer, stated.pre_tokenizer, stated.decoder


def _as_in_pieces(tokenizer: Any, file: Path, stated: dict[str, Any]) -> None:
    """The rules of a SentencePiece file, as transformers 4 turned them into those of the tokenizers library."""
    from tokenizers import Regex, decoders, normalizers, pre_tokenizers
    from transformers.convert_slow_tokenizer import import_protobuf

    model = import_protobuf().ModelProto()
    model.ParseFromString(file.read_bytes())
    _check_ids(tokenizer, model, file)
    backend, charsmap = tokenizer._tokenizer, model.normalizer_spec.precompiled_charsmap
    blanks = [normalizers.Strip(left=False, right=True), normalizers.Replace(Regex(" {2,}"), _BLANK)]
    backend.normalizer = normalizers.Sequence([normalizers.Precompiled(charsmap), *blanks] if charsmap else blanks)
    scheme = "always" if stated.get("add_prefix_space", True) else "never"
    if scheme == "always" and stated.get("legacy") is False:
        scheme = "first"
    blank = pre_tokenizers.Metaspace(replacement=_BLANK, prepend_scheme=scheme)
    if type(tokenizer).__name__ == "PegasusTokenizer":
        backend.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), blank])
    else:
        backend.pre_tokenizer = blank
    backend.decoder = decoders.Metaspace(replacement=_BLANK, prepend_scheme=scheme)


def _check_ids(tokenizer: Any, model: Any, file: Path) -> None:
    """Every piece must have the id that its architecture gives it; otherwise the vocabulary is put in its order."""
    from tokenizers import Tokenizer, models

    expected = _VOCABULARIES[type(tokenizer).__name__](
        tokenizer, [(piece.piece, piece.score) for piece in model.pieces]
    )
    ids = {piece: i for i, (piece, _) in enumerate(expected)}
    backend = tokenizer._tokenizer
    if all(backend.token_to_id(piece) == i for piece, i in ids.items()):
        return
    if not isinstance(backend.model, models.Unigram):
        raise ModelUnavailableError(
            f"{file.parent}: this version of transformers gives the words of {file.name} other ids than the model was "
            "trained with; a folder with tokenizer.json works"
        )
    mended = Tokenizer(models.Unigram(expected, unk_id=ids[str(tokenizer.unk_token)], byte_fallback=False))
    mended.post_processor = backend.post_processor
    for _, token in sorted(backend.get_added_tokens_decoder().items()):
        mended.add_special_tokens([token]) if token.special else mended.add_tokens([token])
    tokenizer._tokenizer = mended


def _t5(tokenizer: Any, pieces: Pieces) -> Pieces:
    extra = int(tokenizer._extra_ids)
    return pieces + [(f"<extra_id_{i}>", 0.0) for i in range(extra - 1, -1, -1)]


def _pegasus(tokenizer: Any, pieces: Pieces) -> Pieces:
    """`<pad> </s>`, the masks of the pretraining, unused ids up to the offset, the pieces from `<unk>` on."""
    offset = int(tokenizer.offset)
    first = [(str(tokenizer.pad_token), 0.0), (str(tokenizer.eos_token), 0.0)]
    if offset:
        sentence_mask = tokenizer.init_kwargs.get("mask_token_sent", "<mask_1>")
        first += [(str(mask), 0.0) for mask in (sentence_mask, tokenizer.mask_token) if mask is not None]
        first += [(f"<unk_{i}>", -100.0) for i in range(2, offset)]
    return first + pieces[2:]


def _mbart(tokenizer: Any, pieces: Pieces) -> Pieces:
    codes = [(code, 0.0) for code in tokenizer.lang_code_to_id]
    return _FAIRSEQ + pieces[3:] + codes + [("<mask>", 0.0)]


def _nllb(tokenizer: Any, pieces: Pieces) -> Pieces:
    return _FAIRSEQ + pieces[3:]


# The vocabulary by id of the classes that are built anew, from the pieces of their SentencePiece file.
_VOCABULARIES: dict[str, Callable[[Any, Pieces], Pieces]] = {
    "T5Tokenizer": _t5,
    "PegasusTokenizer": _pegasus,
    "MBartTokenizer": _mbart,
    "MBart50Tokenizer": _mbart,
    "NllbTokenizer": _nllb,
}


def _with_codes(tokenizer: Any) -> None:
    """A tokenizer from the SentencePiece file alone gets no language codes."""
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    if tokenizer.convert_tokens_to_ids(FAIRSEQ_LANGUAGE_CODES[0]) == tokenizer.unk_token_id:
        tokenizer.add_tokens(list(FAIRSEQ_LANGUAGE_CODES), special_tokens=True)
        tokenizer.set_src_lang_special_tokens(tokenizer.src_lang)
