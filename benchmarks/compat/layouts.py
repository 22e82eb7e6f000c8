"""Copies of the trained checkpoints with the files and settings that published ones have."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OLD = {"transformers_version": "4.27.0.dev0", "_from_model_config": True}
NEW = {"transformers_version": "4.57.6"}
_BART = {"bos_token_id": 0, "decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1}
_CNN = {
    **_BART, "early_stopping": True, "forced_bos_token_id": 0, "forced_eos_token_id": 2, "length_penalty": 2.0,
    "max_length": 60, "min_length": 6, "no_repeat_ngram_size": 3, "num_beams": 4,
}  # fmt: skip
_CNN_TASK = {"summarization": {
    "early_stopping": True, "length_penalty": 2.0, "max_length": 60, "min_length": 6, "no_repeat_ngram_size": 3, "num_beams": 4,
}}  # fmt: skip
_T5_TASKS = {
    "summarization": {
        "early_stopping": True, "length_penalty": 2.0, "max_length": 100, "min_length": 3, "no_repeat_ngram_size": 3,
        "num_beams": 4, "prefix": "summarize: ",
    },
    "translation_en_to_de": {
        "early_stopping": True, "max_length": 80, "num_beams": 4, "prefix": "translate English to German: ",
    },
    "translation_en_to_fr": {
        "early_stopping": True, "max_length": 80, "num_beams": 4, "prefix": "translate English to French: ",
    },
}  # fmt: skip
_T5_IDS = {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
_ROMANIAN = {"translation_en_to_ro": {"decoder_start_token_id": 170}}
_TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")


@dataclass(frozen=True)
class Layout:
    """A copy of a base: settings added to config.json, generation_config.json (None takes it away), files left out.

    `tokenizer` is the whole tokenizer_config.json, `special` the whole special_tokens_map.json; `pickled` keeps the weights
    as pytorch_model.bin; `resaved` loads and saves it again with 4.57, with the fast or the slow tokenizer.
    """

    base: str
    config: dict[str, Any] = field(default_factory=dict)
    generation: dict[str, Any] | None = field(default_factory=lambda: {"keep": True})
    without: tuple[str, ...] = ()
    tokenizer: dict[str, Any] | None = None
    special: dict[str, Any] | None = None
    pickled: bool = False
    resaved: str = ""


LAYOUTS = {
    # BART: distilbart-cnn, bart-large-cnn, models that state other beams, one that states nothing.
    "distilbart": Layout(
        "bart", {**_CNN, "task_specific_params": _CNN_TASK, "prefix": " ", "transformers_version": None}, None,
        _TOKENIZER, {"model_max_length": 128}, pickled=True,
    ),
    "bart-cnn": Layout("bart", {**_CNN, "task_specific_params": _CNN_TASK, "prefix": " "}, {**_CNN, **OLD}),
    "bart-xsum": Layout("bart", {"num_beams": 6, "max_length": 62, "min_length": 4}, None, _TOKENIZER),
    "bart-beams6": Layout("bart", {}, {**_BART, **NEW, "forced_bos_token_id": 0, "num_beams": 6, "max_new_tokens": 12}),
    "bart-beams5-old": Layout("bart", {}, {**_BART, **OLD, "num_beams": 5, "max_new_tokens": 12, "max_length": 40}),
    "bart-sampling": Layout("bart", {}, {**_BART, **NEW, "do_sample": True, "temperature": 0.7, "top_k": 5, "max_length": 30}),
    "bart-penalties": Layout(
        "bart", {}, {**_BART, **NEW, "repetition_penalty": 1.3, "no_repeat_ngram_size": 2, "early_stopping": True, "max_length": 50}
    ),
    "bart-cleaned": Layout("bart", tokenizer={"model_max_length": 128, "clean_up_tokenization_spaces": True}),
    "bart-resaved": Layout("bart", {**_CNN, "task_specific_params": _CNN_TASK}, None, resaved="fast"),
    # T5: t5-small, flan-t5, mT5, the slow tokenizer alone.
    "t5-small": Layout("t5", {"task_specific_params": _T5_TASKS, "n_positions": 512}, {**_T5_IDS, **OLD}),
    "t5-slow": Layout("t5", {"task_specific_params": _T5_TASKS}, None, _TOKENIZER, pickled=True),
    "t5-config": Layout(
        "t5", {"task_specific_params": _T5_TASKS, "n_positions": 512}, None, _TOKENIZER, {"model_max_length": 512, "extra_ids": 4}
    ),
    "t5-resaved-slow": Layout("t5", {"task_specific_params": _T5_TASKS}, {**_T5_IDS, **OLD}, resaved="slow"),
    "flan-t5": Layout("t5_1_1", {}, {**_T5_IDS, **OLD}),
    "mt5-xlsum": Layout(
        "mt5", {"length_penalty": 0.6, "max_length": 84, "num_beams": 4, "no_repeat_ngram_size": 2}, None,
        ("tokenizer.json",), {"model_max_length": 512, "extra_ids": 4, "tokenizer_class": "T5Tokenizer"}, pickled=True,
    ),
    "mt5-slow": Layout("mt5", {}, {**_T5_IDS, **OLD}, resaved="slow"),
    # PEGASUS: xsum, tokenizer.json, the folder whose mask stands in special_tokens_map.json.
    "pegasus-xsum": Layout(
        "pegasus", {"num_beams": 8, "length_penalty": 0.6, "max_length": 64}, {"num_beams": 8, "length_penalty": 0.6,
        "max_length": 64, "decoder_start_token_id": 0, "eos_token_id": 1, "forced_eos_token_id": 1, "pad_token_id": 0, **OLD},
        ("tokenizer.json",), {"model_max_length": 128, "offset": 6}, {"eos_token": "</s>", "pad_token": "<pad>",
        "unk_token": "<unk>", "mask_token": "<mask_2>", "additional_special_tokens": ["<mask_1>", "<unk_2>", "<unk_3>",
        "<unk_4>", "<unk_5>"]}, pickled=True,
    ),
    "pegasus-bare": Layout("pegasus", {}, None, _TOKENIZER, {"offset": 6}),
    "pegasus-slow": Layout("pegasus", {}, resaved="slow"),
    "pegasus-mask": Layout(
        "pegasus", {}, None, ("tokenizer.json",), {"model_max_length": 128, "offset": 6},
        {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask_2>",
         "additional_special_tokens": ["<mask_1>"]},
    ),
    "bigbird-sparse": Layout("bigbird_pegasus", {"attention_type": "block_sparse", "num_beams": 5, "max_length": 40}, None),
    # LED, longt5 and others as they are saved.
    "led-settings": Layout("led", {"num_beams": 2, "max_length": 40, "min_length": 4, "length_penalty": 2.0}, None, _TOKENIZER),
    "prophetnet-cnn": Layout("prophetnet", {"num_beams": 5, "max_length": 40, "length_penalty": 2.0}, None),
    # Marian: opus-mt with and without generation_config.json, several targets.
    "opus-mt": Layout(
        "marian", {"num_beams": 6, "max_length": 128, "bad_words_ids": [[419]], "bos_token_id": 0},
        {"num_beams": 4, "max_length": 128, "bad_words_ids": [[419]], "bos_token_id": 0, "decoder_start_token_id": 419,
         "eos_token_id": 0, "forced_eos_token_id": 0, "pad_token_id": 419, "renormalize_logits": True, **OLD},
        ("special_tokens_map.json",), {"source_lang": "en", "target_lang": "de", "model_max_length": 512}, pickled=True,
    ),
    "opus-mt-config": Layout(
        "marian", {"num_beams": 6, "max_length": 128, "bad_words_ids": [[419]], "bos_token_id": 0}, None,
        ("special_tokens_map.json",), {"source_lang": "en", "target_lang": "de", "model_max_length": 512},
    ),
    # mBART, NLLB, M2M100: each tokenizer in the ways that it is stored.
    "mbart-en-ro": Layout(
        "mbart", {"num_beams": 5, "max_length": 60, "task_specific_params": _ROMANIAN}, None, _TOKENIZER, pickled=True,
    ),
    "mbart-slow": Layout("mbart", resaved="slow"),
    "mbart50-mmt": Layout(
        "mbart50", {"num_beams": 5, "max_length": 60, "tokenizer_class": "MBart50Tokenizer"},
        {"num_beams": 5, "max_length": 60, "early_stopping": True, "decoder_start_token_id": 2, "eos_token_id": 2,
         "forced_eos_token_id": 2, "pad_token_id": 1, "bos_token_id": 0, **OLD}, ("tokenizer.json",),
    ),
    "mbart50-slow": Layout("mbart50", {}, resaved="slow"),
    "m2m-418M": Layout(
        "m2m_100", {"num_beams": 5, "max_length": 60, "early_stopping": True},
        {"num_beams": 5, "max_length": 60, "early_stopping": True, "decoder_start_token_id": 2, "eos_token_id": 2,
         "pad_token_id": 1, "bos_token_id": 0, **OLD}, pickled=True,
    ),
    "nllb-600M": Layout(
        "nllb", {"max_length": 60}, {"max_length": 60, "decoder_start_token_id": 2, "eos_token_id": 2, "pad_token_id": 1,
        "bos_token_id": 0, **OLD},
    ),
    "nllb-slow": Layout("nllb", {}, resaved="slow"),
    "nllb-bare": Layout("nllb", {"tokenizer_class": "NllbTokenizer"}, None, _TOKENIZER),
    "fsmt-wmt19": Layout("fsmt", {"num_beams": 5, "max_length": 60, "early_stopping": False}, None),
    "fsmt-resaved": Layout("fsmt", {"num_beams": 5, "max_length": 60}, resaved="slow"),
}  # fmt: skip

# Folders in the cache of the hub: name on the hub, layout, and whether `main` is another commit than ours.
HUB = {
    "sshleifer/distilbart-cnn-12-6": "distilbart",
    "facebook/bart-large-cnn": "bart-cnn",
    "t5-small": "t5-small",
    "google-t5/t5-small": "t5-small",
    "t5-large": "t5-small",
    "google-t5/t5-base": "t5-small",
    "google/pegasus-xsum": "pegasus-xsum",
    "Helsinki-NLP/opus-mt-en-de": "opus-mt",
    "facebook/nllb-200-distilled-600M": "nllb-600M",
    "someone/own-summarizer": "bart-beams6",
}
# The commits that 4.57 took if no model was named, as its cache refers to them.
DEFAULTS = {"sshleifer/distilbart-cnn-12-6": "a4f8f3e", "google-t5/t5-base": "a9723ea"}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def write(root: Path) -> None:
    """All layouts under `root`/models and the hub's cache under `root`/hub."""
    models = root / "models"
    for base in sorted((root / "base").iterdir()):
        if not (models / base.name).is_dir():
            shutil.copytree(base, models / base.name)
    for name, layout in LAYOUTS.items():
        if not (models / name).is_dir():
            _write(layout, root / "base" / layout.base, models / name)
    for hub_id, name in HUB.items():
        repo = root / "hub" / f"models--{hub_id.replace('/', '--')}"
        if not repo.is_dir():
            shutil.copytree(models / name, repo / "snapshots" / COMMIT)
            (repo / "refs").mkdir()
            for reference in ("main", DEFAULTS.get(hub_id, "main")):
                (repo / "refs" / reference).write_text(COMMIT)


