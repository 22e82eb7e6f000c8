"""German."""

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
    Speakers,
    Typography,
)

NUMBERS = Numbers()

CALENDAR = Calendar()

NEGATION = Negation()

NAMES = Names()

TYPOGRAPHY = Typography()

SENTENCES = Sentences()

SPEAKERS = Speakers(
    speech=r"(?:sagte?|erklärte?|betonte?|so|meinte?|schrieb|ergänzte|fügte) (?:er|sie)\b",
    reporting=r"sagte|erklärte|betonte|warnte|ergänzte|kündigte|forderte|sagt|erklärt|betont|warnt|fordert",
    marks=("dpa", "DPA"),
    persons=r"Er",
    titles=r"Herr|Bürgermeister|Oberbürgermeister|Präsident|Bundespräsident|Kanzler|Bundeskanzler|Minister|Dr\.|Professor",
    adding="ergänzte",
)

PHRASES = Phrases(
    anaphors=r"er|sie|es|sein|seine[rnms]?|ihr|ihre[rnms]?|ihm|ihn|ihnen|diese[rnms]?|dies|jene[rnms]?|solche[rnms]?|"
    r"beide[rnms]?|letztere[rnms]?|erstere[rnms]?|das (?:ist|war|sei|hat|wird|soll|sagte)|die beiden|"
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

RENDERING = Rendering()

NEWSLETTER = Newsletter(
    issue="Nachrichten in Kürze",
    contents="In dieser Ausgabe",
    facts="Zahlen und Daten",
    read="Zum Artikel",
    translated="Maschinell übersetzt",
    also="Auch auf",
    reading="{} Lesezeit",
    left_out="Meldungen, die in dieser E-Mail keinen Platz fanden: {}",
    made="Von einem Programm aus den genannten Artikeln zusammengefasst.",
    source="Quelle",
    nouns_capitalised=True,
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
