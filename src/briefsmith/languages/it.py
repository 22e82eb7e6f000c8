"""Italian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, Sentences, Typography, word_set

KNOWLEDGE = Knowledge(
    code="it",
    names=Names(
        elided=("l", "d", "c", "m", "t", "s", "n", "un", "dell", "all", "nell"),
        particles=word_set("della di da"),
    ),
    typography=Typography(quotation_marks=("«", "»", "“", "”")),
    sentences=Sentences(abbreviations=word_set("On on Dott dott Sig sig Prof prof Avv avv Ing ing Arch arch Gen gen")),
)
