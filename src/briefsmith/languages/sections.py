"""The sections of what is known of a language, each a frozen value whose defaults know nothing.

Words are in lower case where they are compared with text in lower case; regular expressions are named as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# A regular expression that matches nothing.
NEVER = r"(?!)"


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one text, separated by spaces."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers, percentages, sums of money and units are written."""

    # Number words, their parts joined by a hyphen or a space, and a regular expression for what joins several.
    words: Mapping[str, int] = field(default_factory=dict)
    joint: str = r"\s"
    # Words and abbreviations that multiply, in addition to CLDR's; `dotted` end in a full stop (`Mio.`).
    magnitudes: Mapping[str, int] = field(default_factory=dict)
    dotted: tuple[str, ...] = ()
    # Articles that stand for 1 before a magnitude (`a million`), and the word for 1000 that needs no number (`mille`).
    one: tuple[str, ...] = ()
    thousand: str = ""
    # Whether a number is written in parts (3億2000万), and whether thousands have spaces although CLDR has full stops.
    in_parts: bool = False
    spaced_thousands: bool = False
    # Endings of figures that do not change their value: `2nd`, `90s`, `3º`.
    endings: tuple[str, ...] = ()
    # Regular expressions for percent and percentage points, for the latter alone, and for each currency by its ISO code.
    percent: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    # The same for percent joined to the figure and to what follows (12パーセント上昇), and before it (yüzde 12).
    percent_joined: tuple[str, ...] = ()
    percent_before: tuple[str, ...] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)
    # Regular expressions for what is between a magnitude and its currency (`millions de dollars`).
    of_currency: tuple[str, ...] = ()
    # Words between the ends of a range (`10 to 15`); words before it (`between`), and then between its ends (`and`).
    to: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    between_and: tuple[str, ...] = ()
    # A regular expression for words before numbers that are no amounts (`Chapter 4.2`).
    labels: str = ""
    # Units in addition to CLDR's, by their CLDR names; the last letters after which units take `unit_ending`.
    units: Mapping[str, str] = field(default_factory=dict)
    declined_units: str = ""
    unit_ending: str = ""
    # Magnitudes of sums with the words that translation models know: abbreviations (`$5 bn`) and letters (`$5b`).
    sum_abbreviations: Mapping[str, str] = field(default_factory=dict)
    sum_letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates, weekdays and times of day."""

    # Names in addition to CLDR's, and whether names of months and weekdays have a capital.
    months: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    capitalised: bool = False
    # Full names of months that are also other words, and the words after which they are months.
    ambiguous_months: tuple[str, ...] = ()
    before_month: frozenset[str] = frozenset()
    # Endings of the day (`3rd of May`); words between day and month, and between month and year.
    day_endings: tuple[str, ...] = ()
    of_month: tuple[str, ...] = ()
    of_year: tuple[str, ...] = ()
    # Whether 3/4/2026 is the fourth of March, and whether `27.11.` is a date.
    month_first: bool = False
    dotted_day_month: bool = False
    # Characters after the figures of year, month and day (2026年11月27日).
    year_signs: str = ""
    month_signs: str = ""
    day_signs: str = ""
    # A regular expression for times of day with groups `h`, `h2`, `min`, `min3`, `half`; the words after the time.
    clock: str = ""
    oclock: tuple[str, ...] = ()
    # The values of `half` in the morning and in the rest of the day.
    morning: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that negate."""

    cues: frozenset[str] = frozenset()
    # Words without content, passed over between a cue and what it negates.
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """How names are recognised."""

    # Words that lose a vowel before a name and are joined to it by an apostrophe (`l'Eure`).
    elided: tuple[str, ...] = ()
    # Lower-case words within a name (`Ursula von der Leyen`).
    particles: frozenset[str] = frozenset()
    # Whether every noun has a capital, and whether a compound is as common as its last part.
    capitalised_nouns: bool = False
    compounds: bool = False
    # Endings of inflected words, and what stands within some (`abzulegen`): lists of words have not every form.
    endings: frozenset[str] = frozenset()
    infix: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How an hour is printed: alone and with minutes, and a regular expression for the words after it."""

    hour: str
    minutes: str
    mark: str
    # Whether the hour always has its mark; otherwise a figure alone may be an hour or a number.
    always_marked: bool = True
    # Regular expressions for what, after an hour of the 12-hour clock, says that it is in the later half of the day.
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typography:
    """How figures, times, quotation marks and spaces are printed."""

    clock: Clock | None = None
    # Opening and closing marks of quotations, and of those within them: CLDR's delimiters, French ones with spaces.
    quotation_marks: tuple[str, str, str, str] | None = None
    # No-break spaces before semicolons, question and exclamation marks, and before colons.
    before_tall_marks: str = ""
    before_colons: str = ""
    # Whether a speech of several sentences has its marks only where it begins and ends, also around "he said".
    continued_quotations: bool = False
    # Whether a sentence ALL IN CAPITALS is put in lower case before translation.
    lowers_capitals: bool = False


@dataclass(frozen=True, slots=True)
class Ordinals:
    """Figures with a full stop that are ordinals (`der 2. Weltkrieg`): regular expressions for words around them."""

    # A month or the like after the figure: the stop never ends the sentence.
    before: str
    # An article before the figure: the stop ends the sentence only before one of `openers`, words that begin sentences.
    articles: str
    openers: str


@dataclass(frozen=True, slots=True)
class Spaces:
    """Where spaces end sentences, in a script without a mark for that: patterns of the words around a space.

    A sentence does not end after what `closing` matches, nor before what `going_on` matches; `opening` begins one.
    """

    closing: str = NEVER
    going_on: str = NEVER
    opening: str = NEVER


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences end and where they may be cut."""

    # Abbreviations after which sentencex splits, only those that do not end a sentence; in every case that occurs.
    abbreviations: frozenset[str] = frozenset()
    # Words as sentencex takes them for abbreviations although they may end a sentence (`in May. Work begins`).
    whole_words: frozenset[str] = frozenset()
    # Abbreviations before a number (`Vol. 3`), in texts of any language.
    before_numbers: frozenset[str] = frozenset()
    # Titles that keep their full stop in texts of other languages (`Six Flags St. Louis`).
    titles: frozenset[str] = frozenset()
    # Words that begin with an apostrophe (`'em`), which then does not open a quotation.
    clipped: tuple[str, ...] = ()
    ordinals: Ordinals | None = None
    # A time of day that ends in a full stop, and the time zone that goes on after it (`8:30 a.m. EST`), as patterns.
    zoned: tuple[str, str] | None = None
    # What continues the sentence after a closing quotation mark.
    after_quotation: tuple[str, ...] = ()
    # A pattern for what names the speaker after a quotation with which the sentence began.
    speech: str = ""
    # Whether a single capital with a full stop is an initial, where sentencex takes it for the end of a sentence.
    initials: bool = False
    # Whether a full stop only abbreviates; where spaces end sentences.
    unstopped: bool = False
    spaces: Spaces | None = None
    # Words before which a clause begins.
    conjunctions: tuple[str, ...] = ()
    # The file in `languages/data` with the words by which headlines are read as sentences.
    headlines: str = ""


