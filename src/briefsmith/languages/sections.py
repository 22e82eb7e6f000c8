"""The sections of what is known of a language: numbers, dates, names, phrases and the rest, each a frozen value.

Every field has a default that knows nothing. Words are in lower case where they are compared with text in lower case;
comments say which fields are regular expressions.
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

    # Lower-cased number words, parts joined by a hyphen or a space, and a regular expression for what joins several.
    words: Mapping[str, int] = field(default_factory=dict)
    joint: str = r"\s"
    # Words and abbreviations that multiply, besides CLDR's; `dotted` are those that end in a full stop (`Mio.`).
    magnitudes: Mapping[str, int] = field(default_factory=dict)
    dotted: tuple[str, ...] = ()
    # Articles that stand for 1 before a magnitude (`a million`), and the word for 1000 that needs no number (`mille`).
    one: tuple[str, ...] = ()
    thousand: str = ""
    # Whether a number is written in parts (3億2000万), and whether spaces divide thousands although CLDR has a full stop.
    in_parts: bool = False
    spaced_thousands: bool = False
    # Endings of figures that change nothing in their value: `2nd`, `90s`, `3º`.
    endings: tuple[str, ...] = ()
    # Regular expressions of percent and percentage points, and of each currency by its ISO code.
    percent: tuple[str, ...] = ()
    currencies: Mapping[str, str] = field(default_factory=dict)
    # Regular expressions of what stands between a magnitude and its currency (`millions de dollars`).
    of_currency: tuple[str, ...] = ()
    # Words between the ends of a range (`10 to 15`), before it (`between`), and then between its ends (`and`).
    to: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    between_and: tuple[str, ...] = ()
    # Units besides CLDR's, by their CLDR names; and the last letters behind which units take a further ending.
    units: Mapping[str, str] = field(default_factory=dict)
    declined_units: str = ""
    unit_ending: str = ""
    # Magnitudes of sums with the words that models of sentences know: abbreviations (`$5 bn`) and letters (`$5b`).
    sum_abbreviations: Mapping[str, str] = field(default_factory=dict)
    sum_letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates, weekdays and times of day."""

    # Names besides CLDR's, and whether names of months and weekdays have a capital.
    months: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    capitalised: bool = False
    # Full names of months that also are other words, and the words behind which they are months.
    ambiguous_months: tuple[str, ...] = ()
    before_month: frozenset[str] = frozenset()
    # Endings of the day (`3rd of May`); words between day and month, and between month and year.
    day_endings: tuple[str, ...] = ()
    of_month: tuple[str, ...] = ()
    of_year: tuple[str, ...] = ()
    # Whether 3/4/2026 is the fourth of March, and whether `27.11.` is a date.
    month_first: bool = False
    dotted_day_month: bool = False
    # Characters behind the figures of year, month and day (2026年11月27日).
    year_signs: str = ""
    month_signs: str = ""
    day_signs: str = ""
    # A regular expression of times of day with groups `h`, `h2`, `min`, `min3`, `half`; the words behind hours and minutes.
    clock: str = ""
    oclock: tuple[str, ...] = ()
    # What `half` says of the morning and of the rest of the day.
    morning: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that negate."""

    cues: frozenset[str] = frozenset()
    # Words without substance, passed over on the way from a cue to what it negates.
    passed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """How names are recognised."""

    # Words that lose a vowel before a name and are joined to it by an apostrophe (`l'Eure`).
    elided: tuple[str, ...] = ()
    # Words in small letters within a name (`Ursula von der Leyen`).
    particles: frozenset[str] = frozenset()
    # Whether every noun has a capital, and whether a compound is as common as its last part.
    capitalised_nouns: bool = False
    compounds: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How an hour is set in print: the hour alone and with minutes, and a regular expression of the words behind it."""

    hour: str
    minutes: str
    mark: str
    # Whether the hour is never without its mark; else a figure alone may be an hour or a number.
    always_marked: bool = True
    # Regular expressions of what, behind an hour of twelve, says that it is in the later half of the day.
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typography:
    """How figures, times, quotation marks and spaces are set in print."""

    clock: Clock | None = None
    # Opening and closing marks of quotations, and of those within them: CLDR's delimiters, in French with their spaces.
    quotation_marks: tuple[str, str, str, str] | None = None
    # No-break spaces before semicolons, question and exclamation marks, and before colons.
    before_tall_marks: str = ""
    before_colons: str = ""
    # Whether a sentence ALL IN CAPITALS is put in small letters before translation.
    lowers_capitals: bool = False


