"""Korean."""

from __future__ import annotations

from briefsmith.languages.knowledge import Calendar, Knowledge, Numbers

KNOWLEDGE = Knowledge(
    code="ko",
    numbers=Numbers(in_parts=True),
    calendar=Calendar(year_signs="년", month_signs="월", day_signs="일"),
)
