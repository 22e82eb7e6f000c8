"""Portuguese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Negation, Sentences, Typography, word_set

KNOWLEDGE = Knowledge(
    code="pt",
    negation=Negation(passed=word_set("é")),
    names=Names(particles=word_set("da dos das")),
    typography=Typography(quotation_marks=("“", "”", "‘", "’")),
    sentences=Sentences(abbreviations=word_set("Sr Sra Srs Sras Dr Dra Drs Dras Prof Profa Eng Exmo Exma")),
)
