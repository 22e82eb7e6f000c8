"""Spanish."""

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
from briefsmith.languages.numerals import numbered

_TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
_TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"


def _number_words() -> dict[str, int]:
    ones = numbered("dos tres cuatro cinco seis siete ocho nueve", 2)
    tens = numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    words = ones | tens | numbered(_TEENS, 10) | numbered(_TWENTIES, 20)
    below = {"un": 1, "uno": 1, "una": 1} | ones
    words |= {f"{ten} y {one}": tens[ten] + value for ten in tens for one, value in below.items()}
    words |= {"veintiún": 21, "cien": 100, "ciento": 100}
    for word, value in numbered(_HUNDREDS, 200, 100).items():
        words |= {word: value, f"{word[:-2]}as": value}
    ordinals = {"tercer": 3} | numbered("quint sext séptim octav noven décim", 5)
    return words | {f"{stem}{end}": value for stem, value in ordinals.items() for end in "oa"} | {"tercer": 3}


NUMBERS = Numbers(
    words=_number_words(),
    magnitudes={
        "mil": 10**3,
        **dict.fromkeys(("millón", "millones", "mm"), 10**6),
        **dict.fromkeys(("billón", "billones"), 10**12),
    },
    one=("un",),
    thousand="mil",
    spaced_thousands=True,
    endings=("º", "ª"),
    percent=(r"por\sciento", r"puntos?\sporcentuales"),
    currencies={
        "USD": r"d[oó]lar(?:es)?",
        "EUR": r"euros?",
        "GBP": r"libras?(?:\sesterlinas)?",
        "JPY": "yen",
        "CNY": "yuan",
        "INR": r"rupias?",
        "RUB": r"rublos?",
        "CHF": r"francos?(?:\ssuizos)?",
    },
    of_currency=(r"de\s",),
    to=("a", "o"),
    between=("entre",),
    between_and=("y",),
    units=dict.fromkeys(("kilo", "kilos"), "mass-kilogram"),
)

CALENDAR = Calendar(
    months={"setiembre": 9},
    day_endings=("º", "ª"),
    of_month=("de",),
    of_year=("de", "del"),
    clock=(
        r"(?<=\blas )(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>\d{2}))?"
        r"(?:\s(?:horas|de la (?P<half>mañana|tarde|noche)))?(?![\d%])"
    ),
    oclock=("horas",),
    morning=("mañana",),
    afternoon=("tarde", "noche"),
)

NEGATION = Negation(
    cues=word_set("no nunca jamás ningún ninguno ninguna nadie nada sin ni tampoco"),
    passed=word_set("un de la el las los se lo me te su ha han en y"),
)

NAMES = Names(
    particles=word_set("de del la el"),
)

TYPOGRAPHY = Typography(
    # "5:00" has no mark of its own, so that a bare 5 is not known as an hour.
    clock=Clock("{h}:{m}", "{h}:{m}", r"(?:\s?h(?:oras)?\b)?", always_marked=False),
    quotation_marks=("«", "»", "“", "”"),
)

SENTENCES = Sentences(
    abbreviations=word_set("Sr Sra Srs Sras Srta Dr Dra Drs Dras Gral Ing Lic Prof Ud Uds"),
    before_numbers=word_set("núm"),
    conjunctions=("que", "y", "pero", "o"),
)

PHRASES = Phrases()

CHECKING = Checking()

RENDERING = Rendering()

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="es",
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
