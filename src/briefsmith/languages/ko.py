"""Korean."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Calendar, Newsletter, Numbers, Sentences

NUMBERS = Numbers(
    percent_joined=("퍼센트", r"프로(?!\w)"),
    in_parts=True,
)

CALENDAR = Calendar(year_signs="년", month_signs="월", day_signs="일")

SENTENCES = Sentences(
    speech="[^.?!]{0,80}(?:물었|말했|밝혔|외쳤|반문)",
)

PHRASES = Phrases(
    anaphors="그(?:는|가|의|들은|들이|를|녀는|녀가|것은|에)?|이(?:는|를|에|들은|들이|것은)?|"
    "해당|이런|그런|이러한|그러한|이같은|양측|두 사람|당시|여기|거기",
    deictic="이번 (?:주|달|해)",
    links="따라서|그래서|그러므로|그리고|또|또한|이후|이어|반면|아니면|또는",
    connectives="(?:하지만|그러나|그런데|한편),? ",
    speakers=Speakers(
        datelines=(
            r"[\[(](?P<place>[^\[\]()=]{1,15})=(?P<source>[^\[\]()=]{2,12})[\])]\s*(?:[^=.\n]{2,24}(?:기자|특파원|"
            r"통신원)\s*=\s*)?",
        ),
    ),
)

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

KNOWLEDGE = Knowledge(
    code="ko", numbers=NUMBERS, calendar=CALENDAR, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
