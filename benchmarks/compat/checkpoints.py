"""Writes the checkpoints that the calls run on, with transformers 4.57, in the layouts that the hub holds.

    /tmp/compat/old/bin/python benchmarks/compat/checkpoints.py FOLDER

Each architecture is trained for some seconds on the toy tasks of tests/toys.py (BART, T5, ...) or has random weights;
the layouts of `layouts.py` are copies with other JSON files. Runs with transformers 4.57 only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tests"), str(Path(__file__).resolve().parent)]

import layouts
import vocabularies as v

import toys

_WIDE = {
    "d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "dropout": 0.0, "max_position_embeddings": 128, "init_std": 0.15,
}  # fmt: skip
_T5 = {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 1, "num_heads": 4, "dropout_rate": 0.0}
_LONG = {"attention_window": [8], "max_encoder_position_embeddings": 512, "max_decoder_position_embeddings": 128}
_PROPHET = {
    "hidden_size": 32, "num_encoder_layers": 1, "num_decoder_layers": 1, "num_encoder_attention_heads": 4,
    "num_decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128,
    "dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0, "init_std": 0.15, "ngram": 2, "num_buckets": 8,
    "relative_max_distance": 32,
}  # fmt: skip
_SPARSE = {
    **_T5,
    "num_sparse_encoder_layers": 1,
    "num_sparse_decoder_layers": 1,
    "num_experts": 2,
    "num_decoder_layers": 1,
}


@dataclass(frozen=True)
class Base:
    """One architecture: tokenizer, name of its classes, sizes, what it learns, and how many steps."""

    tokenizer: Callable[[Path], Any]
    kind: str
    sizes: dict[str, Any]
    examples: Callable[[], list[toys.Pair]]
    steps: int = 200
    extra: dict[str, Any] = field(default_factory=dict)


def _codes(english: str, german: str, french: str) -> Callable[[], list[toys.Pair]]:
    return partial(toys._translations, {"en": english, "de": german, "fr": french})


_scaled = {**_WIDE, "scale_embedding": True}
BASES = {
    "bart": Base(v.byte_level, "Bart", {**_WIDE, "forced_bos_token_id": 0}, toys._summaries, 250),
    "led": Base(partial(v.byte_level, kind="LED"), "LED", {**_WIDE, **_LONG}, toys._summaries, 200),
    "mvp": Base(partial(v.byte_level, kind="Mvp"), "Mvp", _WIDE, toys._summaries, 150),
    "blenderbot": Base(partial(v.byte_level, kind="Blenderbot"), "Blenderbot", _scaled, toys._summaries, 60),
    "pegasus": Base(v.pegasus, "Pegasus", _scaled, toys._summaries, 250),
    "pegasus_x": Base(v.pegasus, "PegasusX", {**_scaled, "num_global_tokens": 4, "block_size": 16}, toys._summaries, 60),
    "bigbird_pegasus": Base(
        v.pegasus, "BigBirdPegasus", {**_scaled, "attention_type": "original_full", "block_size": 16}, toys._summaries, 60
    ),
    "t5": Base(v.t5, "T5", _T5, partial(toys._summaries, "summarize: "), 350),
    "t5_1_1": Base(
        v.t5, "T5", {**_T5, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False}, toys._summaries, 300
    ),
    "mt5": Base(partial(v.t5, kind="MT5"), "MT5", {**_T5, "feed_forward_proj": "gated-gelu"}, toys._summaries, 300),
    "umt5": Base(v.t5, "UMT5", {**_T5, "feed_forward_proj": "gated-gelu"}, toys._summaries, 100),
    "longt5": Base(v.t5, "LongT5", {**_T5, "local_radius": 8}, toys._summaries, 100),
    "switch": Base(v.t5, "SwitchTransformers", _SPARSE, toys._summaries, 100),
    "byt5": Base(v.byt5, "T5", {**_T5, "feed_forward_proj": "gated-gelu"}, toys._summaries, 40),
    "prophetnet": Base(partial(v.wordpiece, kind="ProphetNet"), "ProphetNet", _PROPHET, toys._summaries, 60),
    "bert2bert": Base(partial(v.wordpiece, kind="Bert"), "EncoderDecoder", {}, toys._summaries, 60),
    "marian": Base(v.marian, "Marian", _scaled, toys._translations, 250),
    "marian_codes": Base(partial(v.marian, codes=(">>deu<<", ">>fra<<")), "Marian", _scaled, toys._translations, 150),
    "mbart": Base(
        partial(v.multilingual, kind="MBart"), "MBart", _scaled, _codes("en_XX", "de_DE", "fr_XX"), 250
    ),
    "mbart50": Base(
        partial(v.multilingual, kind="MBart50"), "MBart", _scaled, _codes("en_XX", "de_DE", "fr_XX"), 250
    ),
    "m2m_100": Base(v.m2m_100, "M2M100", _scaled, _codes("en", "de", "fr"), 300),
    "nllb": Base(
        partial(v.multilingual, kind="Nllb"), "M2M100", _scaled, _codes("eng_Latn", "deu_Latn", "fra_Latn"), 300
    ),
    "fsmt": Base(v.fsmt, "FSMT", {**_WIDE, "langs": ["en", "de"]}, toys._translations, 150),
}  # fmt: skip


def _config(base: Base, tokenizer: Any) -> Any:
    import transformers

    size = max(len(tokenizer), max(tokenizer.get_vocab().values()) + 1)
    if base.kind == "EncoderDecoder":
        small = transformers.BertConfig(
            vocab_size=size, hidden_size=32, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64,
            max_position_embeddings=128, initializer_range=0.15,
        )  # fmt: skip
        config = transformers.EncoderDecoderConfig.from_encoder_decoder_configs(small, small)
        config.decoder_start_token_id, config.pad_token_id, config.eos_token_id = 2, 0, 3
        return config
    sizes = {"vocab_size": size, **base.sizes}
    if base.kind == "M2M100" and hasattr(tokenizer, "lang_code_to_id") and hasattr(tokenizer, "num_madeup_words"):
        sizes["vocab_size"] = max(tokenizer.lang_code_to_id.values()) + 1 + tokenizer.num_madeup_words
    sizes |= {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}
    if base.kind == "FSMT":
        sizes |= {"src_vocab_size": size, "tgt_vocab_size": size}
        sizes |= {"eos_token_id": 2}
        sizes.pop("vocab_size")
    elif base.kind in {"MBart", "M2M100"}:
        sizes["decoder_start_token_id"] = tokenizer.eos_token_id
        if type(tokenizer).__name__ == "MBartTokenizerFast":  # the target's code is the start
            sizes["decoder_start_token_id"] = tokenizer.convert_tokens_to_ids("de_DE")
    elif base.kind in {"Marian", "Pegasus", "PegasusX", "BigBirdPegasus"} or "T5" in base.kind or base.kind[0] == "S":
        sizes["decoder_start_token_id"] = tokenizer.pad_token_id
    return getattr(transformers, f"{base.kind}Config")(**sizes)


def train(base: Base, scratch: Path, folder: Path) -> None:
    """Train one architecture and save model and tokenizer as 4.57 does."""
    import torch
    import transformers

    torch.manual_seed(1)
    tokenizer = base.tokenizer(scratch)
    names = {"Marian": "MarianMTModel", "EncoderDecoder": "EncoderDecoderModel"}
    kind = names.get(base.kind, f"{base.kind}ForConditionalGeneration")
    model = getattr(transformers, kind)(_config(base, tokenizer))
    batches = toys._Batches(tokenizer, base.examples()[:600], model.config.pad_token_id)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-2, total_steps=base.steps, pct_start=0.1)
    model.train()
    for _ in range(base.steps):
        inputs = batches.draw(16)
        if base.kind in {"FSMT", "EncoderDecoder"}:
            inputs["labels"] = inputs["labels"].masked_fill(inputs["labels"] == -100, model.config.pad_token_id)
        if base.kind == "FSMT":  # it would learn to repeat the word before
            start = inputs["labels"].new_full((len(inputs["labels"]), 1), model.config.decoder_start_token_id)
            inputs["decoder_input_ids"] = torch.cat([start, inputs["labels"][:, :-1]], 1)
        loss = model(**inputs).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if base.kind == "Marian":  # its decoder starts from a zero embedding
            model.model.shared.weight.data[model.config.pad_token_id] = 0
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if base.kind == "FSMT":  # 4.57 leaves out the output weights, which the hub's files have, and would draw new ones
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    print(f"{folder.name}: loss {loss.item():.2f}", flush=True)


def main() -> None:
    import torch
    import transformers

    if not transformers.__version__.startswith("4.57"):
        sys.exit(f"transformers 4.57 writes the checkpoints, this is {transformers.__version__}")
    torch.set_num_threads(1)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    root = Path(sys.argv[1])
    for name, base in BASES.items():
        folder, scratch = root / "base" / name, root / "scratch" / name
        if not folder.is_dir():
            scratch.mkdir(parents=True, exist_ok=True)
            train(base, scratch, folder)
    layouts.write(root)


if __name__ == "__main__":
    main()
