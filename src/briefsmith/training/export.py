"""From a checkpoint to what people run: a Hugging Face folder and a ctranslate2 int8 folder.

    OUT/hf/            loads with PegasusForConditionalGeneration and MarianTokenizer; for fine-tuning and checking
    OUT/ct2-int8/      loads with ctranslate2.Translator; what `briefsmith` ships, a quarter of the size

Both hold the model card (`README.md`) and `briefsmith.json`; the int8 folder holds the vocabulary as `spm.model`.

A network of several directions reads at the end of its source, instead of `</s>`, a tag that names the language to
translate into. Its export for one direction calls that tag `</s>` on the source side, so that programs need not know.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.engines.folder import EXPORTED
from briefsmith.errors import OutputError, UsageError
from briefsmith.training.network import (
    EOS,
    HEAD_SIZE,
    MAX_POSITIONS,
    PAD,
    PIECE_NAMES,
    UNK,
    NetworkShape,
    TranslationNetwork,
)

if TYPE_CHECKING:
    import torch

    from briefsmith.training.card import Card, CardScore

MAX_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export is. `revision` is the SHA-256 of the int8 weights."""

    hf: Path
    ct2: Path
    revision: str


def load_checkpoint(path: Path) -> tuple[TranslationNetwork, dict[str, Any]]:
    """The averaged network of a training checkpoint, and everything else that the checkpoint holds.

    The file is a torch file with `ema` (parameters by name) and `config` (the shape). Raises UsageError if it is not.
    """
    import torch

    if not path.is_file():
        raise UsageError(f"There is no checkpoint at {path}.")
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    if not {"ema", "config"} <= checkpoint.keys():
        raise UsageError(f"{path} is not a checkpoint of `briefsmith train translator`: it has no `ema` and `config`.")
    shape = NetworkShape.from_config(checkpoint["config"])
    parameters = {name: tensor.float() for name, tensor in checkpoint["ema"].items()}
    sizes = {name: tuple(tensor.shape) for name, tensor in parameters.items()}
    if sizes != shape.parameters():
        raise UsageError(f"The parameters in {path} do not fit its configuration {shape.config()}.")
    return TranslationNetwork(shape, parameters), checkpoint


def export_checkpoint(checkpoint: Path, spm: Path, out: Path, card: Card) -> Exported:
    """Export the averaged weights of a checkpoint file; `spm` is the SentencePiece model it was trained with."""
    return export_network(load_checkpoint(checkpoint)[0], spm, out, card)


def export_network(network: TranslationNetwork, spm: Path, out: Path, card: Card, end: str | None = None) -> Exported:
    """Write both folders under `out`, replacing older ones; they appear only when they are whole.

    `end` is the piece that ends a source sentence, if it is not `</s>`.
    """
    pieces = exported_pieces(spm, network.shape.vocab)
    building = out.with_name(out.name + ".tmp")
    shutil.rmtree(building, ignore_errors=True)
    hf, ct2 = building / "hf", building / EXPORTED
    try:
        hf.mkdir(parents=True)
        _write_hf(network, pieces, hf, card)
        for name in ("source.spm", "target.spm"):
            shutil.copyfile(spm, hf / name)
        write_ct2(hf, pieces, ct2)
        if end is not None:
            name_end(Exported(hf, ct2, ""), pieces, card, end)
        shutil.copyfile(spm, ct2 / "spm.model")
        revision = hashlib.sha256((ct2 / "model.bin").read_bytes()).hexdigest()
        for folder in (hf, ct2):
            card.write(folder, network.shape, revision)
        shutil.rmtree(out, ignore_errors=True)
        building.rename(out)
    except OSError as error:
        raise OutputError(f"The model cannot be written to {out}: {error}.") from error
    return Exported(out / "hf", out / EXPORTED, revision)


