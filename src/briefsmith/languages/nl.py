"""Dutch."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Newsletter

NEWSLETTER = Newsletter(
    issue="Nieuws in het kort",
    contents="In dit nummer",
    facts="Cijfers en data",
    read="Lees het artikel",
    translated="Machinevertaling",
    also="Ook in het",
    reading="{} leestijd",
    left_out="Berichten die niet in deze e-mail pasten: {}",
    made="Door een programma samengevat uit de genoemde artikelen.",
    source="Bron",
)

KNOWLEDGE = Knowledge(code="nl", newsletter=NEWSLETTER)
