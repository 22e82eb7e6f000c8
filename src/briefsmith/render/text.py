"""Plain text."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.model import Brief, Result
from briefsmith.render.common import Footnotes, body, explanation, flags, is_list, label, number_marks, with_signs


def render_text(results: Sequence[Result], footnotes: bool = False) -> str:
    """Headline, blank line, text, footnotes; several briefs are separated by a line that says which one follows."""
    notes = Footnotes(footnotes)
    briefs = [(brief, _brief(brief, result, notes)) for result in results for brief in result.briefs]
    means = explanation(results)
    legend = f"\n{means}\n" if means else ""
    if len(briefs) == 1:
        return briefs[0][1] + legend
    return "\n".join(f"[{_which(brief, len(results))}]\n{text}" for brief, text in briefs) + legend


def _which(brief: Brief, documents: int) -> str:
    return f"{brief.document_id} · {label(brief)}" if documents > 1 else label(brief)


def _brief(brief: Brief, result: Result, footnotes: Footnotes) -> str:
    brief = with_signs(brief)
    marked, notes = footnotes.add(brief, result)
    text = number_marks(body(marked), "[{}]".format)
    if is_list(brief):
        text = "\n".join(f"- {point}" for point in text.splitlines())
    warnings = "".join(f"\n! {message}\n" for message in flags(brief))
    evidence = "".join(f"\n[{number}] {source}" for number, source in notes)
    return f"{brief.headline}\n" + (f"\n{text}\n" if text else "") + warnings + (f"{evidence}\n" if evidence else "")
