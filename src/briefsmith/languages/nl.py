"""Dutch."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Names, Newsletter, Rendering, Sentences, Typography, word_set

NAMES = Names(particles=word_set("van der de den ten ter"))

TYPOGRAPHY = Typography(quotation_marks=("‘", "’", "“", "”"))

SENTENCES = Sentences(abbreviations=word_set("Mevr mevr Mw mw Dhr dhr Dr dr Prof prof Ir ir Mr mr St st"))

RENDERING = Rendering(
    currencies={"$": r"dol+ar", "£": r"pond"},
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
    code="nl", names=NAMES, typography=TYPOGRAPHY, sentences=SENTENCES, rendering=RENDERING, newsletter=NEWSLETTER
)
