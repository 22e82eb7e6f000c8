"""Runs all calls in this environment and writes what came out: result, exception, warnings.

    PYTHON benchmarks/compat/run.py DATA OUT.json [ONLY]

With transformers 4.57 the names come from transformers, otherwise from briefsmith. ONLY is a part of the calls' names.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DATA = Path(sys.argv[1]).resolve()
os.environ |= {"HF_HUB_CACHE": str(DATA / "hub"), "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tests"), str(Path(__file__).resolve().parent)]

import calls
import torch
import transformers

OLD = transformers.__version__.startswith("4.")
transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(1)


def plain(value: Any) -> Any:
    """A result as JSON: tensors are lists, iterators are read to their end, objects are the names of their classes."""
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, Mapping) or (hasattr(value, "data") and isinstance(value.data, dict)):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if (
        isinstance(value, list | tuple | set | frozenset | Iterator)
        or hasattr(value, "__next__")
        or "Iterator" in type(value).__name__
    ):
        return [plain(item) for item in value]
    return type(value).__name__


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def namespace(scratch: Path) -> dict[str, Any]:
    """The names that a call may use."""
    if OLD:
        from transformers import (
            SummarizationPipeline,
            Text2TextGenerationPipeline,
            TranslationPipeline,
            pipeline,
        )

        def install() -> None: ...
    else:
        from briefsmith import SummarizationPipeline, Text2TextGenerationPipeline, TranslationPipeline, pipeline
        from briefsmith.compat import install
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

    return {
        **vars(calls), "pipeline": pipeline, "SummarizationPipeline": SummarizationPipeline, "torch": torch,
        "TranslationPipeline": TranslationPipeline, "Text2TextGenerationPipeline": Text2TextGenerationPipeline,
        "M": lambda name: str(DATA / "models" / name), "AutoTokenizer": AutoTokenizer, "AutoConfig": AutoConfig,
        "AutoModelForSeq2SeqLM": AutoModelForSeq2SeqLM, "GenerationConfig": GenerationConfig, "SCRATCH": scratch,
        "transformers": transformers, "install": install, "Path": Path, "os": os,
    }  # fmt: skip


def run(call: calls.Call) -> dict[str, Any]:
    """One call: its lines, then the value of its expression."""
    collector, root = _Collector(), logging.getLogger("transformers")
    root.addHandler(collector)
    for name in ("warning_once", "info_once"):
        getattr(getattr(transformers.utils.logging, name), "cache_clear", lambda: None)()
    torch.manual_seed(0)
    scratch = Path(tempfile.mkdtemp())
    outcome: dict[str, Any] = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            names = namespace(scratch)
            exec(call.lines, names)
            outcome["result"] = plain(eval(call.value, names))
        except Exception as error:  # noqa: BLE001 (whatever a call raises is its outcome)
            outcome["error"] = [kind.__name__ for kind in type(error).__mro__]
            outcome["message"] = str(error)[:600]
    root.removeHandler(collector)
    shutil.rmtree(scratch)
    own = [
        str(w.message) for w in caught if w.category is not DeprecationWarning and "swig" not in str(w.message).lower()
    ]
    outcome["warnings"] = [
        text.replace(str(DATA), "").replace(str(scratch), "") for text in (*collector.messages, *own)
    ]
    return outcome


def main() -> None:
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    root = logging.getLogger("transformers")
    root.handlers.clear()
    outcomes, begin = {}, time.perf_counter()
    for call in calls.CALLS:
        if only in call.name:
            outcomes[call.name] = run(call)
    Path(sys.argv[2]).write_text(json.dumps(outcomes, indent=1, ensure_ascii=False), "utf-8")
    print(f"{len(outcomes)} calls with transformers {transformers.__version__} in {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
