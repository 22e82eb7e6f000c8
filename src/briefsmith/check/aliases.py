"""Other forms of a name: first letters, shortened words, and a few states and unions."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.check.source import Source
from briefsmith.languages.knowledge import gathered


@cache
def _aliases() -> tuple[frozenset[str], ...]:
    """The names of each state or union in all languages."""
    groups: dict[str, set[str]] = {}
    for key, names in gathered(lambda known: known.checking.aliases.items()):
        groups.setdefault(key, set()).update(names)
    return tuple(map(frozenset, groups.values()))


def same_name(name: str, other: str) -> bool:
    """Whether two lower-cased names are the same: in the table, as first letters, or one has all words of the other."""
    if any(name in group and other in group for group in _aliases()):
        return True
    if _initials(name) == other or _initials(other) == name:
        return True
    shorter, longer = sorted((name.split(), other.split()), key=len)
    return all(any(a[:4] == b[:4] for b in longer) for a in shorter)


def is_alias(name: str, source: Source) -> bool:
    """Whether the document has the lower-cased name in another form."""
    if any(name in group and any(_stands(alias, source) for alias in group) for group in _aliases()):
        return True
    acronym = name[:-1] if len(name) > 3 and name.endswith("s") else name
    if 2 <= len(acronym) <= 6 and source.spells(acronym):
        return True
    return (len(_initials(name)) > 2 and _initials(name) in source.words) or _shortened(name, source)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _stands(alias: str, source: Source) -> bool:
    return alias in source.words if " " not in alias else alias in source.text.lower()


def _shortened(name: str, source: Source) -> bool:
    """`Dept`, `Gen`, `Utd`: whether a longer word has the letters in this order and begins with the first."""
    if not 3 <= len(name) <= 4 or not name.isalpha():
        return False
    pattern = re.compile(name[0] + "".join(f"[a-z]*{letter}" for letter in name[1:]) + "[a-z]*")
    return any(len(word) > len(name) + 1 and pattern.fullmatch(word) for word in source.beginning(name[0]))
