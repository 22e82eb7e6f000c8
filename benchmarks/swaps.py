"""True sentences made false: one number, unit, date, name, negation or quotation changed, as models change them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact
from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.units import unit_at, words_of
from briefsmith.languages.vocabulary import is_common

KINDS = ("number", "unit", "date", "name", "negation", "quote")
_GROUPS = {"number": "number", "percent": "number", "money": "number", "date": "date", "time": "date", "name": "name"}
_CONTRACTED = {"can't": "can", "cannot": "can", "won't": "will"}
_UNITS = (
    ("length-kilometer", "length-mile", "length-meter", "length-foot"),
    ("mass-kilogram", "mass-tonne", "mass-pound", "mass-gram"),
    ("duration-year", "duration-month", "duration-week", "duration-day", "duration-hour", "duration-minute"),
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Swap:
    """A sentence with one thing changed: `kind` is one of `KINDS`, `old` became `new`."""

    kind: str
    text: str
    old: str
    new: str


def swaps(text: str, language: str, others: Sequence[Fact], rng: random.Random) -> list[Swap]:
    """One change of each kind that the sentence has something for.

    `others` are facts from the same article first, then from elsewhere: names and dates are exchanged for one of
    them, half of the time from the same article if it has one. Figures have a digit changed, units become others of
    the same dimension.
    """
    made: list[Swap] = []
    facts = extract(text, language)
    for kind in ("number", "date", "name"):
        own = [fact for fact in facts if _GROUPS.get(fact.kind) == kind]
        rng.shuffle(own)
        for fact in own:
            new = _digits(fact.text, rng) if kind == "number" else _exchange(fact, facts, others, language, rng)
            if new is not None:
                made.append(_replaced(kind, text, fact.start, fact.end, new))
                break
    made += _remeasured(text, language, facts, rng)
    made += _negated(text, language, facts, rng)
    made += _misquoted(text, facts, rng)
    return made


def _replaced(kind: str, text: str, start: int, end: int, new: str) -> Swap:
    return Swap(kind, text[:start] + new + text[end:], text[start:end], new)


def _digits(text: str, rng: random.Random) -> str | None:
    """The figure with one digit changed; None for numbers in words."""
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return None
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _exchange(fact: Fact, own: Sequence[Fact], others: Sequence[Fact], language: str, rng: random.Random) -> str | None:
    """Another fact of the same kind, with no word in common with any in the sentence."""
    present = {part for other in own if other.kind == fact.kind for part in other.value.split()}
    fits = [
        o for o in others if o.kind == fact.kind and not present & set(o.value.split()) and _alike(fact, o, language)
    ]
    return rng.choice(fits[: max(1, len(fits) // 2)]).text if fits else None


def _alike(fact: Fact, other: Fact, language: str) -> bool:
    """Whether one can replace the other: a weekday for a weekday, a name for a name of as many words."""
    if fact.kind == "name":
        if all(is_common(part, language) for part in other.value.split()):
            return False  # a capitalised common word is not a name
        return len(fact.value.split()) == len(other.value.split())
    return fact.value.startswith("W") == other.value.startswith("W") and len(fact.value) == len(other.value)


def _remeasured(text: str, language: str, facts: Sequence[Fact], rng: random.Random) -> list[Swap]:
    """A unit after a number replaced by another of its dimension that ends in the same letter."""
    for fact in facts:
        unit, end = unit_at(text, fact.end, language) if fact.kind == "number" else ("", 0)
        others = [name for group in _UNITS if unit in group for name in group if name != unit]
        old = text[fact.end + 1 : end]
        words = [word for name in others for word in words_of(name, language) if len(word) > 3 and word[-1] == old[-1]]
        if words and len(old) > 3:
            return [_replaced("unit", text, fact.end + 1, end, rng.choice(words))]
    return []


def _negated(text: str, language: str, facts: Sequence[Fact], rng: random.Random) -> list[Swap]:
    """A negation removed, or one added after an auxiliary verb if the language's are known."""
    cues = [fact for fact in facts if fact.kind == "negation" and fact.value]
    if cues:
        cue = rng.choice(cues)
        word = cue.text.lower().replace("’", "'")
        left = _CONTRACTED.get(word, cue.text[:-3] if word.endswith("n't") else "")
        end = cue.end if left else min(cue.end + 1, len(text))
        return [_replaced("negation", text, cue.start, end, left)]
    verb = re.search(knowledge(language).checking.auxiliaries, text)
    return [_replaced("negation", text, verb.end(), verb.end(), " not")] if verb else []


def _misquoted(text: str, facts: Sequence[Fact], rng: random.Random) -> list[Swap]:
    """One word of a quotation replaced by another of the sentence, or spelled backwards."""
    for fact in facts:
        words = list(_WORD.finditer(text, fact.start, fact.end)) if fact.kind == "quote" else []
        if words:
            word = rng.choice(words)
            rest: list[str] = [w for w in _WORD.findall(text) if w.lower() != word[0].lower()]
            return [_replaced("quote", text, word.start(), word.end(), rng.choice(rest) if rest else word[0][::-1])]
    return []
