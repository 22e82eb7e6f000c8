"""Japanese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Calendar, Knowledge, Numbers, Sentences

KNOWLEDGE = Knowledge(
    code="ja",
    numbers=Numbers(magnitudes={"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}, in_parts=True),
    calendar=Calendar(year_signs="年", month_signs="月", day_signs="日"),
    sentences=Sentences(after_quotation=("と", "って")),
)
