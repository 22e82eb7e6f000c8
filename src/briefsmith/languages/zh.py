"""Chinese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Calendar, Knowledge, Numbers

NUMBERS = Numbers(
    magnitudes={"千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}, in_parts=True
)

CALENDAR = Calendar(year_signs="年", month_signs="月", day_signs="日号號")

KNOWLEDGE = Knowledge(code="zh", numbers=NUMBERS, calendar=CALENDAR)
