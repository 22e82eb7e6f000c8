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
    soft_negations=r"\bun(?!ter|d|ser|gef)\w{3,}|\bmiss\w{3,}|\w{3,}los(?:e[nrsm]?)?\b"
    r"|kaum|statt|verhinder|außer|verzicht|fehl|verweiger|abge?lehn|nein"
    r"|nirgend|nimmer|niemal|weder|selten|bislang|abstreit|streitet|weniger|fern|kurz|finger|kein|nicht",
    number_forms={
        "1": "ein|erst",
        "2": "zweit|beide",
        "10": "jahrzehnt",
        "12": "mittag|mitternacht",
        "15": "anderthalb|eineinhalb",
    },
    # `achten` is to heed as well.
    loose_numbers=frozenset({"hundert", "acht", "achten"}),
    decades=r"Jahrzehnt",
    ambiguous_magnitudes=frozenset({"bio"}),
    # `Zweimilliardenprojekt`, but not `Millionär`.
    magnitude_edges=(r"(?:(?<!\w)|(?=[mb]illi))", r"(?:(?!\w)|(?<=en)(?=[^\W\d_]{3}))"),
    currencies={"$": r"dol+ar", "£": r"pfund"},
    capital_calendar=True,
    ambiguous_months=frozenset({"mai"}),
)

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