def name_end(exported: Exported, pieces: list[str], card: Card, end: str) -> None:
    """Let the tokenizer end sources with the piece `end`, and let CTranslate2 take `</s>` for it on that side.

    `pieces` is the vocabulary in its exported order, `card` says between which languages. This turns a copy of one
    direction into another.
    """
    if end not in pieces:
        raise UsageError(f"The vocabulary has no piece {end}.")
    config = exported.hf / "tokenizer_config.json"
    tokenizer = json.loads(config.read_text("utf-8"))
    tokenizer |= {"eos_token": end, "additional_special_tokens": [PIECE_NAMES[EOS]]}
    _dump(config, {**tokenizer, "source_lang": card.source, "target_lang": card.target})
    names = {end: PIECE_NAMES[EOS], PIECE_NAMES[EOS]: end}
    _dump(exported.ct2 / "source_vocabulary.json", [names.get(piece, piece) for piece in pieces])
    _dump(exported.ct2 / "target_vocabulary.json", pieces)
    (exported.ct2 / "shared_vocabulary.json").unlink(missing_ok=True)


def rewrite_card(
    exported: Exported, card: Card, scores: tuple[CardScore, ...], calibration: Mapping[str, Any] | None = None
) -> Card:
    """Write the card again, with scores and a calibration that were taken from the exported model."""
    scored = replace(card, scores=scores, calibration=calibration or {})
    shape = load_exported(exported.hf).shape
    for folder in (exported.hf, exported.ct2):
        scored.write(folder, shape, exported.revision)
    return scored


def exported_pieces(spm: Path, size: int) -> list[str]:
    """The pieces of a vocabulary in their exported order. Raises UsageError if it is not of this size, or not ours."""
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    found = {i: model.id_to_piece(i) for i in PIECE_NAMES}
    if model.get_piece_size() != size or found != PIECE_NAMES:
        raise UsageError(f"The vocabulary {spm} is not the one that the checkpoint was trained with.")
    return [model.id_to_piece(i) for i in exported_order(size)]


def exported_order(size: int) -> list[int]:
    """Our rows in their exported order: Marian's files and tools expect padding, which also starts decoding, last."""
    return [*range(PAD + 1, size), PAD]


def hf_parameters(network: TranslationNetwork) -> dict[str, torch.Tensor]:
    """The network's parameters under the names of PegasusForConditionalGeneration."""
    ours, order = network.parameters, exported_order(network.shape.vocab)
    theirs = {"model.shared.weight": ours["e.weight"][order], "final_logits_bias": ours["b"][order][None]}
    for name, parts in _layer_names(network.shape):
        for part in ("weight", "bias"):
            chunks = ours[f"{name}.{part}"].chunk(len(parts))
            theirs.update({f"{n}.{part}": t.contiguous() for n, t in zip(parts, chunks, strict=True)})
    return theirs


def _layer_names(shape: NetworkShape) -> Iterator[tuple[str, list[str]]]:
    """Our name of each projection and norm, with Pegasus's; a fused projection of ours is several of theirs."""
    for side, short, layers in (("encoder", "E", shape.enc), ("decoder", "D", shape.dec)):
        for i in range(layers):
            layer, our = f"model.{side}.layers.{i}", f"{short}.{i}"
            yield f"{our}.a.q", [f"{layer}.self_attn.{x}_proj" for x in "qkv"]
            yield f"{our}.a.o", [f"{layer}.self_attn.out_proj"]
            yield f"{our}.n1", [f"{layer}.self_attn_layer_norm"]
            if side == "decoder":
                yield f"{our}.c.q", [f"{layer}.encoder_attn.q_proj"]
                yield f"{our}.c.kv", [f"{layer}.encoder_attn.{x}_proj" for x in "kv"]
                yield f"{our}.c.o", [f"{layer}.encoder_attn.out_proj"]
                yield f"{our}.n3", [f"{layer}.encoder_attn_layer_norm"]
            yield f"{our}.f1", [f"{layer}.fc1"]
            yield f"{our}.f2", [f"{layer}.fc2"]
            yield f"{our}.n2", [f"{layer}.final_layer_norm"]
        yield f"n{short}", [f"model.{side}.layer_norm"]


