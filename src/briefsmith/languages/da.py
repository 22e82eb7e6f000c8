"""Danish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Newsletter

NEWSLETTER = Newsletter(
    issue="Nyheder i korthed",
    contents="I dette nummer",
    facts="Tal og datoer",
    read="Læs artiklen",
    unsubscribe="Afmeld",
    translated="Maskinoversat",
    also="Findes også på",
    reading="læsetid {}",
    left_out="Historier, som der ikke var plads til i denne e-mail: {}",
    made="Sammenfattet af et program ud fra de nævnte artikler.",
    source="Kilde",
)

KNOWLEDGE = Knowledge(code="da", newsletter=NEWSLETTER)
