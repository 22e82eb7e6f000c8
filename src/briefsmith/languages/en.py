"""English."""

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
    soft_negations=r"\b(?:un|in|dis)\w{3,}|less\b|hardly|fail|lack|refus|den(?:y|ie)|prevent|avoid|except|few|nothing|n['’]t",
    harmless_negations=r"\bno\.?\s\d"
    r"|\bnot?\s(?:only|just|least|to mention|long|far|more than|less than|later|fewer|pronounced|wonder|matter)\b"
    r"|\bwithout\s(?:a\s)?doubt|\bnowhere|\bnever\smind|\bwhy\s(?:not|don't)|\bif\snot\b|\bor\snot\b|n['’]t\syou\b",
    number_forms={"1": "one|first|once", "2": "second|twice|half|couple", "10": "decade", "12": "midday|noon"},
    loose_numbers=frozenset({"hundred", "dozen"}),
    decades=r"decades?\b",
    afternoon=r"p\.?\s?m\b",
    converted=(
        (r"ft|feet|foot", (0.3048, 30.48)),
        (r"inch(?:es)?|in", (2.54, 25.4)),
        (r"yards?", (0.9144,)),
        (r"miles?|mph", (1.609,)),
        (r"pounds?|lbs?", (0.4536, 453.6)),
        (r"ounces?|oz", (28.35,)),
        (r"acres?", (0.4047,)),
        (r"gallons?", (3.785, 4.546)),
        (r"stone", (6.35,)),
    ),
    thousands=r"thousands?\s(?:of\s)?",
    currencies={"$": r"dol+ar", "£": r"pounds?\b|sterlin"},
    capital_calendar=True,
    ambiguous_months=frozenset({"may", "march"}),
)

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="en",
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
