"""Quotation marks of the target language, where source and target have them in pairs, and its apostrophes."""

from __future__ import annotations

import re

from briefsmith.languages.knowledge import knowledge

_ANY = re.compile('["“”„«»]')
# British papers write ‘so’; in the middle of a word and before its missing letters (`’90s`) it is an apostrophe.
_SOURCE = re.compile(r"[\"“”„«»]|(?<!\w)‘(?=\w)")
_OPENS = "„«"
_SINGLE = re.compile(r"(?<![\w’'])[‘‚'](?=\w)([^‘’‚'\"“”„«»]*(?:\w[’']\w[^‘’‚'\"“”„«»]*)*[\w.,!?…])['’‘](?!\w)")
# Only between letters: elsewhere the mark may be a quotation's, a foot's or a minute's.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def curled(text: str) -> str:
    """The text with the apostrophes of print (`l’État`) in place of a typewriter's."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text


def local_quotes(source: str, target: str, language: str) -> str:
    """The target with its paired marks in the language's style; unchanged if marks do not pair or the source has none."""
    style = knowledge(language).typography.quotation_marks
    if style is None or not _SOURCE.search(source) or not (marks := list(_ANY.finditer(target))):
        return target
    roles = _roles(target, marks)
    if roles is None:
        return target
    opening, closing, inner_opening, inner_closing = style
    parts, at, depth = [], 0, 0
    for mark, opens in zip(marks, roles, strict=True):
        depth += opens
        pair = (opening, closing) if depth == 1 else (inner_opening, inner_closing)
        before, after = target[at : mark.start()], mark.end()
        parts.append((before if opens else before.rstrip("\u00a0\u202f")) + pair[0 if opens else 1])
        depth -= not opens
        at = after + (opens and target[after : after + 1] in {"\u00a0", "\u202f"})
    outer = "".join([*parts, target[at:]])
    return _SINGLE.sub(lambda m: f"{inner_opening}{m[1]}{inner_closing}", outer)


def _roles(text: str, marks: list[re.Match[str]]) -> list[bool] | None:
    """Which marks open; None if they do not nest. A straight mark opens before a word and closes after one."""
    roles, depth = [], 0
    for mark in marks:
        character = mark[0]
        before, after = text[: mark.start()][-1:], text[mark.end() :][:1]
        if character in _OPENS:
            opens = True
        elif character in "»”":
            opens = False
        else:  # `“` opens in English and closes in German, `"` does both
            opens = (not before or before.isspace() or before in '([„«“"-–—/') and bool(after) and not after.isspace()
        depth += 1 if opens else -1
        if not 0 <= depth <= 2:
            return None
        roles.append(opens)
    return roles if depth == 0 else None
