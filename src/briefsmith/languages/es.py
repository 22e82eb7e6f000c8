"""Spanish."""

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
    soft_negations=r"\b(?:in|im|des)\w{3,}|salvo|apenas|evit|falt|rechaz|neg\w|imped|poco|dej\w+ de\b|menos|prohib|fuera de|difícil"
    r"|s[óo]lo\b",
    number_forms={
        "1": "un|prim",
        "2": "segund|medi|ambos|ambas",
        "3": "tercer",
        "4": "cuart|cuádr",
        "10": "década",
        "12": "mediod|medianoche|docena",
        "15": "y medi",
    },
    loose_numbers=frozenset({"cien", "ciento", "cientos"}),
    decades=r"décadas?\b",
    # Millimetres as well.
    ambiguous_magnitudes=frozenset({"mm"}),
    thousands=r"mil(?:es de)?\s",
    currencies={"$": r"d[oó]l+ar", "£": r"libra"},
    respells_names=True,
)

NEWSLETTER = Newsletter()

KNOWLEDGE = Knowledge(
    code="es",
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
