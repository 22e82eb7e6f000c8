"""Dutch."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Sentences, Typography, word_set

KNOWLEDGE = Knowledge(
    code="nl",
    names=Names(particles=word_set("van der de den ten ter")),
    typography=Typography(quotation_marks=("‘", "’", "“", "”")),
    sentences=Sentences(abbreviations=word_set("Mevr mevr Mw mw Dhr dhr Dr dr Prof prof Ir ir Mr mr St st")),
)
