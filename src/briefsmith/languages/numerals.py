"""Numbers written in words, in English, German, French and Spanish: the forms of 2 to 99, hundreds, ordinals.

"One" is no figure (in German, French and Spanish it is the article), nor are "first" and "second" (a unit of time).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product


def _list(words: str) -> list[str]:
    return words.split()


_EN_ONES = _list("two three four five six seven eight nine")
_EN_TEENS = _list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_EN_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_DE_ONES = _list("zwei drei vier fünf sechs sieben acht neun")
_DE_TEENS = _list("zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn")
_DE_TENS = _list("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_FR_ONES = _list("deux trois quatre cinq six sept huit neuf")
_FR_TEENS = _list("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")
_FR_TENS = _list("vingt trente quarante cinquante soixante")
_ES_ONES = _list("dos tres cuatro cinco seis siete ocho nueve")
_ES_TEENS = _list("diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve")
_ES_TWENTIES = _list(
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_ES_TENS = _list("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = _list("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")


def number_words(language: str) -> dict[str, int]:
    """Lower-cased words, parts joined by a hyphen or a space, with their numbers; empty for other languages."""
    maker = _MAKERS.get(language)
    return maker() if maker else {}


def _numbered(words: list[str], start: int, step: int = 1) -> dict[str, int]:
    return {word: start + step * i for i, word in enumerate(words)}


def _spaced(words: dict[str, int]) -> dict[str, int]:
    """Hyphens may be spaces."""
    return words | {word.replace("-", " "): value for word, value in words.items()}


def _english() -> dict[str, int]:
    tens = _numbered(_EN_TENS, 20, 10)
    below = {"one": 1} | _numbered(_EN_ONES, 2)
    words = _numbered(_EN_ONES, 2) | _numbered(_EN_TEENS, 10) | tens
    words |= {f"{ten}-{one}": tens[ten] + below[one] for ten, one in product(tens, below)}
    words |= {"hundred": 100, "dozen": 12}
    ordinals = _list("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
    words |= _numbered(ordinals, 3) | {f"{word}th": 10 + i for i, word in enumerate(_EN_TEENS) if i > 2}
    return _spaced(words) | {f"{word[:-1]}ieth": value for word, value in tens.items()}


def _german() -> dict[str, int]:
    tens = _numbered(_DE_TENS, 20, 10) | {"dreissig": 30}
    ones = _numbered(_DE_ONES, 2)
    words = ones | _numbered(_DE_TEENS, 10) | tens
    words |= {f"{one}und{ten}": tens[ten] + value for ten in tens for one, value in ({"ein": 1} | ones).items()}
    words |= {"zwo": 2, "hundert": 100, "einhundert": 100, "dutzend": 12}
    words |= {f"{one}hundert": 100 * value for one, value in ones.items()}
    hundreds = {word: value for word, value in words.items() if word.endswith("hundert")}
    words |= {h + w: hundreds[h] + v for h in hundreds for w, v in list(words.items()) if v < 100}
    words |= {f"{word}tausend": 1000 * value for word, value in list(words.items())} | {"eintausend": 1000}
    stems = _list("dritt viert fünft sechst siebt acht neunt zehnt elft zwölft")
    return words | {f"{stem}e{end}": 3 + i for i, stem in enumerate(stems) for end in ("", "n", "r", "s", "m")}


def _french() -> dict[str, int]:
    ones, teens, tens = _numbered(_FR_ONES, 2), _numbered(_FR_TEENS, 10), _numbered(_FR_TENS, 20, 10)
    words = ones | teens | tens | {"quatre-vingt": 80, "quatre-vingts": 80, "cent": 100, "cents": 100}
    for ten, value in [*tens.items(), ("quatre-vingt", 80)]:
        words |= {f"{ten}-{one}": value + one_value for one, one_value in ones.items()}
        words |= {f"{ten}-et-un": value + 1, f"{ten}-et-une": value + 1, f"{ten}-un": value + 1}
    for ten, value in (("soixante", 60), ("quatre-vingt", 80)):
        words |= {f"{ten}-{teen}": value + teen_value for teen, teen_value in teens.items()}
    words |= {"soixante-et-onze": 71, "septante": 70, "huitante": 80, "nonante": 90}
    bases = ["trois", "quatr", "cinqu", "six", "sept", "huit", "neuv", "dix"]
    return _spaced(words) | {f"{base}ième{s}": 3 + i for i, base in enumerate(bases) for s in ("", "s")}


def _spanish() -> dict[str, int]:
    ones, tens = _numbered(_ES_ONES, 2), _numbered(_ES_TENS, 30, 10)
    words = ones | _numbered(_ES_TEENS, 10) | _numbered(_ES_TWENTIES, 20) | tens
    below = {"un": 1, "uno": 1, "una": 1} | ones
    words |= {f"{ten} y {one}": tens[ten] + below[one] for ten, one in product(tens, below)}
    words |= {"veintiún": 21, "cien": 100, "ciento": 100}
    for i, word in enumerate(_ES_HUNDREDS):
        words |= {word: 200 + 100 * i, f"{word[:-2]}as": 200 + 100 * i}
    ordinals = _list("tercer quint sext séptim octav noven décim")
    values = (3, 5, 6, 7, 8, 9, 10)
    words |= {f"{stem}{end}": value for stem, value in zip(ordinals, values, strict=True) for end in "oa"}
    return words | {"tercer": 3}


_MAKERS: dict[str, Callable[[], dict[str, int]]] = {
    "en": _english,
    "de": _german,
    "fr": _french,
    "es": _spanish,
}
