"""Dutch."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases
from briefsmith.languages.sections import (
    Calendar,
    Names,
    Newsletter,
    Numbers,
    Rendering,
    Sentences,
    Typography,
    word_set,
)

CALENDAR = Calendar(clock=r"(?<![\d.,])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<min>[0-5]\d))?(?=\suur\b)")

NUMBERS = Numbers(
    currencies={"USD": "dollars?", "EUR": "euro(?:'s)?", "GBP": r"pond(?:en)?(?:\ssterling)?"},
    percent=("procent(?:punt(?:en)?)?",),
    points=("procentpunt(?:en)?",),
)

NAMES = Names(particles=word_set("van der de den ten ter"))

TYPOGRAPHY = Typography(quotation_marks=("‘", "’", "“", "”"))

SENTENCES = Sentences(
    abbreviations=word_set("Mevr mevr Mw mw Dhr dhr Dr dr Prof prof Ir ir Mr mr St st drs Drs ing Ing ds Ds nr ca"),
    clipped=("s", "t", "n"),
)

RENDERING = Rendering(
    currencies={"$": r"dol+ar", "£": r"pond"},
)

PHRASES = Phrases(
    anaphors="hij|zij|ze|het (?:is|was|gaat om|ging om)|zijn|haar|hun|hen|hem|deze|dit|dat|die|diens|beiden?|laatstgenoemden?|"
    r"daar\w*|hier(?:mee|door|voor|bij|van|na|op|in|over|onder)?|zulke?|(?:met|voor|van|bij|door|volgens|tegen|zonder|"
    "na|naast|onder) (?:hem|haar|hen|hun|deze|dit|dat|die)",
    deictic="deze (?:week|maand|zomer|winter|herfst|lente|ochtend|avond)|dit (?:jaar|weekend|voorjaar|najaar)|"
    "het is (?:de eerste keer|onduidelijk)",
    links="dus|toen|vervolgens|zo|ook|toch|immers|daarentegen|anders|of|noch|want|echter|bovendien",
    connectives="(?:maar|en) |(?:echter|bovendien|intussen|ondertussen), ",
)

NEWSLETTER = Newsletter(
    issue="Nieuws in het kort",
    contents="In dit nummer",
    facts="Cijfers en data",
    read="Lees het artikel",
    unsubscribe="Uitschrijven",
    translated="Machinevertaling",
    also="Ook in het",
    reading="{} leestijd",
    left_out="Berichten die niet in deze e-mail pasten: {}",
    made="Door een programma samengevat uit de genoemde artikelen.",
    source="Bron",
)

KNOWLEDGE = Knowledge(
    code="nl",
    numbers=NUMBERS,
    calendar=CALENDAR,
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    rendering=RENDERING,
    phrases=PHRASES,
    newsletter=NEWSLETTER,
)
