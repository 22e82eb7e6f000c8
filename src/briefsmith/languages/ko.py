"""Korean."""

from __future__ import annotations

from briefsmith.languages.knowledge import Calendar, Knowledge, Numbers

NUMBERS = Numbers(in_parts=True)

CALENDAR = Calendar(year_signs="년", month_signs="월", day_signs="일")

KNOWLEDGE = Knowledge(code="ko", numbers=NUMBERS, calendar=CALENDAR)
