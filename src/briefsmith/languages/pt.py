"""Portuguese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Negation, Sentences, Typography, word_set

NEGATION = Negation(passed=word_set("é"))

NAMES = Names(particles=word_set("da dos das"))

TYPOGRAPHY = Typography(quotation_marks=("“", "”", "‘", "’"))

SENTENCES = Sentences(abbreviations=word_set("Sr Sra Srs Sras Dr Dra Drs Dras Prof Profa Eng Exmo Exma"))

KNOWLEDGE = Knowledge(code="pt", negation=NEGATION, names=NAMES, typography=TYPOGRAPHY, sentences=SENTENCES)
