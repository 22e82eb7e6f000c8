"""Dutch."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Sentences, Typography, word_set

NAMES = Names(particles=word_set("van der de den ten ter"))

TYPOGRAPHY = Typography(quotation_marks=("‘", "’", "“", "”"))

SENTENCES = Sentences(abbreviations=word_set("Mevr mevr Mw mw Dhr dhr Dr dr Prof prof Ir ir Mr mr St st"))

KNOWLEDGE = Knowledge(code="nl", names=NAMES, typography=TYPOGRAPHY, sentences=SENTENCES)
