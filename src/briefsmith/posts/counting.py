"""How long a post is for each network. Where its rules need tables that we do not have, we count too much, never too little."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

import regex

# What X and Mastodon replace every link by.
LINK = 23
# twitter-text, config v3: a character weighs 1 in these ranges (letters of most scripts, punctuation), otherwise 2.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")
# Also a bare `example.org` becomes a link on X. What follows the domain may belong to the link or not, so it is not asked.
_LINKS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# An address that every network takes as one link to its last character.
_PLAIN_LINK = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/(?:[\w/.~%+=&?#;,-]*[\w/=-])?)?", re.IGNORECASE | re.ASCII
)
# Domains that are nobody's (RFC 2606, RFC 6761) are no links either.
_NO_DOMAINS = ("example", "invalid", "local", "localhost", "test", "internal", "onion")


def weight(text: str) -> int:
    """The length on X, without the link at the end: an emoji with all its parts is 2, a link in the text at least 23."""
    text = unicodedata.normalize("NFC", text)
    return sum(map(_more, _LINKS.findall(text))) + sum(map(_weight, _GRAPHEME.findall(text)))


def graphemes(text: str) -> int:
    """What people take for characters (UAX #29): the length on Bluesky."""
    return len(_GRAPHEME.findall(text))


def toots(text: str) -> int:
    """The length on Mastodon: like Bluesky, but a link in the text is at least 23."""
    return graphemes(text) + sum(_more(link) for link in _LINKS.findall(text) if "://" in link)


def units(text: str) -> int:
    """UTF-16 code units, which is what JavaScript calls characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def short_link(url: str) -> int:
    """The length of a link where the network shortens it; its own length where it may not be taken for one."""
    host = urlsplit(url).hostname or ""
    if _PLAIN_LINK.fullmatch(url) and host.rpartition(".")[2].lower() not in _NO_DOMAINS:
        return LINK
    return max(LINK, 2 * len(url))


def _more(link: str) -> int:
    """By how much a link in the text may count more than its characters; in other scripts it may begin anywhere."""
    return max(0, LINK - len(link)) if link.isascii() else LINK


def _weight(grapheme: str) -> int:
    if _EMOJI.search(grapheme):
        return 2
    return sum(1 if any(low <= ord(character) <= high for low, high in _LIGHT) else 2 for character in grapheme)