def load_exported(folder: Path) -> TranslationNetwork:
    """The network in an exported Hugging Face folder (or in the folder above it); the inverse of `hf_parameters`."""
    import torch
    from safetensors.torch import load_file

    inner = folder / "hf" if (folder / "hf").is_dir() else folder
    if not (inner / "model.safetensors").is_file():
        raise UsageError(f"{folder} is not an exported model: it has no model.safetensors.")
    config = json.loads((inner / "config.json").read_text("utf-8"))
    names = {"d": "d_model", "ffn": "encoder_ffn_dim", "enc": "encoder_layers", "dec": "decoder_layers"}
    shape = NetworkShape(**{ours: config[theirs] for ours, theirs in names.items()}, vocab=config["vocab_size"])
    theirs = load_file(inner / "model.safetensors")
    order = torch.argsort(torch.tensor(exported_order(shape.vocab)))
    parameters = {"e.weight": theirs["model.shared.weight"][order], "b": theirs["final_logits_bias"][0][order]}
    for ours, parts in _layer_names(shape):
        for part in ("weight", "bias"):
            parameters[f"{ours}.{part}"] = torch.cat([theirs[f"{name}.{part}"] for name in parts])
    return TranslationNetwork(shape, parameters)


def _write_hf(network: TranslationNetwork, pieces: list[str], folder: Path, card: Card) -> None:
    from transformers import GenerationConfig, PegasusConfig, PegasusForConditionalGeneration
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    shape = network.shape
    pad, eos = shape.vocab - 1, EOS - 1
    config = PegasusConfig(
        vocab_size=shape.vocab,
        d_model=shape.d,
        encoder_layers=shape.enc,
        decoder_layers=shape.dec,
        encoder_ffn_dim=shape.ffn,
        decoder_ffn_dim=shape.ffn,
        encoder_attention_heads=shape.d // HEAD_SIZE,
        decoder_attention_heads=shape.d // HEAD_SIZE,
        max_position_embeddings=MAX_POSITIONS,
        pad_token_id=pad,
        eos_token_id=eos,
        bos_token_id=None,
        decoder_start_token_id=pad,
        forced_eos_token_id=None,
        tie_word_embeddings=True,
        activation_function="relu",
        scale_embedding=True,
    )
    model = PegasusForConditionalGeneration(config)
    loaded = model.load_state_dict(hf_parameters(network), strict=False)
    # What may be missing are other names for the tied embedding, and the position table, which is not learned.
    left = [name for name in loaded.missing_keys if "embed_" not in name and name != "lm_head.weight"]
    if left or loaded.unexpected_keys:
        raise OutputError(f"transformers' Pegasus class has changed: {left or loaded.unexpected_keys}.")
    model.tie_weights()
    model.generation_config = GenerationConfig(
        decoder_start_token_id=pad,
        pad_token_id=pad,
        eos_token_id=eos,
        bad_words_ids=[[pad]],
        num_beams=4,
        max_length=MAX_LENGTH,
    )
    model.save_pretrained(folder)
    _dump(folder / "vocab.json", {piece: i for i, piece in enumerate(pieces)})
    tokenizer = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": card.source,
        "target_lang": card.target,
        "eos_token": PIECE_NAMES[EOS],
        "unk_token": PIECE_NAMES[UNK],
        "pad_token": PIECE_NAMES[PAD],
        "model_max_length": MAX_LENGTH,
        "separate_vocabs": False,
    }
    _dump(folder / "tokenizer_config.json", tokenizer)
    # The ctranslate2 converter still reads these; transformers 5 no longer writes them.
    pre_norm = {
        "normalize_before": True,
        "normalize_embedding": False,
        "add_final_layer_norm": True,
        "static_position_embeddings": True,
    }
    _dump(folder / "config.json", {**json.loads((folder / "config.json").read_text("utf-8")), **pre_norm})


def write_ct2(hf: Path, pieces: list[str], folder: Path, quantization: str = "int8") -> None:
    """Convert an exported Hugging Face folder; `pieces` are its vocabulary in order."""
    from types import SimpleNamespace

    from ctranslate2.converters import TransformersConverter

    tokenizer = SimpleNamespace(
        get_vocab=lambda: {piece: i for i, piece in enumerate(pieces)},
        pad_token=PIECE_NAMES[PAD],
        bos_token=PIECE_NAMES[PAD],
        eos_token=PIECE_NAMES[EOS],
        unk_token=PIECE_NAMES[UNK],
        additional_special_tokens=[],
    )
    converter = TransformersConverter(str(hf))
    # The pieces are known, and the converter would look for a Pegasus tokenizer in a folder that has Marian's.
    converter.load_tokenizer = lambda *_args, **_options: tokenizer
    converter.convert(str(folder), quantization=quantization)


def _dump(path: Path, data: dict[str, Any] | list[str]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
