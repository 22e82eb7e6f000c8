"""What the program knows of a language: one frozen value, filled in by the module of that language.

`languages/de.py` holds all that is known of German, and nothing of German is known anywhere else. A language without a
module has the defaults, which know nothing; whoever uses a part says so where that matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from briefsmith.languages.table import primary


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers, percentages, sums of money and units are written."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates, weekdays and times of day."""


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that negate."""


@dataclass(frozen=True, slots=True)
class Names:
    """How names are recognised."""


@dataclass(frozen=True, slots=True)
class Typography:
    """How figures, times, quotation marks and spaces are set in print."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences end and where they may be cut."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the rules of choosing and shortening sentences must know."""


@dataclass(frozen=True, slots=True)
class Checking:
    """What the check of a brief against its source must know."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What something in a source may stand as in a translation into or from this language."""


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The words of a newsletter."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known of one language."""

    code: str
    numbers: Numbers = Numbers()
    calendar: Calendar = Calendar()
    negation: Negation = Negation()
    names: Names = Names()
    typography: Typography = Typography()
    sentences: Sentences = Sentences()
    phrases: Phrases = Phrases()
    checking: Checking = Checking()
    rendering: Rendering = Rendering()
    newsletter: Newsletter = Newsletter()


@cache
def knowledge(language: str) -> Knowledge:
    """What is known of a language, loaded once; for one without a module a `Knowledge` of nothing but its code."""
    code = primary(language)
    name = f"briefsmith.languages.{code}"
    if len(code) != 2 or find_spec(name) is None:
        return Knowledge(code)
    known: Knowledge = import_module(name).KNOWLEDGE
    return known
