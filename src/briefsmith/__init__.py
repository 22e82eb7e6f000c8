"""briefsmith turns articles into short, faithful briefs in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefsmith.version import __version__

if TYPE_CHECKING:
    from briefsmith.compat import pipeline

__all__ = ["__version__", "pipeline"]


def __getattr__(name: str) -> Any:
    if name == "pipeline":
        from briefsmith.compat import pipeline

        return pipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
