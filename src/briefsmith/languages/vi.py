"""Vietnamese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Newsletter, Numbers, Sentences, word_set

NUMBERS = Numbers(percent=(r"phần\străm",))

SENTENCES = Sentences(
    abbreviations=word_set("TP Tp GS PGS TS ThS BS KS LS Th Tr Q P ĐT"),
)

PHRASES = Phrases(
    anaphors="(?:theo )?(?:ông|bà|anh|chị|cô)(?: ấy| ta| này)?(?! (?-i:[A-ZĐÂÊÔƠƯÁẤÝÚÓ]))|họ|nó|đó|đây|điều (?:này|đó)|"
    "việc (?:này|đó)|cả hai|người này|tại đó|ở đó|trước đó",
    links="vì vậy|do đó|vì thế|sau đó|khi đó|lúc đó|ngược lại|nếu không|hoặc|cũng",
    connectives="(?:nhưng|và|song) |(?:tuy nhiên|ngoài ra|bên cạnh đó|trong khi đó|đồng thời), ",
    speakers=Speakers(
        datelines=(r"\((?P<source>TTXVN)[^()]{0,20}\) ?[-–—] ?",),
    ),
)

NEWSLETTER = Newsletter(
    issue="Tin vắn",
    contents="Trong số này",
    facts="Con số và ngày tháng",
    read="Đọc bài viết",
    unsubscribe="Hủy đăng ký",
    translated="Dịch máy",
    also="Ngôn ngữ khác",
    reading="thời gian đọc: {}",
    left_out="Tin không đủ chỗ trong thư này: {}",
    made="Do phần mềm tóm tắt từ các bài viết nêu trên.",
    source="Nguồn",
)

KNOWLEDGE = Knowledge(code="vi", numbers=NUMBERS, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER)
