"""Pages that came in place of an article: not found, log in, accept cookies, prove that you are no robot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefsmith.clean.matching import normalise
from briefsmith.languages.page import page_words

# In words: what is longer is an article, and may be about such pages.
LONGEST_NOTICE = 120


def notice(lines: Iterable[str]) -> str | None:
    """The line that says that a short text with this title and these paragraphs is no article; None if it is one."""
    kept = [line for line in lines if line]
    if sum(len(line.split()) for line in kept) > LONGEST_NOTICE:
        return None
    whole, parts = _phrases()
    return next((line for line in kept if (key := normalise(line)) in whole or parts.search(key)), None)


@cache
def _phrases() -> tuple[frozenset[str], re.Pattern[str]]:
    """The phrases that are a whole line, and the expression that finds the others in one."""
    phrases = page_words("notice")
    whole = frozenset(normalise(phrase.replace("#", "0")) for phrase in phrases if "*" not in phrase)
    parts = "|".join(re.escape(normalise(phrase.strip("* "))) for phrase in phrases if "*" in phrase)
    return whole, re.compile(rf"(?<!\w)(?:{parts})(?!\w)")
