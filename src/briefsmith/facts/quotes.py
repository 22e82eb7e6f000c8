"""Quotations in a text, in the marks of any language."""

from __future__ import annotations

import re

from briefsmith.facts.fact import Fact

# Pairs of marks; the outermost pair is the quotation, marks in it are part of it. A single quotation mark opens only
# before a letter and after a space, and closes only after a letter or a stop: `don't` opens nothing.
_QUOTE = re.compile(
    r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*」|『[^『』]*』"
    r'|(?<![^\s(\[–—-])”(?=\w)[^”]*”|(?<!\w)"(?:[^"]|(?<=[א-ת])"(?=[א-ת]))*"(?!\w)'
    r"|(?<![\w’'])‘(?=\w)[^‘]*?[\w.,!?…]’(?!\w)|(?<![\w’'])'(?=\w)[^']*(?:\w'\w[^']*)*[\w.,!?…]'(?!\w)"
)
_MARKS = re.compile(r"[\"“”„«»‹›「」『』‘’'`]")
_EDGE = " .,;:!?…–—-"
MIN_WORDS = 2


def quotes(text: str) -> list[Fact]:
    """Quotations of two words and more (one word in marks is emphasis); the value is what was said, by `plain`."""
    found = []
    for match in _QUOTE.finditer(text):
        said = plain(match[0])
        if len(said.split()) >= MIN_WORDS or (len(said) >= 4 and not said.isascii() and " " not in text):
            found.append(Fact("quote", match[0], match.start(), match.end(), said))
    return found


def plain(text: str) -> str:
    """The form in which quotations are compared: lower case, single spaces, no quotation marks or marks at the ends."""
    return " ".join(_MARKS.sub("", text.lower()).split()).strip(_EDGE)
