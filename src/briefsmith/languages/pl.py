"""Polish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Numbers, Typography

KNOWLEDGE = Knowledge(
    code="pl",
    numbers=Numbers(dotted=("tys",)),
    typography=Typography(quotation_marks=("„", "”", "«", "»")),
)
