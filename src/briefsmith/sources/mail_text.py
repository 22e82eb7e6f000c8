"""The parts of a mail's text: what its author wrote, the mail that is answered, the signature, a forwarded head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefsmith.sources.passages import Passage

QUOTED, SIGNATURE, HEAD = "quoted_reply", "signature", "mail_header"

# A mail with fewer words of its own above what it encloses forwards it: then what is enclosed is the article.
_FEW_WORDS = 30

_FIELD = re.compile(r"\s*\*?[^\W\d_][\w .-]{0,20}:\*?\s+\S")
_RULE = re.compile(r"\s*(?:-{3,}.{0,60}-{3,}|_{10,})\s*$")
_FOOTER = re.compile(r"\s*(?:_{20,}|-{20,}|={20,})\s*$")
_FOOTER_LINES = 12
_HEAD_LINES = 3  # at least
_ATTRIBUTION_LINES = 3
_PGP_HEAD = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"


def parts_of_mail(text: str) -> list[Passage]:
    """The text as passages, those that are not the article with their reason. Marked by form, in any language."""
    lines = text.split("\n")
    labels: list[str | None] = [None] * len(lines)
    _label_pgp(lines, labels)
    _label_signature(lines, labels)
    _label_quotes(lines, labels)
    forwarded = _label_heads(lines, labels)
    own = sum(len(line.split()) for line, label in zip(lines, labels, strict=True) if label is None)
    if not forwarded and own < _FEW_WORDS < _words(lines, labels, QUOTED):
        lines, labels = _opened(lines, labels)
    return _grouped(lines, labels)


def _words(lines: Sequence[str], labels: Sequence[str | None], reason: str | None) -> int:
    return sum(len(line.split()) for line, label in zip(lines, labels, strict=True) if label == reason)


def _label_pgp(lines: Sequence[str], labels: list[str | None]) -> None:
    stripped = [line.strip() for line in lines]
    if _PGP_HEAD in stripped:
        start = stripped.index(_PGP_HEAD)
        end = next((i for i in range(start, len(lines)) if not stripped[i]), start)
        labels[start : end + 1] = [SIGNATURE] * (end + 1 - start)
    if _PGP_SIGNATURE in stripped:
        start = stripped.index(_PGP_SIGNATURE)
        labels[start:] = [SIGNATURE] * (len(lines) - start)


def _label_signature(lines: Sequence[str], labels: list[str | None]) -> None:
    """From the `-- ` that mail programs put before it (RFC 3676), or a list's rule, to the end."""
    start = next((i for i, line in enumerate(lines) if i and line.rstrip() == "--"), None)
    if start is None:
        first = max(1, len(lines) - _FOOTER_LINES)
        start = next((i for i in range(first, len(lines)) if _FOOTER.match(lines[i])), None)
    if start is not None:
        labels[start:] = [SIGNATURE] * (len(lines) - start)


def _label_quotes(lines: Sequence[str], labels: list[str | None]) -> None:
    """Lines that begin with `>`, and the lines above them that say who wrote that."""
    for index, line in enumerate(lines):
        if not line.startswith(">"):
            continue
        labels[index] = QUOTED
        if index and not lines[index - 1].startswith(">"):
            for place in _attribution(lines, index):
                labels[place] = QUOTED


def _attribution(lines: Sequence[str], quote: int) -> range:
    """The lines above a quotation that end in a colon and hold a date or an address; none if there are no such."""
    last = quote - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    if not lines[last].rstrip().endswith(":"):
        return range(0)
    first = last
    while first > 0 and last - first < _ATTRIBUTION_LINES - 1 and lines[first - 1].strip():
        first -= 1
    text = " ".join(lines[first : last + 1])
    return range(first, last + 1) if "@" in text or re.search(r"\d", text) else range(0)


def _label_heads(lines: Sequence[str], labels: list[str | None]) -> bool:
    """Label the head of an enclosed mail, and the mail itself unless it is forwarded. Whether one is forwarded."""
    index = 0
    forwarded = False
    while index < len(lines):
        end = index
        while end < len(lines) and labels[end] is None and _FIELD.match(lines[end]):
            end += 1
        block = " ".join(lines[index:end])
        if end - index < _HEAD_LINES or not ("@" in block or re.search(r"\d{4}", block)):
            index = max(end, index + 1)
            continue
        first = index
        while first > 0 and (not lines[first - 1].strip() or _RULE.match(lines[first - 1])):
            first -= 1
        if _words(lines[:first], labels[:first], None) >= _FEW_WORDS:
            labels[first:] = [label or QUOTED for label in labels[first:]]
            return forwarded
        labels[first:end] = [HEAD] * (end - first)
        forwarded = True
        index = end
    return forwarded


def _opened(lines: Sequence[str], labels: Sequence[str | None]) -> tuple[list[str], list[str | None]]:
    """A mail that only passes a quotation on: the lines of the quotation become the text, without their marks."""
    quoted = [label == QUOTED and line.startswith(">") for line, label in zip(lines, labels, strict=True)]
    plain = [re.sub(r"^(?:> ?)+", "", line) if mark else line for line, mark in zip(lines, quoted, strict=True)]
    return plain, [None if mark else label for label, mark in zip(labels, quoted, strict=True)]


def _grouped(lines: Sequence[str], labels: Sequence[str | None]) -> list[Passage]:
    """Neighbouring lines of one kind as one passage; a blank line belongs to what is above it."""
    found: list[tuple[str | None, list[str]]] = []
    for line, label in zip(lines, labels, strict=True):
        if found and (label == found[-1][0] or not line.strip()):
            found[-1][1].append(line)
        else:
            found.append((label, [line]))
    return [Passage("\n".join(group), label) for label, group in found]
