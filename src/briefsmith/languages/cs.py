"""Czech."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Sentences, Typography, word_set

KNOWLEDGE = Knowledge(
    code="cs",
    typography=Typography(quotation_marks=("„", "“", "‚", "‘")),
    sentences=Sentences(before_numbers=word_set("čl č")),
)
