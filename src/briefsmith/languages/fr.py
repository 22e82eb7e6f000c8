"""French."""

from __future__ import annotations

from briefsmith.languages.knowledge import (
    Calendar,
    Checking,
    Clock,
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

_TENS = "vingt trente quarante cinquante soixante"


def _number_words() -> dict[str, int]:
    ones, tens = numbered("deux trois quatre cinq six sept huit neuf", 2), numbered(_TENS, 20, 10)
    teens = numbered("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf", 10)
    words = ones | teens | tens | {"quatre-vingt": 80, "quatre-vingts": 80, "cent": 100, "cents": 100}
    for ten, value in (tens | {"quatre-vingt": 80}).items():
        words |= {f"{ten}-{one}": value + below for one, below in ones.items()}
        words |= {f"{ten}-et-un": value + 1, f"{ten}-et-une": value + 1, f"{ten}-un": value + 1}
    for ten, value in (("soixante", 60), ("quatre-vingt", 80)):
        words |= {f"{ten}-{teen}": value + below for teen, below in teens.items()}
    words |= {"soixante-et-onze": 71, "septante": 70, "huitante": 80, "nonante": 90}
    ordinals = numbered("trois quatr cinqu six sept huit neuv dix", 3)
    return spaced(words) | {f"{stem}ième{s}": value for stem, value in ordinals.items() for s in ("", "s")}


NUMBERS = Numbers(
    words=_number_words(),
    magnitudes={
        "mille": 10**3,
        **dict.fromkeys(("million", "millions", "mio"), 10**6),
        **dict.fromkeys(("milliard", "milliards", "md", "mds"), 10**9),
        **dict.fromkeys(("billion", "billions"), 10**12),
    },
    one=("un", "une"),
    thousand="mille",
    endings=("er", "re", "ers", "ère", "e", "ème"),
    percent=(r"pour\scent", r"points?\sde\spourcentage"),
    currencies={
        "USD": r"dollars?",
        "EUR": r"euros?",
        "GBP": r"livres?(?:\ssterling)?",
        "JPY": r"yens?",
        "CNY": r"yuans?",
        "INR": r"roupies?",
        "RUB": r"roubles?",
        "CHF": r"francs?(?:\ssuisses)?",
    },
    of_currency=(r"de\s", "d['’]"),
    to=("à", "ou"),
    between=("entre",),
    between_and=("et",),
    units={
        **dict.fromkeys(("an", "ans", "année", "années"), "duration-year"),
        **dict.fromkeys(("kilo", "kilos"), "mass-kilogram"),
    },
)

CALENDAR = Calendar(
    ambiguous_months=("mars",),
    before_month=word_set("en mi fin début de mois depuis à"),
    day_endings=("er",),
    clock=(
        r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])\s?h(?:eures?)?\s?(?P<min>[0-5]\d)\b"
        r"|(?:(?<=\bà )|(?<=\bvers )|(?<=\bdès ))(?P<h2>[01]?\d|2[0-4])\s?(?:h|heures)\b(?!\s?\d)"
    ),
    oclock=("heures",),
)

NEGATION = Negation(
    cues=word_set("pas jamais aucun aucune rien personne sans ni nullement guère"),
    passed=word_set("un une le la les l de du des plus est été être avoir en et"),
)

NAMES = Names(
    elided=("l", "d", "j", "m", "t", "s", "c", "n", "qu"),
    particles=word_set("de du la le"),
)

TYPOGRAPHY = Typography(
    clock=Clock("{h} h", "{h} h {m}", r"\s?(?:h|heures)\b", later=(r"du\ssoir",)),
    quotation_marks=("«\u00a0", "\u00a0»", "“", "”"),
    before_tall_marks="\u202f",
    before_colons="\u00a0",
)

SENTENCES = Sentences(
    abbreviations=word_set("M MM Mme Mmes Mlle Mlles Dr Pr Mgr Me St Ste"),
    before_numbers=word_set("art vol fig chap"),
    conjunctions=("et", "mais", "ou", "que"),
)

PHRASES = Phrases()

CHECKING = Checking()

RENDERING = Rendering()

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="fr",
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
