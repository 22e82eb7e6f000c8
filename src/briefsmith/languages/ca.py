"""Catalan."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Names

NAMES = Names(elided=("l", "d", "m", "t", "s", "n"))

KNOWLEDGE = Knowledge(code="ca", names=NAMES)
