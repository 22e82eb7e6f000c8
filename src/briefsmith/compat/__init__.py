"""The pipelines that transformers 5 removed: summarization, translation and text2text-generation as in 4.57.

`pipeline` and the three classes load transformers when they are first used.
"""

from __future__ import annotations

from typing import Any

from briefsmith.compat.factory import pipeline

_CLASSES = ("SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline")

__all__ = ["SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline", "pipeline"]


def __getattr__(name: str) -> Any:
    if name in _CLASSES:
        from briefsmith.compat import pipelines

        return getattr(pipelines, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
