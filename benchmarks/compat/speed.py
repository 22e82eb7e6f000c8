"""Processor seconds of the same calls in this environment; run it in both, in turn, and compare the least of each row.

    PYTHON benchmarks/compat/speed.py DATA [ROUNDS]

The model of the last rows has the shape of opus-mt (6 + 6 layers, 512 wide) with random weights and is made at the first run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tests")]
os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}

import torch
import transformers

import toys

OLD = transformers.__version__.startswith("4.")
SENTENCES = toys.SENTENCES[::27]
ROWS: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {
    "tiny BART, batch 1": ("bart-cnn", "summarization", {}, {}),
    "tiny T5, batch 1": ("t5-small", "summarization", {}, {}),
    "tiny opus-mt, batch 1": ("opus-mt", "translation_en_to_de", {}, {}),
    "tiny opus-mt, batch 8": ("opus-mt", "translation_en_to_de", {}, {"batch_size": 8}),
    "shape of opus-mt, batch 8": ("opus-shape", "translation_en_to_de", {}, {"batch_size": 8, "max_new_tokens": 24, "return_tensors": True}),
    "shape of opus-mt, batch 8, engine='auto'": (
        "opus-shape", "translation_en_to_de", {"engine": "auto"}, {"batch_size": 8, "max_new_tokens": 24, "return_tensors": True},
    ),
}  # fmt: skip


def make_shape(models: Path) -> None:
    """opus-mt's layers around the toy's tokenizer, with a vocabulary of its size."""
    folder = models / "opus-shape"
    if folder.is_dir():
        return
    torch.manual_seed(1)
    tokenizer = transformers.AutoTokenizer.from_pretrained(models / "marian")
    config = transformers.MarianConfig.from_pretrained(models / "marian")
    config.update({
        "d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_attention_heads": 8, "decoder_attention_heads": 8,
        "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048, "vocab_size": 58101, "decoder_vocab_size": 58101,
        "pad_token_id": 58100, "decoder_start_token_id": 58100, "max_position_embeddings": 512, "init_std": 0.02,
    })  # fmt: skip
    transformers.MarianMTModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def main() -> None:
    models, rounds = Path(sys.argv[1]).resolve() / "models", int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_num_threads(1)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    if OLD:
        from transformers import pipeline

        make_shape(models)
    else:
        from briefsmith import pipeline
    seconds = {}
    for name, (model, task, more, asked) in ROWS.items():
        if OLD and more:
            continue
        pipe = pipeline(task, model=str(models / model), **more)
        pipe(SENTENCES[:2], **asked)
        times = []
        for _ in range(rounds):
            begin = time.process_time()
            pipe(SENTENCES, **asked)
            times.append(time.process_time() - begin)
        seconds[name] = round(min(times), 3)
    print(json.dumps({transformers.__version__: seconds}, indent=1))


if __name__ == "__main__":
    main()
