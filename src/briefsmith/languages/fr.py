"""French."""

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
    soft_negations=r"\bne\b|\bn['’]|\bnon\b|\b(?:in|im|ir|dés?)\w{3,}|sauf|refus|manqu|évit|empêch|peu\b|hors\b|insu\b|cess",
    # Reflexives: `nous nous devons`.
    doubled=frozenset({"nous", "vous"}),
    number_forms={
        "1": "un|premi",
        "2": "second|deuxi|demi",
        "10": "décennie|dizaine",
        "12": "midi|minuit|douzaine",
        "15": "et demi|quinzaine",
        "20": "vingtaine",
        "30": "trentaine",
        "40": "quarantaine",
        "50": "cinquantaine",
        "60": "soixantaine",
    },
    # `neuf` is new as well.
    loose_numbers=frozenset({"cent", "cents", "neuf"}),
    decades=r"décennie",
    roman_endings=r"ème|e",
    hour_mark=r"h",
    currencies={"$": r"dol+ar", "£": r"livre"},
    ambiguous_months=frozenset({"mars", "mai"}),
    respells_names=True,
)

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
