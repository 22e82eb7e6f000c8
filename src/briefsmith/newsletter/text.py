"""Makes texts of articles and models safe for a line of any format. Escaping is left to the formats."""

from __future__ import annotations

import re

# Overrides and isolates let a title look different from its text (CVE-2021-42574); the marks U+200E, U+200F and the
# joiners that Arabic and Persian spelling needs are kept. XML 1.0 does not allow the rest, not even as entities.
_UNWANTED = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

# Merge tags of mailing services and tags of site generators (`{{ }}`, `{% %}`, `{# #}`, `*|NAME|*`, `<% %>`) in an article must not
# run where the newsletter is pasted. A word joiner between the two characters is not seen, and is the same in every format.
_TAG = re.compile(r"(?<=\{)(?=[{%#])|(?<=[}%#])(?=\})|(?<=\*)(?=\|)|(?<=\|)(?=\*)|(?<=<)(?=%)|(?<=%)(?=>)")
_JOINER = "\u2060"


def one_line(text: str, limit: int = 600) -> str:
    """The text on one line without control characters and bidi overrides, cut at a word when longer than `limit`.

    Tags of templates are broken. The limit keeps one broken field of a page from filling a whole e-mail.
    """
    line = _TAG.sub(_JOINER, " ".join(_UNWANTED.sub("", text).split()))
    if len(line) <= limit:
        return line
    head, _, tail = line[:limit].rpartition(" ")
    return (head if head and len(tail) < 40 else line[: limit - 1]).rstrip() + "…"


def plain_key(text: str) -> str:
    """The letters and digits of a text, to compare two wordings."""
    return "".join(character for character in text.casefold() if character.isalnum())
