"""English."""

from __future__ import annotations

from briefsmith.languages.knowledge import (
    Calendar,
    Checking,
    Knowledge,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Phrases,
    Rendering,
    Sentences,
    Typography,
    word_set,
)
from briefsmith.languages.numerals import numbered, spaced

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12


def _number_words() -> dict[str, int]:
    ones, tens = numbered("two three four five six seven eight nine", 2), numbered(_TENS, 20, 10)
    teens = numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
    words = ones | teens | tens
    words |= {f"{ten}-{one}": tens[ten] + value for ten in tens for one, value in ({"one": 1} | ones).items()}
    words |= {"hundred": 100, "dozen": 12}
    words |= numbered("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 3)
    words |= {f"{word}th": value for word, value in teens.items() if value > 12}
    return spaced(words) | {f"{word[:-1]}ieth": value for word, value in tens.items()}


NUMBERS = Numbers(
    words=_number_words(),
    joint=r"[\s-](?:and\s)?",
    magnitudes={
        "hundred": 100,
        **dict.fromkeys(("k", "thousands"), _THOUSAND),
        **dict.fromkeys(("m", "mn", "mln", "millions"), _MILLION),
        **dict.fromkeys(("b", "bn", "billions"), _BILLION),
        **dict.fromkeys(("tn", "trillions"), _TRILLION),
    },
    one=("a", "one"),
    endings=("st", "nd", "rd", "th", "s"),
    percent=(r"percent(?:age)?(?:[\s-]points?)?", r"per\scent", "pct"),
    currencies={
        "USD": r"(?:us-|u\.s\.\s)?dollars?",
        "EUR": r"euros?",
        "GBP": r"pounds?(?:\ssterling)?|quid",
        "JPY": r"yens?",
        "CNY": r"yuans?|renminbi",
        "INR": r"rupees?",
        "RUB": r"roubles?|rubles?",
        "CHF": r"swiss\sfrancs?",
    },
    to=("to", "or"),
    between=("between",),
    between_and=("and",),
    # British spelling, and words that news writes instead.
    units={
        **dict.fromkeys(("metre", "metres"), "length-meter"),
        **dict.fromkeys(("kilometre", "kilometres"), "length-kilometer"),
        **dict.fromkeys(("centimetre", "centimetres"), "length-centimeter"),
        **dict.fromkeys(("millimetre", "millimetres"), "length-millimeter"),
        **dict.fromkeys(("litre", "litres"), "volume-liter"),
        **dict.fromkeys(("kilo", "kilos"), "mass-kilogram"),
        "feet": "length-foot",
        "kph": "speed-kilometer-per-hour",
        "mph": "speed-mile-per-hour",
        "sq km": "area-square-kilometer",
        "tonnes": "mass-tonne",
    },
    sum_abbreviations={
        **dict.fromkeys(("mn", "mln", "mil"), "million"),
        **dict.fromkeys(("bn", "bln"), "billion"),
        **dict.fromkeys(("tn", "trn", "tln"), "trillion"),
    },
    sum_letters={"m": "million", "mm": "million", "b": "billion", "t": "trillion"},
)

CALENDAR = Calendar(
    months={"sept": 9},
    capitalised=True,
    ambiguous_months=("may", "march"),
    before_month=word_set("in since by until till from of early late mid last next this on"),
    day_endings=("st", "nd", "rd", "th"),
    of_month=("of",),
    month_first=True,
    clock=r"(?<![\d.,:])(?P<h>\d{1,2})\s?o['’]clock\b",
)

NEGATION = Negation(
    cues=word_set(
        "not no never none nobody nothing nowhere neither nor without cannot can't won't don't doesn't didn't isn't "
        "aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't mustn't ain't needn't n't"
    ),
    # "not only", "no longer" keep what they negate at a distance.
    passed=word_set(
        "a an the any be been being is are was were have has had do does did will would could can should yet to of in "
        "on for it that this them their his her its and or"
    ),
)

NAMES = Names()

TYPOGRAPHY = Typography(
    quotation_marks=("“", "”", "‘", "’"),
    lowers_capitals=True,
)

SENTENCES = Sentences(
    before_numbers=word_set("Vol No Nos p pp Fig Figs Ch Sec Art"),
    titles=word_set("Mr Mrs Ms Dr St v vs"),
    clipped=("em", "til", "twas", "n"),
    conjunctions=("and", "but", "or", "which", "who", "that", "while", "because"),
    headlines="headlines.en.yaml",
)

PHRASES = Phrases()

CHECKING = Checking()

RENDERING = Rendering()

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="en",
    numbers=NUMBERS,
    calendar=CALENDAR,
    negation=NEGATION,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    phrases=PHRASES,
    checking=CHECKING,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
