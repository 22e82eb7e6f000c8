"""Versions and numbers of chapters, whose full stop is no decimal mark: `iOS 17.4`, `Chapter 4.2`."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.cldr import lexicon
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.patterns import any_word, percent
from briefsmith.languages.units import unit_at
from briefsmith.languages.vocabulary import is_common

# Without a limit a "word" of 100,000 letters is read again from each of them.
_BEHIND_WORD = re.compile(r"(?P<word>[^\W\d_][\w.+#-]{0,40}) (?P<version>\d{1,3}\.\d{1,3})(?![\w%°]|[.,:]\d|\s?[%°])")


def versions(text: str, language: str) -> list[str]:
    """Figures with one full stop behind a word with a capital, unless they are a percentage, a measure or a sum.

    At the start of a sentence any word has a capital: there it must not be a common one ("About 4.5"), except those that
    number things ("Chapter 4.2").
    """
    found = []
    for match in _BEHIND_WORD.finditer(text):
        word = match["word"]
        inside = not _begins(text, match.start())
        named = word[0].isupper() and (inside or not is_common(word.lower(), language))
        named = named or any(character.isupper() for character in word[1:])
        if ((named and word.lower() not in lexicon(language).months) or _labels(language).fullmatch(word)) and not (
            _counts(language).match(text, match.end()) or unit_at(text, match.end(), language)[0]
        ):
            found.append(match["version"])
    return found


def _begins(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:…]\s)[\s\"“„«'‘(]*$", text[:start]) is not None


@cache
def _labels(language: str) -> re.Pattern[str]:
    words = knowledge(language).numbers.labels
    return re.compile(rf"(?:{words})" if words else r"(?!)", re.IGNORECASE)


@cache
def _counts(language: str) -> re.Pattern[str]:
    """What shows that a figure before it is an amount: a magnitude, per cent, points."""
    words = any_word(lexicon(language).magnitudes)
    return re.compile(rf"[\s-](?:{words}|{percent()}|points?)(?!\w)", re.IGNORECASE)
