"""Italian."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Newsletter, Phrases, Speakers

PHRASES = Phrases(speakers=Speakers(marks=("ANSA",)))

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

KNOWLEDGE = Knowledge(code="it", phrases=PHRASES, newsletter=NEWSLETTER)