@dataclass(frozen=True, slots=True)
class Ordinals:
    """Figures with a full stop that are ordinals (`der 2. Weltkrieg`), as regular expressions of what is beside them."""

    # A month or the like: the stop is never the end of the sentence.
    before: str
    # An article, behind which it is not unless one of `openers`, words that begin sentences, follows.
    articles: str
    openers: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences end and where they may be cut."""

    # Abbreviations that sentencex splits after, only such as do not end a sentence; each in the cases that occur.
    abbreviations: frozenset[str] = frozenset()
    # Those that stand before a number and mean it (`Vol. 3`), in texts of any language.
    before_numbers: frozenset[str] = frozenset()
    # Titles that keep their full stop in texts of other languages (`Six Flags St. Louis`).
    titles: frozenset[str] = frozenset()
    # Words that begin with an apostrophe (`'em`), which then opens no quotation.
    clipped: tuple[str, ...] = ()
    ordinals: Ordinals | None = None
    # What goes on with the sentence behind a closing quotation mark.
    after_quotation: tuple[str, ...] = ()
    # Words before which a clause begins.
    conjunctions: tuple[str, ...] = ()
    # The file in `languages/data` with the words by which headlines are read as sentences.
    headlines: str = ""


@dataclass(frozen=True, slots=True)
class Speakers:
    """How a text names who says something, and where it was said.

    `speech` matches "he said" after a quotation, `reporting` are verbs of saying, `that` opens what was said,
    `occasions` name where ("in a statement on Friday"). `agencies` are news sources whose mention is not part of the
    fact, `agency_verbs` what they do, `agency_day` follows the verb, `by` stands before them ("according to"); `marks`
    are those that stand in brackets before a text. `persons` are pronouns that stand for one person, `he` and `she`
    those that tell which; `titles` stand before the name of one, `his` and `her` titles before that of a man or a
    woman. `also` stands before the verb of one who goes on, `adding` begins such a verb. `elsewhere` stands before the
    name of a place, a day or an institution.
    """

    speech: str = NEVER
    reporting: str = NEVER
    that: str = NEVER
    occasions: str = NEVER
    agencies: str = NEVER
    agency_verbs: str = NEVER
    agency_day: str = ""
    by: str = NEVER
    marks: tuple[str, ...] = ()
    persons: str = NEVER
    he: str = ""
    she: str = ""
    titles: str = NEVER
    his: str = NEVER
    her: str = NEVER
    also: str = NEVER
    adding: str = NEVER
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the rules of choosing and shortening sentences must know.

    Words are separated by `|` as in regular expressions, matched at the start of a sentence or clause; those separated
    by spaces are words of a set. Tuples hold regular expressions that are looked for in texts of any language. A
    language without knowledge gets the rules of punctuation only.

    `anaphors` open a sentence that speaks of something named before; `deictic` undoes that ("this week").
    `links` tie a sentence to the one before and cannot be dropped; `connectives` can be, with the comma after them.
    `subordinators` open a trailing clause that can go without changing what the main clause says (never a condition or
    an exception); `openers` begin an adverbial, and `continuing` words behind its comma do not begin the main clause.
    `articles` begin an apposition, and behind its second comma `coordinating` words show that it was a list.
    `definite` matches a definite article with its `noun`; `function` are words on which a headline must not end;
    `breaks` are words before which it may, of which `weak` ones often begin what the word before cannot do without.
    `verbs` matches words that are, as a rule, finite verbs; `days` an adverbial that says no more than the day.
    `notices` stand in lines about copyright, in lower case. `ranker` is the file with the weights of the learned ranker,
    by default those trained on English and French together; `lead_bonus` whether a first sentence is worth more.
    """

    anaphors: str = NEVER
    deictic: str = NEVER
    links: str = NEVER
    connectives: str = NEVER
    subordinators: str = NEVER
    openers: str = NEVER
    continuing: tuple[str, ...] = ()
    articles: str = NEVER
    coordinating: tuple[str, ...] = ()
    definite: str = NEVER
    function: str = ""
    breaks: str = ""
    weak: str = ""
    verbs: str = ""
    days: str = NEVER
    notices: tuple[str, ...] = ()
    speakers: Speakers = Speakers()
    ranker: str = "ranker.json"
    lead_bonus: bool = True


@dataclass(frozen=True, slots=True)
class Checking:
    """What the check of a brief against its source must know; patterns match in any case.

    `rounding` stands before a number that is round ("about"), `one` are words for one. `soft_negations` begin words that
    negate without a negating word ("failed to win"), `negative_prefixes` those that negate their stem. `aliases` are the
    names of states and unions in lower case, by a key that all languages share. `figure_words` are those by
    which the risk of an invention is measured; behind `auxiliaries` a negation may stand.
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
    # Months besides the ambiguous ones that stand for one of them (`Mai` for `May`).
    unsure_months: frozenset[str] = frozenset()
    # Whether names are spelled anew more than elsewhere (`Ecuador`, `Équateur`).
    respells_names: bool = False


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The words of a newsletter, and how its key figures are read; a language with words has all from `issue` on.

    `{}` is the time in `reading` and the number of stories in `left_out`. `colon` stands behind a label; `locale` is the
    one of CLDR for dates, by default the language. `measures` make a unit of two words ("square metres"), `elided` is an
    article or preposition joined to its word ("l'an"). `numerals` before a figure make it the rest of a larger one.
    """

    issue: str = ""
    contents: str = ""
    facts: str = ""
    read: str = ""
    translated: str = ""
    also: str = ""
    reading: str = ""
    left_out: str = ""
    made: str = ""
    source: str = ""
    colon: str = ":"
    locale: str = ""
    measures: tuple[str, ...] = ()
    elided: tuple[str, ...] = ()
    numerals: str = ""
