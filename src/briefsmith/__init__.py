"""briefsmith turns articles into short, faithful briefs in the reader's language.

    import briefsmith
    from pathlib import Path

    brief = briefsmith.brief(Path("article.html"), lang="de", length="short")
    print(brief.headline, brief.text(), sep="\n")

Everything loads at its first use: `import briefsmith` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefsmith.version import __version__

if TYPE_CHECKING:
    from briefsmith.api import Briefsmith, brief
    from briefsmith.compat import SummarizationPipeline, Text2TextGenerationPipeline, TranslationPipeline, pipeline
    from briefsmith.errors import (
        BriefsmithError,
        EngineError,
        InputError,
        ModelUnavailableError,
        OutputError,
        SettingsError,
        UsageError,
    )
    from briefsmith.model import (
        Brief,
        BriefSentence,
        Check,
        CleanDocument,
        Document,
        Dropped,
        Failure,
        Result,
        Sentence,
        Step,
    )

__all__ = [
    "Brief",
    "BriefSentence",
    "Briefsmith",
    "BriefsmithError",
    "Check",
    "CleanDocument",
    "Document",
    "Dropped",
    "EngineError",
    "Failure",
    "InputError",
    "ModelUnavailableError",
    "OutputError",
    "Result",
    "Sentence",
    "SettingsError",
    "Step",
    "SummarizationPipeline",
    "Text2TextGenerationPipeline",
    "TranslationPipeline",
    "UsageError",
    "__version__",
    "brief",
    "pipeline",
]
_ERRORS = (
    "BriefsmithError",
    "EngineError",
    "InputError",
    "ModelUnavailableError",
    "OutputError",
    "SettingsError",
    "UsageError",
)
_MODEL = (
    "Brief",
    "BriefSentence",
    "Check",
    "CleanDocument",
    "Document",
    "Dropped",
    "Failure",
    "Result",
    "Sentence",
    "Step",
)
_HOMES = {
    **dict.fromkeys(("Briefsmith", "brief"), "api"),
    **dict.fromkeys(_ERRORS, "errors"),
    **dict.fromkeys(_MODEL, "model"),
    **dict.fromkeys(
        ("SummarizationPipeline", "Text2TextGenerationPipeline", "TranslationPipeline", "pipeline"), "compat"
    ),
}


def __getattr__(name: str) -> Any:
    if name == "pipelines":  # `briefsmith.pipelines.SummarizationPipeline`, in place of `transformers.pipelines`
        return import_module("briefsmith.pipelines")
    if name in _HOMES:
        return getattr(import_module(f"briefsmith.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
