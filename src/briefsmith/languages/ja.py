"""Japanese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Calendar, Knowledge, Numbers, Sentences

NUMBERS = Numbers(magnitudes={"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}, in_parts=True)

CALENDAR = Calendar(year_signs="年", month_signs="月", day_signs="日")

SENTENCES = Sentences(after_quotation=("と", "って"))

KNOWLEDGE = Knowledge(code="ja", numbers=NUMBERS, calendar=CALENDAR, sentences=SENTENCES)
