"""Web and mail addresses in a text."""

from __future__ import annotations

import re

from briefsmith.facts.fact import Fact

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]}'’]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@/-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|eu|gov|edu|de|fr|es|uk|info|news)(?:/[^\s<>\"“”«»]*[\w/])?(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# What every address has: most sentences have none of it, and the search for addresses is slow.
_SIGN = re.compile(r"\.\w|@|://|www\.", re.IGNORECASE)


def urls(text: str) -> list[Fact]:
    """Addresses with a scheme, `www.`, an at sign, or one of the common endings; the value is the address as written."""
    if not _SIGN.search(text):
        return []
    return [Fact("url", m[0], m.start(), m.end(), m[0]) for m in _URL.finditer(text)]
