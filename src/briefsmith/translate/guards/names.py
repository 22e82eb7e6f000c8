"""Names of the source in its translation: which were lost, and which came through misspelt.

Only names that the pair's word table does not know are looked for. Nearly all of them are copied by translators: of 2,463
in newstest2014, 98.7 % are unchanged in the German reference (benchmarks/translation_check.py).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache

from briefsmith.facts.finding import Span
from briefsmith.facts.names import in_capitals
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import Pair
from briefsmith.languages.vocabulary import is_common
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Finding, Guard, Sides

# Not at the start, and not abbreviations, which each language has in its own form (UN, ONU; GCSE).
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{4,}(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
# Share of letters in order above which two names count as the same; some languages respell more (`Ecuador`, `Équateur`).
_ALIKE, _ALIKE_RESPELLED = 0.6, 0.5
_MISSPELT = 0.8
# Languages change endings (`Polynesia`, `Polynesien`); misspellings are inside.
_SAME_ENDING = 2


def lost_names(source: str, target: str, pair: Pair) -> list[str]:
    """Names of the source that resemble nothing in the target, but for accents and case (`Ethiopia`, `éthiopiens`)."""
    if in_capitals(source):  # any word may have a capital
        return []
    folded = _folded(target)
    alike = _ALIKE_RESPELLED if knowledge(pair[1]).rendering.respells_names else _ALIKE
    names = [name for name in _unknown(source, pair) if _folded(name)[:4] not in folded]
    words = _WORD.findall(folded) if names else []
    # An exonym: another name in the place of this one. Where all nouns have capitals that cannot be seen.
    if names and not knowledge(pair[1]).names.capitalised_nouns and _new_names(source, target):
        return []
    names = [name for name in names if all(_likeness(_folded(name), word) < alike for word in words)]
    return [name for name in names if not _beside_kept(name, source, folded)]


def _are_seen(pair: Pair) -> bool:
    """Whether a capital within a sentence of the source is the sign of a name."""
    return not knowledge(pair[0]).names.capitalised_nouns


def _new_names(source: str, target: str) -> bool:
    """Whether the target has a word with a capital, not at its start, that the source does not have."""
    there = _folded(source)
    return any(_folded(name)[:4] not in there for name in _NAME.findall(target))


def _beside_kept(name: str, source: str, folded: str) -> bool:
    """Whether a neighbour with a capital came through: the rest of such names is often translated (`Dubai Airshow`)."""
    beside = re.search(rf"(?:([A-ZÀ-Þ]\w{{3,}}) )?{name}(?: ([A-ZÀ-Þ]\w{{3,}}))?", source)
    return beside is not None and any(word and _folded(word) in folded for word in beside.groups())


class NamesGuard(Guard):
    """Names that the translation has in no form; placeholders carry them."""

    name = "names"

    def knows(self, pair: Pair) -> bool:
        return _are_seen(pair) and coverage.table(*pair) is not None

    def findings(self, sides: Sides) -> list[Finding]:
        return [
            Finding("names", f"lost {name}", 0.5, "placeholder", _places(name, sides.source))
            for name in lost_names(sides.source, sides.target, sides.pair)
        ]


def _places(name: str, source: str) -> tuple[Span, ...]:
    """Where the name is a word: `Marlow`, but not the beginning of `Marlowe`."""
    return tuple(Span(*match.span(), name) for match in re.finditer(rf"(?<!\w){name}(?!\w)", source))


def restored(source: str, target: str, pair: Pair) -> str:
    """The target with misspelt names written as in the source: `Branock` becomes `Brannock`.

    Another ending is not a misspelling (`Polynesia`, `Polynesien`), nor is a word of the target language or the source.
    """
    for name in _unknown(source, pair):
        if _folded(name) in _folded(target):
            continue
        there = {_folded(word) for word in _WORD.findall(source)}
        words = {word for word in _WORD.findall(target) if word[0].isupper() and _folded(word) not in there}
        slips = [word for word in words if _is_slip(_folded(name), _folded(word)) and not _is_word(word.lower(), pair)]
        if len(slips) == 1:
            target = re.sub(rf"(?<!\w){slips[0]}(?!\w)", name, target)
    return target


def _is_slip(name: str, word: str) -> bool:
    return name[-_SAME_ENDING:] == word[-_SAME_ENDING:] and _likeness(name, word) >= _MISSPELT


def _is_word(word: str, pair: Pair) -> bool:
    return is_common(word, pair[1]) or word[: coverage.STEM] in _targets(pair)


@cache
def _targets(pair: Pair) -> frozenset[str]:
    learned = coverage.table(*pair)
    entries = learned.words.values() if learned else ()
    return frozenset(stem for entry in entries for stem in entry.translations)


@lru_cache(maxsize=256)
def _unknown(source: str, pair: Pair) -> tuple[str, ...]:
    """Names that are in no table and are not common words; none where every noun has a capital.

    Kept, since each hypothesis for a sentence is asked.
    """
    learned = coverage.table(*pair)
    if learned is None or not _are_seen(pair):
        return ()
    names = dict.fromkeys(_NAME.findall(source))
    return tuple(
        n for n in names if n.lower()[: coverage.STEM] not in learned.words and not is_common(n.lower(), pair[0])
    )


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _folded(text: str) -> str:
    """Lower-cased, without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
