"""`briefsmith.pipelines` in place of `transformers.pipelines`: the names that scripts import from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefsmith import compat
from briefsmith.compat import pipeline

if TYPE_CHECKING:
    from briefsmith.compat import SummarizationPipeline, Text2TextGenerationPipeline, TranslationPipeline

__all__ = ["SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline", "pipeline"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(compat, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
