"""Start tags of HTML with more attributes than any page has: libxml2 compares each attribute with all before it.

An element with 100,000 of them takes it a minute and a half, in one call that nothing can interrupt.
"""

from __future__ import annotations

import re

# An element of our 95 pages has 64 at most.
MOST_ATTRIBUTES = 200

_OPENING = re.compile(r"<!--|<[A-Za-z][^\s/>]*")
# All that may follow the name is optional, so no match is tried twice: each character is read once, whatever the quotes.
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>"']+)?)?|[\s/=]+""")
# What is in these is text, in which "<" begins no tag.
_RAW = ("script", "style", "textarea", "title")
_ENDINGS = {f"<{name}": re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}
_COMMENT_END = re.compile("-->")


def trim_attributes(page: str) -> str:
    """The page without the attributes of an element after the first 200. Takes time linear in the page."""
    parts: list[str] = []
    kept = at = 0
    while opening := _OPENING.search(page, at):
        at = opening.end()
        if opening[0] == "<!--":
            at = _after(page, _COMMENT_END, at)
            continue
        number = 0
        while (attribute := _ATTRIBUTE.match(page, at)) is not None:
            at, number = attribute.end(), number + 1
            if number == MOST_ATTRIBUTES:
                parts.append(page[kept:at])
            kept = at if number > MOST_ATTRIBUTES else kept
        if number == MOST_ATTRIBUTES:
            kept = at
        if ending := _ENDINGS.get(opening[0].lower()):
            at = _after(page, ending, at)
    return "".join([*parts, page[kept:]])


def _after(page: str, mark: re.Pattern[str], at: int) -> int:
    """The place after the next mark; the page's end without one."""
    found = mark.search(page, at)
    return found.end() if found else len(page)