def _write(layout: Layout, base: Path, folder: Path) -> None:
    working = folder.with_suffix(".part")
    shutil.rmtree(working, ignore_errors=True)
    shutil.copytree(base, working)
    for name in layout.without:
        (working / name).unlink(missing_ok=True)
    config = json.loads((working / "config.json").read_text("utf-8")) | layout.config
    _json(working / "config.json", {key: value for key, value in config.items() if value is not None})
    if layout.generation is None:
        (working / "generation_config.json").unlink()
    elif "keep" not in layout.generation:
        _json(working / "generation_config.json", layout.generation)
    if layout.tokenizer is not None:
        _json(working / "tokenizer_config.json", layout.tokenizer)
    if layout.special is not None:
        _json(working / "special_tokens_map.json", layout.special)
    if layout.pickled:
        _pickle(working)
    if layout.resaved:
        _resave(working, folder, fast=layout.resaved == "fast")
        shutil.rmtree(working)
    else:
        working.rename(folder)


def _json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False), "utf-8")


def _pickle(folder: Path) -> None:
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()


def _resave(source: Path, folder: Path, *, fast: bool) -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    for name in _TOKENIZER[:1] if not fast else ():
        (source / name).unlink(missing_ok=True)
    AutoModelForSeq2SeqLM.from_pretrained(source).save_pretrained(folder)
    AutoTokenizer.from_pretrained(source, use_fast=fast).save_pretrained(folder)
    if (source / "pytorch_model.bin").is_file():  # FSMT: 4.57 does not save all of its weights
        shutil.copy(source / "pytorch_model.bin", folder)
        (folder / "model.safetensors").unlink()
