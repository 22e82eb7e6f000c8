"""Plain text."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.model import Brief, Result
from briefsmith.render.common import body, flags, label


def render_text(results: Sequence[Result]) -> str:
    """Headline, blank line, text; several briefs are set apart by a line that says which one follows."""
    briefs = [brief for result in results for brief in result.briefs]
    if len(briefs) == 1:
        return _brief(briefs[0])
    return "\n".join(f"[{_which(brief, len(results))}]\n{_brief(brief)}" for brief in briefs)


def _which(brief: Brief, documents: int) -> str:
    return f"{brief.document_id} · {label(brief)}" if documents > 1 else label(brief)


def _brief(brief: Brief) -> str:
    text = body(brief)
    warnings = "".join(f"\n! {message}\n" for message in flags(brief))
    return f"{brief.headline}\n" + (f"\n{text}\n" if text else "") + warnings
