"""German."""

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
    Ordinals,
    Phrases,
    Rendering,
    Sentences,
    Typography,
    word_set,
)
from briefsmith.languages.numerals import numbered


def _number_words() -> dict[str, int]:
    ones = numbered("zwei drei vier fünf sechs sieben acht neun", 2)
    tens = numbered("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10) | {"dreissig": 30}
    teens = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    words = ones | numbered(teens, 10) | tens
    words |= {f"{one}und{ten}": tens[ten] + value for ten in tens for one, value in ({"ein": 1} | ones).items()}
    words |= {"zwo": 2, "hundert": 100, "einhundert": 100, "dutzend": 12}
    words |= {f"{one}hundert": 100 * value for one, value in ones.items()}
    hundreds = {word: value for word, value in words.items() if word.endswith("hundert")}
    words |= {h + w: hundreds[h] + v for h in hundreds for w, v in list(words.items()) if v < 100}
    words |= {f"{word}tausend": 1000 * value for word, value in list(words.items())} | {"eintausend": 1000}
    ordinals = numbered("dritt viert fünft sechst siebt acht neunt zehnt elft zwölft", 3)
    return words | {f"{stem}e{end}": value for stem, value in ordinals.items() for end in ("", "n", "r", "s", "m")}


NUMBERS = Numbers(
    words=_number_words(),
    magnitudes={"hundert": 100, "tsd": 10**3, "mio": 10**6, "mrd": 10**9, "bio": 10**12},
    dotted=("tsd", "mio", "mrd", "bio"),
    one=("ein", "eine", "einer"),
    thousand="tausend",
    endings=("er",),
    percent=(r"prozent(?:punkten?)?",),
    currencies={
        "USD": r"(?:us-)?dollar",
        "EUR": r"euros?",
        "GBP": "pfund",
        "JPY": "yen",
        "CNY": "yuan|renminbi",
        "INR": r"rupien?",
        "RUB": "rubel",
        "CHF": "franken",
    },
    to=("bis", "oder"),
    between=("zwischen",),
    between_and=("und",),
    units={"kilo": "mass-kilogram", "jahrzehnten": "duration-decade", "std": "duration-hour"},
    # The dative plural: "vor zwei Jahren", "mit drei Metern".
    declined_units="er",
    unit_ending="n",
)

CALENDAR = Calendar(
    months={"jänner": 1, "feber": 2, "mai": 5},
    days={"sonnabend": 6},
    capitalised=True,
    day_endings=(".",),
    dotted_day_month=True,
    clock=r"(?<![\d.,:])(?P<h>\d{1,2})(?:[.:](?P<min>\d{2}))?\sUhr(?:\s(?P<min3>[0-5]\d)\b)?",
    oclock=("uhr",),
)

NEGATION = Negation(
    cues=word_set(
        "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts ohne weder nirgends"
    ),
    passed=word_set("ein eine einen der die das den dem zu und"),
)

NAMES = Names(
    particles=word_set("von der den"),
    capitalised_nouns=True,
    compounds=True,
)

TYPOGRAPHY = Typography(
    clock=Clock(
        "{h} Uhr",
        "{h}:{m} Uhr",
        r"\s?Uhr",
        later=("nachmittags", "abends", "nachts", r"am\s(?:\w+)?(?:nachmittag|abend)"),
    ),
    quotation_marks=("„", "“", "‚", "‘"),
)

SENTENCES = Sentences(
    abbreviations=word_set("Hrn Fr Frl Dipl Ing Prof St Hl Jan Feb Apr Aug Sep Sept Okt Nov Dez"),
    before_numbers=word_set("Nr Art Abs Kap Bd Ziff Rn"),
    # "der 2. Weltkrieg" goes on, "endet am 30. Danach gilt" does not: after an article the number is an ordinal
    # unless the next word is one of those that begin German sentences.
    ordinals=Ordinals(
        before=r"(?:Jan|Jän|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w{0,7}\b|Jahrhundert|Jh\b|Jhdt",
        articles=(
            r"der|die|das|dem|den|des|im|am|vom|zum|zur|beim|ins|jede[rnms]?|ein|eine[rnms]?|sein|seine[rnms]?"
            r"|ihr|ihre[rnms]?|diese[rnms]?|und|bis|auf|in"
        ),
        openers=(
            r"Der|Die|Das|Dem|Den|Des|Dies\w{0,2}|Ein|Eine[rnms]?|Er|Sie|Es|Ich|Wir|Ihr|Man|Im|In|Am|An|Auf|Aus|Bei|Beim"
            r"|Bis|Da|Dabei|Dafür|Damit|Danach|Dann|Daran|Darauf|Darin|Darum|Dazu|Denn|Derzeit|Doch|Dort|Durch|Für|Gegen"
            r"|Hier|Heute|Jetzt|Jedoch|Kein\w{0,2}|Laut|Mit|Nach|Nun|Nur|Ob|Obwohl|Ohne|Seit|Seitdem|So|Sobald|Trotz|Über"
            r"|Um|Und|Unter|Viele|Vom|Von|Vor|Während|Was|Weil|Wenn|Wer|Wie|Wo|Zu|Zudem|Zum|Zur|Zwar|Zwischen|Aber|Als|Also"
            r"|Auch|Außerdem"
        ),
    ),
    conjunctions=("und", "aber", "oder"),
)

PHRASES = Phrases()

CHECKING = Checking()

RENDERING = Rendering()

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="de",
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
