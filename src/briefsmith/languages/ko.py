"""Korean."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.sections import Calendar, Newsletter, Numbers

NUMBERS = Numbers(in_parts=True)

CALENDAR = Calendar(year_signs="년", month_signs="월", day_signs="일")

NEWSLETTER = Newsletter(
    issue="뉴스 요약",
    contents="이번 호 내용",
    facts="수치와 날짜",
    read="기사 읽기",
    unsubscribe="수신 거부",
    translated="기계 번역",
    also="다른 언어",
    reading="읽는 시간 {}",
    left_out="이 메일에 싣지 못한 기사: {}",
    made="소프트웨어가 명시된 기사를 요약했습니다.",
    source="출처",
)

KNOWLEDGE = Knowledge(code="ko", numbers=NUMBERS, calendar=CALENDAR, newsletter=NEWSLETTER)
