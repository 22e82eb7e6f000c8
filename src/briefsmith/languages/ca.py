"""Catalan."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Names

KNOWLEDGE = Knowledge(
    code="ca",
    names=Names(elided=("l", "d", "m", "t", "s", "n")),
)
