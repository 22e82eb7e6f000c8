"""Arabic."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names, word_set

NAMES = Names(particles=word_set("al el bin ibn"))

KNOWLEDGE = Knowledge(code="ar", names=NAMES)
