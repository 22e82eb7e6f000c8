"""Italian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Sentences, Typography, word_set

NAMES = Names(
    elided=("l", "d", "c", "m", "t", "s", "n", "un", "dell", "all", "nell"),
    particles=word_set("della di da"),
)

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "“", "”"))

SENTENCES = Sentences(abbreviations=word_set("On on Dott dott Sig sig Prof prof Avv avv Ing ing Arch arch Gen gen"))

KNOWLEDGE = Knowledge(code="it", names=NAMES, typography=TYPOGRAPHY, sentences=SENTENCES)
