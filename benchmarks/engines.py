"""Speed and memory of the engines on the same weights: `python benchmarks/engines.py`.

Random weights at the shapes of real checkpoints; every output has the same length, so the work is equal. Each side is a
separate process with one thread, which shows its memory; they take turns. CPU time is compared, because on a shared
machine torch's threads wait for each other so long that the wall clock means nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIDES = ("transformers fp32", "transformers bf16", "ctranslate2 int8", "briefsmith")
BEAM = 4
_MARIAN = {"scale_embedding": True, "static_position_embeddings": True, "activation_function": "swish"}


@dataclass(frozen=True)
class Shape:
    """The configuration of one checkpoint; `tokens` of each output, `inputs` of an input."""

    name: str
    config: str
    sizes: dict[str, Any]
    inputs: int
    tokens: int
    batch: int


def _sizes(width: int, layers: tuple[int, int], inner: int, heads: int, vocabulary: int) -> dict[str, Any]:
    return {
        "d_model": width, "encoder_layers": layers[0], "decoder_layers": layers[1], "encoder_ffn_dim": inner,
        "decoder_ffn_dim": inner, "encoder_attention_heads": heads, "decoder_attention_heads": heads,
        "vocab_size": vocabulary,
    }  # fmt: skip


SHAPES = (
    Shape("opus-mt", "Marian", {**_sizes(512, (6, 6), 2048, 8, 58101), **_MARIAN}, 24, 12, 64),
    Shape("tiny 6+2", "Marian", {**_sizes(256, (6, 2), 1536, 8, 32000), **_MARIAN}, 24, 12, 64),
    Shape("distilbart-cnn-12-6", "Bart", _sizes(1024, (12, 6), 4096, 16, 50264), 200, 20, 8),
)


def make_checkpoint(shape: Shape, folder: Path) -> None:
    """Random weights and a tokenizer with as many words."""
    import torch
    import transformers
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    transformers.utils.logging.disable_progress_bar()
    torch.manual_seed(1)
    last = shape.sizes["vocab_size"] - 1
    marks = {"eos_token_id": 0, "pad_token_id": last, "bos_token_id": 1, "forced_bos_token_id": None}
    start = {"decoder_start_token_id": last if shape.config == "Marian" else 0, "forced_eos_token_id": None}
    config = getattr(transformers, f"{shape.config}Config")(**shape.sizes, **marks, **start)
    name = "MarianMTModel" if shape.config == "Marian" else f"{shape.config}ForConditionalGeneration"
    getattr(transformers, name)(config).save_pretrained(folder)
    words = {"</s>": 0, "<unk>": 1, **{f"word{i}": i for i in range(2, last)}, "<pad>": last}
    tokenizer = Tokenizer(models.WordLevel(words, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 0)])
    special = {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)


def texts(shape: Shape, count: int, mixed: bool) -> list[str]:
    """Inputs of `shape.inputs` words; mixed, from a fifth to five times as many, unsorted."""
    draw = random.Random(count)
    lengths = [shape.inputs - 1] * count
    if mixed:
        lengths = [min(500, int(shape.inputs * 5 ** draw.uniform(-1, 1))) for _ in range(count)]
    return [" ".join(f"word{draw.randrange(2, 20000)}" for _ in range(n)) for n in lengths]


def transformers_side(folder: str, precision: str, tokens: int) -> Callable[[list[str]], Any]:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=getattr(torch, precision)).eval()

    def run(batch: list[str]) -> Any:
        inputs = tokenizer(batch, return_tensors="pt", padding=True)
        with torch.inference_mode():
            return model.generate(
                input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], num_beams=BEAM,
                min_new_tokens=tokens, max_new_tokens=tokens, max_length=None,
            )  # fmt: skip

    return run


def ctranslate2_side(folder: str, converted: str, tokens: int) -> Callable[[list[str]], Any]:
    import ctranslate2
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    translator = ctranslate2.Translator(converted, compute_type="int8", intra_threads=1)

    def run(batch: list[str]) -> Any:
        sources = [[str(i) for i in encoding.ids] for encoding in tokenizer.encode_batch(batch)]
        return translator.translate_batch(
            sources, beam_size=BEAM, min_decoding_length=tokens, max_decoding_length=tokens
        )

    return run


def briefsmith_side(folder: str, tokens: int) -> Callable[[list[str]], Any]:
    from briefsmith.engines.base import GenerationParams
    from briefsmith.engines.options import EngineOptions
    from briefsmith.engines.registry import open_engine

    engine = open_engine(Path(folder), name="bench", revision="1", options=EngineOptions(threads=1))
    params = GenerationParams(BEAM, min_new_tokens=tokens, max_new_tokens=tokens)
    engine.load()
    return lambda batch: engine.generate(batch, params)


def serve(side: str, folder: str, converted: str, tokens: int) -> None:
    """One side: reads batches as JSON lines, answers with seconds of CPU time and its peak memory in MB."""
    if side.startswith("transformers"):
        run = transformers_side(folder, "float32" if side.endswith("32") else "bfloat16", tokens)
    elif side == "briefsmith":
        run = briefsmith_side(folder, tokens)
    else:
        run = ctranslate2_side(folder, converted, tokens)
    for line in sys.stdin:
        start = time.process_time()
        run(json.loads(line))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": time.process_time() - start, "peak": peak}), flush=True)


def ask(process: subprocess.Popen[str], batch: list[str]) -> dict[str, float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(batch) + "\n")
    process.stdin.flush()
    answer: dict[str, float] = json.loads(process.stdout.readline())
    return answer


def measure(shape: Shape, rounds: int, work: Path) -> list[str]:
    """The table rows of one shape."""
    folder = work / shape.name.replace(" ", "-")
    # Not in this process: a child starts with the memory peak of its parent.
    subprocess.run([sys.executable, __file__, "--make", shape.name, folder], check=True)
    convert = (
        "import sys; from pathlib import Path; from briefsmith.engines.checkpoint import Checkpoint; "
        "from briefsmith.engines.convert import converted; print(converted(Checkpoint.open(Path(sys.argv[1])), 'int8'))"
    )
    done = subprocess.run([sys.executable, "-c", convert, folder], check=True, capture_output=True, text=True)
    command = [sys.executable, __file__, "--serve"]
    arguments = [str(folder), done.stdout.strip(), str(shape.tokens)]
    rows = []
    sides = {
        side: subprocess.Popen(
            [*command, side, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True,
        )
        for side in SIDES
    }  # fmt: skip
    for name, batch in (
        ("batch 1", texts(shape, 1, False)),
        (f"batch {shape.batch}", texts(shape, shape.batch, False)),
        (f"{shape.batch} of mixed lengths", texts(shape, shape.batch, True)),
    ):
        times: dict[str, list[float]] = {side: [] for side in SIDES}
        peaks = {}
        for n in range(rounds + (not rows)):
            for side, process in sides.items():
                answer = ask(process, batch)
                peaks[side] = answer["peak"]
                if n or rows:  # the very first warms up
                    times[side].append(answer["seconds"])
        rows.append(_row(f"{shape.name}, {name}", len(batch) * shape.tokens, times, peaks))
        print(rows[-1], flush=True)
    for process in sides.values():
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
    return rows


def _row(name: str, tokens: int, times: dict[str, list[float]], peaks: dict[str, float]) -> str:
    medians = {side: statistics.median(seconds) for side, seconds in times.items()}
    cells = [f"{tokens / medians[side]:,.0f} ({peaks[side]:,.0f} MB)" for side in SIDES]
    # Ratios of runs next to each other in time: whatever else the machine does with caches and clocks affects both.
    raw = statistics.median(a / b for a, b in zip(times["ctranslate2 int8"], times["briefsmith"], strict=True))
    plain = statistics.median(a / b for a, b in zip(times["transformers fp32"], times["briefsmith"], strict=True))
    return f"| {name} | {' | '.join(cells)} | {plain:.1f} | {raw:.2f} |"


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shape", help="one of: " + ", ".join(shape.name for shape in SHAPES))
    parser.add_argument("--serve", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    if arguments.make:
        name, folder = arguments.make
        make_checkpoint(next(shape for shape in SHAPES if shape.name == name), Path(folder))
        return
    if arguments.serve:
        side, folder, converted, tokens = arguments.serve
        serve(side, folder, converted, int(tokens))
        return
    print(f"| tokens/s of CPU time (peak memory) | {' | '.join(SIDES)} | briefsmith / fp32 | briefsmith / raw |")
    print("|---|" + "---|" * (len(SIDES) + 2))
    with tempfile.TemporaryDirectory() as work:
        os.environ["BRIEFSMITH_CACHE"] = f"{work}/cache"
        for shape in SHAPES:
            if arguments.shape in {None, shape.name}:
                measure(shape, arguments.rounds, Path(work))


if __name__ == "__main__":
    main()
