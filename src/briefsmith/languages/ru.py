"""Russian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(before_numbers=word_set("ст п №"))

KNOWLEDGE = Knowledge(code="ru", typography=TYPOGRAPHY, sentences=SENTENCES)
