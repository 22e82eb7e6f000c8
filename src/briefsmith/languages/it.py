"""Italian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.numerals import listed
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import (
    Calendar,
    Checking,
    Names,
    Negation,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

NUMBERS = Numbers(
    words=listed("it"),
    magnitudes={
        **dict.fromkeys(("mila",), 10**3),
        **dict.fromkeys(("milione", "milioni", "mln"), 10**6),
        **dict.fromkeys(("miliardo", "miliardi", "mld"), 10**9),
        **dict.fromkeys(("bilione", "bilioni"), 10**12),
    },
    one=("un",),
    thousand="mille",
    endings=("º", "ª"),
    percent=(r"per\scento", r"punti?\spercentuali"),
    points=(r"punt[oi]\spercentuali",),
    currencies={
        "USD": r"dollar[io]",
        "EUR": r"euro",
        "GBP": r"sterlin[ae]",
        "JPY": r"yen",
        "CNY": r"yuan",
        "INR": r"rupi[ae]",
        "RUB": r"rubl[io]",
        "CHF": r"franch[io](?:\ssvizzeri)?",
    },
    of_currency=(r"di\s",),
    to=("a", "o"),
    between=("tra", "fra"),
    between_and=("e",),
    units=dict.fromkeys(("chilo", "chili"), "mass-kilogram"),
)

CALENDAR = Calendar(
    clock=r"(?:(?<=\balle )|(?<=\bore )|(?<=\bdalle ))(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>\d{2}))?(?![\d%])",
    oclock=("ore",),
    day_endings=("°",),
)

NEGATION = Negation(
    cues=word_set("non mai nessuno nessun nessuna niente nulla senza né neppure nemmeno"),
    passed=word_set("un una il lo la i gli le di a da in si ci è stato stata ha hanno e più"),
)

NAMES = Names(
    elided=("l", "d", "c", "m", "t", "s", "n", "un", "dell", "all", "nell"),
    particles=word_set("della di da"),
)

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "“", "”"))

SENTENCES = Sentences(
    abbreviations=word_set(
        "On on Dott dott Sig sig Prof prof Avv avv Ing ing Arch arch Gen gen n nn art artt pag pagg vol geom "
        "rag mons col sen"
    ),
    initials=True,
    conjunctions=("e", "ma", "che", "o"),
)

PHRASES = Phrases(
    anaphors="lui|lei|egli|ella|essi|esse|loro|quest[oaie]|quell[oaie]?|quel|quei|quegli|quest['’]ultim[oaie]|costui|costoro|"
    "entramb[ie]|ciò|su[oae]|suoi|(?:il|la|i|le) (?:su[oae]|suoi|loro)|(?:con|per|secondo|contro|senza|da|di|a|tra|"
    "su) (?:lui|lei|loro|ess[oaie]|quest[oaie]|ciò)|gli altri|l['’]altr[oa]",
    deictic="quest[oa] (?:settimana|mese|mattina|sera|notte|pomeriggio|estate|inverno|autunno|primavera|weekend|"
    "fine settimana|volta)",
    links="quindi|dunque|così|perciò|pertanto|poi|allora|invece|infatti|per questo|di conseguenza|al contrario|altrimenti|"
    "né|oppure|anche|nel frattempo|subito dopo",
    connectives="(?:ma|e|però|eppure) |(?:tuttavia|però|inoltre|intanto|nel frattempo), ",
    speakers=Speakers(
        marks=("ANSA",),
    ),
)

CHECKING = Checking(
    rounding=("circa", "quasi", "oltre", "più di", "meno di", "intorno a", "almeno"),
    one=("un[oa]?",),
    soft_negations=("rifiut", "evit", "imped", "fallit"),
    negative_prefixes=("in", "im", "ir", "dis"),
    aliases={
        "US": ("stati uniti",),
        "GB": ("regno unito",),
        "EU": ("unione europea", "ue"),
        "UN": ("nazioni unite", "onu"),
    },
)

RENDERING = Rendering(
    soft_negations=r"\b(?:in|im|ir|dis)\w{4,}|salvo|rifiut|manc|evit|imped|poco\b|fuori\b|priv[oi] di|meno\b|viet|difficil",
    number_forms={
        "1": "un|prim",
        "2": "second|metà|mezz|entramb",
        "10": "decenni|decin",
        "12": "mezzogiorno|mezzanotte|dozzin",
        "15": "e mezz|quindicin",
        "20": "ventin",
    },
    # `sei` also means "you are", `otto` and `nove` are parts of other words.
    loose_numbers=frozenset({"sei", "cento"}),
    decades=r"decenni",
    currencies={"$": r"dol+ar", "£": r"sterlin"},
)

NEWSLETTER = Newsletter(
    issue="Notizie in breve",
    contents="In questo numero",
    facts="Cifre e date",
    read="Leggi l’articolo",
    unsubscribe="Annulla l’iscrizione",
    translated="Traduzione automatica",
    also="Anche in",
    reading="{} di lettura",
    left_out="Notizie che non entravano in questa e-mail: {}",
    made="Riassunto da un programma a partire dagli articoli citati.",
    source="Fonte",
    counted=r"(?!(?:di|in|e|i|le|che|se|ne|volte|altri|altre)$)\w{3,}[ie]",
    elided=(r"[^\W\d_]{1,2}[’']",),
)

KNOWLEDGE = Knowledge(
    code="it",
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
