"""What the program knows of a language: one frozen value, filled in by the module of that language.

`languages/de.py` holds all that is known of German, and nothing of German is known anywhere else. A language without a
module has the defaults, which know nothing; whoever uses a part says so where that matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

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
    """What something in a source may stand as in a translation into or from this language.

    Strings are regular expressions, matched without regard to case, `hour_mark` and `roman_endings` excepted; an empty one
    says that nothing is known.
    """

    # What a translation may say where the source negates, besides the negations themselves (`kaum`, `verhindern`).
    soft_negations: str = ""
    # Phrases with a negating word that negate nothing (`not only`, `no. 5`).
    harmless_negations: str = ""
    # Words that rightly stand twice in a row, in small letters.
    doubled: frozenset[str] = frozenset()
    # By digits, what numbers are named by besides the numerals: ordinals, halves, hours, each a part of a word.
    number_forms: Mapping[str, str] = field(default_factory=dict)
    # Number words that are round and said in other words (`hundreds of`), or that also are another word.
    loose_numbers: frozenset[str] = frozenset()
    decades: str = ""
    # What stands behind the ordinal of a century in Roman numerals (`XVIIIe`).
    roman_endings: str = ""
    # What stands between hours and minutes (`17 h 30`), and behind an hour after noon (`5 p.m.`).
    hour_mark: str = ""
    afternoon: str = ""
    # Measures that translators convert, each with its metric factors (foot to metres, to centimetres).
    converted: tuple[tuple[str, tuple[float, ...]], ...] = ()
    # Abbreviations of magnitudes that also are something else.
    ambiguous_magnitudes: frozenset[str] = frozenset()
    # Edges of magnitudes within compounds, in place of the edges of a word (`Zweimilliardenprojekt`).
    magnitude_edges: tuple[str, str] | None = None
    # A word for thousands and the space before the magnitude behind it (`miles de millones`).
    thousands: str = ""
    # By sign, what currencies are called, from the beginning of a word on, where languages differ.
    currencies: Mapping[str, str] = field(default_factory=dict)
    # Whether names of weekdays and months begin with a capital, and which of them also are other words.
    capital_calendar: bool = False
    ambiguous_months: frozenset[str] = frozenset()
    # Whether names are spelled anew more than elsewhere (`Ecuador`, `Équateur`).
    respells_names: bool = False


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


@cache
def known_languages() -> tuple[str, ...]:
    """The codes of the languages that have a module, sorted."""
    return tuple(sorted(m.name for m in iter_modules([str(Path(__file__).parent)]) if len(m.name) == 2))
