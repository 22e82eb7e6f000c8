"""Markdown with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefsmith.model import Brief, Result
from briefsmith.render.common import (
    Footnotes,
    body,
    explanation,
    flags,
    is_list,
    label,
    machine_translated,
    number_marks,
    shown_metadata,
    signed,
    with_signs,
)

# Characters that would turn a piece of an article into markup; at a line's start also list and heading marks.
_INLINE = re.compile(r"([\\`*_\[\]<>|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|~{3,}|={3,}|-{3,})")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """The text escaped so that Markdown shows it unchanged."""
    escaped = _INLINE.sub(r"\\\1", text)
    escaped = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}", escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)


def render_markdown(results: Sequence[Result], footnotes: bool = False) -> str:
    """One brief: front matter, headline, text. Several: one section each, under one front matter per article.

    Footnotes are written as `[^1]`, which GitHub, Pandoc and most site generators read.
    """
    notes, means = Footnotes(footnotes), explanation(results)
    articles = "\n".join(_article(result, notes) for result in results if result.briefs)
    return articles + (f"\n*{means}*\n" if means else "")


def _article(result: Result, notes: Footnotes) -> str:
    texts = [_text(brief, result, notes) for brief in result.briefs]
    if len(texts) == 1:
        return f"{_front_matter(result)}\n# {_headline(result.briefs[0])}\n{texts[0]}"
    sections = "\n".join(
        f"## {_headline(b)}\n\n*{label(b)}*\n{text}" for b, text in zip(result.briefs, texts, strict=True)
    )
    return f"{_front_matter(result)}\n{sections}"


def _headline(brief: Brief) -> str:
    return escape(signed(brief.headline, brief.headline_level))


def _text(brief: Brief, result: Result, footnotes: Footnotes) -> str:
    marked, notes = footnotes.add(with_signs(brief), result)
    if is_list(brief):
        text = "\n".join(f"- {escape(point)}" for point in body(marked).splitlines())
    else:
        text = "\n\n".join(escape(paragraph) for paragraph in body(marked).split("\n\n"))
    text = number_marks(text, "[^{}]".format)
    warnings = "".join(f"\n> **Check:** {escape(message)}\n" for message in flags(brief))
    evidence = "".join(f"\n[^{number}]: {escape(source)}" for number, source in notes)
    return (f"\n{text}\n" if text else "") + warnings + (f"{evidence}\n" if evidence else "")


def _front_matter(result: Result) -> str:
    import yaml

    data: dict[str, object] = {
        "document": result.document_id,
        **{("source_title" if key == "title" else key): value for key, value in shown_metadata(result).items()},
        "source_language": result.clean.language if result.clean else None,
        "languages": list(dict.fromkeys(b.language for b in result.briefs)),
        "lengths": list(dict.fromkeys(b.length for b in result.briefs)),
        "machine_translated": sorted({b.language for b in result.briefs if machine_translated(b)}),
    }
    return f"---\n{yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)}---\n"
