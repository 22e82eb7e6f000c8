"""The currencies of a sentence, looked for in its translation."""

from __future__ import annotations

import re

# What a currency is called in the languages of `_LANGUAGES`; words are found by how they begin.
_NAMES = {
    "$": r"usd|d[oó]l+ar",
    "£": r"gbp|pfund|pounds?\b|livre|libra|sterlin|pond",
    "€": r"eur(?:o[sn]?)?\b|euro-",
    "¥": r"jpy|cny|yen|yuan|renminbi|rmb",
}
_LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
_SUM = re.compile(r"([$£€¥])\s?\d|\d[\s\u00a0]?(?:[^\W\d_]+[\s\u00a0])?([$£€¥])")


def lost_currencies(source: str, target: str, pair: tuple[str, str]) -> list[str]:
    """The currency signs beside the source's figures for which the target has neither sign nor name."""
    if pair[1] not in _LANGUAGES:
        return []
    signs = dict.fromkeys(match[1] or match[2] for match in _SUM.finditer(source))
    return [sign for sign in signs if sign not in target and not _named(sign, target)]


def _named(sign: str, text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{_NAMES[sign]})", text, re.IGNORECASE) is not None
