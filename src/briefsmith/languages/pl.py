"""Polish."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge, Numbers, Typography

NUMBERS = Numbers(dotted=("tys",))

TYPOGRAPHY = Typography(quotation_marks=("„", "”", "«", "»"))

KNOWLEDGE = Knowledge(code="pl", numbers=NUMBERS, typography=TYPOGRAPHY)
