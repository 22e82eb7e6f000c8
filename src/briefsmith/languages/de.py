"""German."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.numerals import numbered
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import (
    Calendar,
    Checking,
    Clock,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Ordinals,
    Rendering,
    Sentences,
    Typography,
    word_set,
)


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
    points=(r"prozentpunkt",),
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
        "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts ohne weder nirgends nirgendwo "
        "keinesfalls keineswegs keinerlei"
    ),
    passed=word_set("ein eine einen der die das den dem zu und"),
)

NAMES = Names(
    particles=word_set("von der den"),
    capitalised_nouns=True,
    compounds=True,
    endings=word_set("stes ster stem sten ste es er em en e s n"),
    infix="zu",
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
    whole_words=word_set("Art mich mag"),
    before_numbers=word_set("Nr Art Abs Kap Bd Ziff Rn"),
    # "der 2. Weltkrieg" continues, "endet am 30. Danach gilt" does not: after an article the number is an ordinal
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

SPEAKERS = Speakers(
    speech=r"(?:sagte?|erklärte?|betonte?|so|meinte?|schrieb|ergänzte|fügte) (?:er|sie)\b",
    reporting=r"sagte|erklärte|betonte|warnte|ergänzte|kündigte|forderte|sagt|erklärt|betont|warnt|fordert",
    marks=("dpa", "DPA"),
    attributing=r"sagten?|sagt|erklärten?|erklärt|teilten?|mitteilten?|berichteten?|berichtet|meldeten?|meldet|bestätigten?|"
    r"behaupteten?|behauptet|betonte|warnten?|warnt|hieß es|heißt es",
    sources=r"laut|nach Angaben|nach Auskunft|zufolge",
    persons=r"Er",
    titles=r"Herr|Bürgermeister|Oberbürgermeister|Präsident|Bundespräsident|Kanzler|Bundeskanzler|Minister|Dr\.|Professor",
    adding="ergänzte",
)

PHRASES = Phrases(
    anaphors=r"er|sie|es|sein|seine[rnms]?|ihr|ihre[rnms]?|ihm|ihn|ihnen|diese[rnms]?|dies|jene[rnms]?|solche[rnms]?|"
    r"beide[rnms]?|letztere[rnms]?|erstere[rnms]?|das (?:ist|war|sei|hat|wird|soll|sagte)|die beiden|"
    r"(?:mit|ohne|für|gegen|von|bei|nach|neben|unter|durch) (?:ihm|ihr|ihnen|ihn|sie|diese[rnm]?)|"
    r"da(?:bei|für|gegen|mit|nach|ran|rauf|rin|rüber|rum|runter|von|vor|zu|durch)|dort|hier|deren|dessen",
    deictic=r"diese (?:Woche)|dieses (?:Jahr|Wochenende)|diesen (?:Monat|Sommer|Winter|Herbst|Montag|Freitag)|"
    r"es gibt|es ist (?:das erste Mal|unklar)",
    links=r"so|somit|also|dann|danach|daher|deshalb|deswegen|darum|stattdessen|trotzdem|dennoch|doch|denn|zudem|außerdem|"
    r"jedoch|allerdings|auch|oder|folglich|ebenso|ferner|gleichzeitig|inzwischen|unterdessen|demnach|hingegen|dagegen|"
    r"im Gegenteil|zuvor|hinzu kommt|schließlich",
    connectives=r"(?:aber|und)(?: (?!das\b|zwar\b)|, )",
    subordinators=r"wobei|während|nachdem|sowie|darunter|und zwar|die|der|das|wo",
    openers=r"in|im|am|an|auf|bei|beim|nach|vor|seit|während|wenn|als|ob|da|weil|obwohl|mit|ohne|für|gegen|durch|um|von|"
    r"vom|zu|zum|zur|laut|trotz|wegen|unter|über|zwischen|bis|nachdem|bevor",
    continuing=("und",),
    articles=r"ein|eine|der|die|das",
    coordinating=("und", "oder", "aber", "der", "die", "das"),
    definite=r"(?:Der|Die|Das) (?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,})\b(?! de[rs])",
    function="der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach vor "
    "zu zum zur von vom für gegen über unter durch um als wie dass ob wenn weil ist sind war waren hat haben hatte "
    "hatten wird werden wurde wurden nicht kein keine sich sie er es auch noch mehr sehr sein seine ihr ihre bis",
    breaks="und oder aber in im an am auf aus bei mit nach vor zu zum zur von vom für gegen über unter durch um als wie "
    "dass ob wenn weil während seit bis",
    weak="von dass als wie zu",
    verbs=r"ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|will|wollen|soll|sollen|kann|können|muss|"
    r"müssen|darf|gibt|steht|liegt|bleibt|fordert|warnt|plant|kommt|geht|[a-zäöüß]{3,}te[n]?",
    days=r" am (?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b| am Mittwoch\b",
    conditions=r"wenn|falls|sofern|außer|solange|ob",
    first_person=r"(?i:ich|mich|mir|meine?[mnrs]?|wir|uns|unser(?:e[mnrs]?)?)",
    notices=("alle rechte vorbehalten",),
    speakers=SPEAKERS,
)

CHECKING = Checking(
    rounding=("fast", "rund", "etwa", "knapp", "gut", "mehr als", "über", "ungefähr", "circa", r"ca\."),
    one=("ein(?:e[nmrs]?)?",),
    soft_negations=("verweiger", "ablehn", "abgelehn", "kaum", "scheiter", "verhinder"),
    negative_prefixes=("un", "in", "im", "ir", "dis"),
    aliases={
        "GB": ("großbritannien",),
        "EU": ("europäische union",),
        "UN": ("vereinte nationen",),
    },
)

RENDERING = Rendering(
    soft_negations=r"\bun(?!ter|d|ser|gef)\w{3,}|\bmiss\w{3,}|\w{3,}los(?:e[nrsm]?)?\b"
    r"|kaum|statt|verhinder|außer|verzicht|fehl|verweiger|abge?lehn|nein"
    r"|nirgend|nimmer|niemal|weder|selten|bislang|abstreit|streitet|weniger|fern|kurz|finger|kein|nicht|Verruf|streitet|mindestens|ignorier|unterl[aie]+s",
    harmless_negations=r"\bnicht\s(?:nur|zuletzt|zu\svergessen|zu\sreden|erst|allein|gerade)|\boder\snicht\b|\bohne\shin|\bohnehin"
    r"|\bob\s[^.,]{1,80}\snicht|\bwenn\s(?:schon\s|auch\s)?nicht|\bwas\snicht|\bnichts\sanderes|\bnie\szuvor|\bnicht\s(?:mehr\s)?als",
    number_forms={
        "1": "ein|erst",
        "2": "zweit|beide",
        "10": "jahrzehnt",
        "12": "mittag|mitternacht",
        "15": "anderthalb|eineinhalb",
    },
    # `achten` also means "to heed".
    harmless_opposites=r"\bmehr\soder\sweniger|\bnicht\sweniger\sals",
    loose_numbers=frozenset({"hundert", "acht", "achten"}),
    decades=r"Jahrzehnt",
    ambiguous_magnitudes=frozenset({"bio"}),
    # `Zweimilliardenprojekt`, but not `Millionär`.
    magnitude_edges=(r"(?:(?<!\w)|(?=[mb]illi))", r"(?:(?!\w)|(?<=en)(?=[^\W\d_]{3}))"),
    currencies={"$": r"dol+ar", "£": r"pfund"},
    unsure_months=frozenset({"mai"}),
)

NEWSLETTER = Newsletter(
    issue="Nachrichten in Kürze",
    contents="In dieser Ausgabe",
    facts="Zahlen und Daten",
    read="Zum Artikel",
    unsubscribe="Abmelden",
    translated="Maschinell übersetzt",
    also="Auch auf",
    reading="{} Lesezeit",
    left_out="Meldungen, die in dieser E-Mail keinen Platz fanden: {}",
    made="Von einem Programm aus den genannten Artikeln zusammengefasst.",
    source="Quelle",
    counted=r"[A-ZÄÖÜ][\w-]+",
    ordinal=r".*t(?:e|en|er|es|em)",
    share=r"(?:der|des|aller|von|ihrer|seiner) ",
    doubtful="(?) Diese Übersetzung ist wahrscheinlich falsch: mit der Quelle vergleichen.",
    draft="Entwurf: von einem kleinen Modell übersetzt, das viele Fehler macht. Vor Gebrauch mit den Quellen vergleichen.",
)

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
