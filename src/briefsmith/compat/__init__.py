"""The pipelines that transformers 5 removed: summarization, translation and text2text-generation as in 4.57.

`pipeline`, `install` and the three classes load transformers when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefsmith.compat.factory import pipeline
from briefsmith.compat.registry import install

if TYPE_CHECKING:
    from briefsmith.compat.pipelines import SummarizationPipeline, Text2TextGenerationPipeline, TranslationPipeline

_CLASSES = ("SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline")

__all__ = ["SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline", "install", "pipeline"]


def __getattr__(name: str) -> Any:
    if name in _CLASSES:
        from briefsmith.compat import pipelines

        return getattr(pipelines, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