@dataclass(frozen=True, slots=True)
class Checking:
    """What the check of a brief against its source needs to know; patterns match in any case.

    `rounding` precedes a round number ("about"), `one` are words for one. `soft_negations` begin words that negate
    without a negating word ("failed to win"), `negative_prefixes` those that negate their stem. `aliases` are the names
    of states and unions in lower case, by a key that all languages share. `figure_words` are those that count as
    figures for the risk of an invention; a negation may follow `auxiliaries`.
    """

    rounding: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    soft_negations: tuple[str, ...] = ()
    negative_prefixes: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figure_words: str = ""
    auxiliaries: str = NEVER


@dataclass(frozen=True, slots=True)
class Rendering:
    """The forms that something in a source may have in a translation into or from this language.

    Strings are regular expressions, matched in any case except `hour_mark` and `roman_endings`; an empty one says that
    nothing is known.
    """

    # Words of a translation where the source negates, in addition to negations (`kaum`, `verhindern`).
    soft_negations: str = ""
    # Words of the source that a translation may put as a negation, in addition to those (`declined to comment`).
    loose_negations: str = ""
    # Phrases with a negating word that do not negate (`not only`, `no. 5`).
    harmless_negations: str = ""
    # Phrases with a word that has an opposite, in which it has none (`at least`).
    harmless_opposites: str = ""
    # Forms that other languages do not borrow (`graduated`, `hardly`).
    own_forms: str = ""
    # Words that are correctly repeated, in lower case.
    doubled: frozenset[str] = frozenset()
    # By digits, other words for numbers than the numerals: ordinals, halves, hours, each a part of a word.
    number_forms: Mapping[str, str] = field(default_factory=dict)
    # Number words that are round and have other translations (`hundreds of`), or that are also another word.
    loose_numbers: frozenset[str] = frozenset()
    decades: str = ""
    # The ending of a century in Roman numerals (`XVIIIe`).
    roman_endings: str = ""
    # What is between hours and minutes (`17 h 30`), and after an hour in the afternoon (`5 p.m.`).
    hour_mark: str = ""
    afternoon: str = ""
    # Measures that translators convert, each with its metric factors (foot to metres, to centimetres); a negative one
    # marks degrees Fahrenheit, of which 32 are taken off first.
    converted: tuple[tuple[str, tuple[float, ...]], ...] = ()
    # Abbreviations of magnitudes that are also something else.
    ambiguous_magnitudes: frozenset[str] = frozenset()
    # Edges of magnitudes within compounds, instead of the edges of a word (`Zweimilliardenprojekt`).
    magnitude_edges: tuple[str, str] | None = None
    # A word for thousands and the space before the magnitude after it (`miles de millones`).
    thousands: str = ""
    # By sign, the beginnings of names of currencies, where languages differ.
    currencies: Mapping[str, str] = field(default_factory=dict)
    # Months, in addition to the ambiguous ones, that translate one of them (`Mai` for `May`).
    unsure_months: frozenset[str] = frozenset()
    # Whether names often have a spelling of the language (`Ecuador`, `Équateur`).
    respells_names: bool = False


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The words of a newsletter, and how its key figures are read; a language has all words or none, but for two.

    `doubtful` explains the sign of doubtful sentences, `draft` says what a draft-grade model translated: English without them.
    `{}` is the time in `reading` and the number of stories in `left_out`. `colon` follows a label; `locale` is CLDR's
    for dates, by default the language. `measures` make a unit of two words ("square metres"), `elided` is an article or
    preposition joined to its word ("l'an"). A figure after one of `numerals` is the rest of a larger one.

    `counted` matches a word that a figure counts (in a script without spaces, the unit after it): without it, only a word
    that stands alone is taken for one. `noun_first` says that it is the first word after the figure, `uncounted` are words
    that it never is, where `function` words are not known. `share` stands between a percentage and its whole ("of the"); what
    `ordinal` matches counts nothing ("fourth").
    """

    issue: str = ""
    contents: str = ""
    facts: str = ""
    read: str = ""
    unsubscribe: str = ""
    translated: str = ""
    also: str = ""
    reading: str = ""
    left_out: str = ""
    made: str = ""
    source: str = ""
    doubtful: str = ""
    draft: str = ""
    colon: str = ":"
    locale: str = ""
    measures: tuple[str, ...] = ()
    elided: tuple[str, ...] = ()
    numerals: str = ""
    counted: str = ""
    noun_first: bool = False
    uncounted: str = ""
    share: str = ""
    ordinal: str = ""
