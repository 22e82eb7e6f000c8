"""Czech."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("„", "“", "‚", "‘"))

SENTENCES = Sentences(before_numbers=word_set("čl č"))

KNOWLEDGE = Knowledge(code="cs", typography=TYPOGRAPHY, sentences=SENTENCES)
