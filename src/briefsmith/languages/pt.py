"""Portuguese."""

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
)

NUMBERS = Numbers()

CALENDAR = Calendar()

NEGATION = Negation()

NAMES = Names()

TYPOGRAPHY = Typography()

SENTENCES = Sentences()

PHRASES = Phrases()

CHECKING = Checking()

RENDERING = Rendering(
    currencies={"$": r"d[oó]l+ar", "£": r"libra"},
)

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="pt",
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
