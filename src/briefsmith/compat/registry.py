"""Registers the removed tasks with transformers, for programs that call `transformers.pipeline` themselves."""

from __future__ import annotations

import re
from typing import Any

_PAIR = re.compile(r"translation_[^_]+_to_[^_]+")
_CLASSES = {
    "summarization": ("SummarizationPipeline", ("sshleifer/distilbart-cnn-12-6", "a4f8f3e")),
    "translation": ("TranslationPipeline", ("google-t5/t5-base", "a9723ea")),
    "text2text-generation": ("Text2TextGenerationPipeline", ("google-t5/t5-base", "a9723ea")),
}


class _Aliases(dict[str, str]):
    """The aliases of tasks; every `translation_XX_to_YY` is one of `translation`."""

    def __contains__(self, task: object) -> bool:
        return super().__contains__(task) or (isinstance(task, str) and _PAIR.fullmatch(task) is not None)

    def __missing__(self, task: str) -> str:
        if task in self:
            return "translation"
        raise KeyError(task)


def install() -> None:
    """Make `transformers.pipeline("summarization")` work again in this process, also where other packages call it.

    Registers the tasks and puts the three classes into `transformers` and `transformers.pipelines`. Models are loaded by
    transformers as ever, from the hub too. A second call changes nothing.
    """
    import transformers
    from transformers import pipelines

    from briefsmith.compat import pipelines as own

    registry: Any = pipelines.PIPELINE_REGISTRY
    removed: dict[str, str] = getattr(pipelines, "REMOVED_TASKS", {})  # newer releases refuse these names first
    for task, (name, default) in _CLASSES.items():
        pipeline_class = getattr(own, name)
        registry.supported_tasks[task] = {
            "impl": pipeline_class, "pt": (transformers.AutoModelForSeq2SeqLM,), "default": {"model": default}, "type": "text",
        }  # fmt: skip
        removed.pop(task, None)
        setattr(transformers, name, pipeline_class)
        setattr(pipelines, name, pipeline_class)
    if not isinstance(registry.task_aliases, _Aliases):
        registry.task_aliases = _Aliases(registry.task_aliases)
