"""Ukrainian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "„", "“"))

SENTENCES = Sentences(abbreviations=word_set("вул просп пл ім проф акад ст"), before_numbers=word_set("ст п №"))

KNOWLEDGE = Knowledge(code="uk", typography=TYPOGRAPHY, sentences=SENTENCES)
