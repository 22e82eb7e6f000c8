"""Czech."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter, Sentences, Typography, word_set

TYPOGRAPHY = Typography(quotation_marks=("„", "“", "‚", "‘"))

SENTENCES = Sentences(before_numbers=word_set("čl č"))

NEWSLETTER = Newsletter(
    issue="Zprávy ve zkratce",
    contents="V tomto vydání",
    facts="Čísla a data",
    read="Přečíst článek",
    unsubscribe="Odhlásit odběr",
    translated="Strojový překlad",
    also="Také v jazyce",
    reading="doba čtení {}",
    left_out="Zprávy, které se do tohoto e-mailu nevešly: {}",
    made="Souhrny uvedených článků vytvořil počítačový program.",
    source="Zdroj",
)

KNOWLEDGE = Knowledge(code="cs", typography=TYPOGRAPHY, sentences=SENTENCES, newsletter=NEWSLETTER)
