"""Italian."""

from __future__ import annotations

from briefsmith.languages.knowledge import (
    Knowledge,
    Names,
    Newsletter,
    Phrases,
    Rendering,
    Sentences,
    Speakers,
    Typography,
    word_set,
)

NAMES = Names(
    elided=("l", "d", "c", "m", "t", "s", "n", "un", "dell", "all", "nell"),
    particles=word_set("della di da"),
)

TYPOGRAPHY = Typography(quotation_marks=("«", "»", "“", "”"))

SENTENCES = Sentences(abbreviations=word_set("On on Dott dott Sig sig Prof prof Avv avv Ing ing Arch arch Gen gen"))

PHRASES = Phrases(speakers=Speakers(marks=("ANSA",)))

RENDERING = Rendering(
    currencies={"$": r"dol+ar", "£": r"sterlin"},
)

NEWSLETTER = Newsletter(
    issue="Notizie in breve",
    contents="In questo numero",
    facts="Cifre e date",
    read="Leggi l’articolo",
    translated="Traduzione automatica",
    also="Anche in",
    reading="{} di lettura",
    left_out="Notizie che non entravano in questa e-mail: {}",
    made="Riassunto da un programma a partire dagli articoli citati.",
    source="Fonte",
    elided=(r"[^\W\d_]{1,2}[’']",),
)

KNOWLEDGE = Knowledge(
    code="it",
    names=NAMES,
    typography=TYPOGRAPHY,
    sentences=SENTENCES,
    phrases=PHRASES,
    rendering=RENDERING,
    newsletter=NEWSLETTER,
)
