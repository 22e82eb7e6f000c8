"""Arabic."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, word_set

KNOWLEDGE = Knowledge(
    code="ar",
    names=Names(particles=word_set("al el bin ibn")),
)
