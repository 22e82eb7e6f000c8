"""Japanese."""

from __future__ import annotations

from briefsmith.languages.knowledge import Knowledge
from briefsmith.languages.phrases import Phrases, Speakers
from briefsmith.languages.sections import Calendar, Newsletter, Numbers, Sentences

NUMBERS = Numbers(
    percent_joined=("パーセント",), magnitudes={"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}, in_parts=True
)

CALENDAR = Calendar(year_signs="年", month_signs="月", day_signs="日")

SENTENCES = Sentences(after_quotation=("と", "って"))

PHRASES = Phrases(
    anaphors=r"彼(?:女|ら)?|これ|それ|あれ|この|その|あの|ここ|そこ|両者|同[氏社国]|こう(?:した|いった)|そう(?:した|いった)",
    links=r"しかし|だが|また|さらに|そして|そのため|このため|したがって|なお|一方|ただ|ところが|その後|つまり|例えば",
    speakers=Speakers(
        datelines=("【[^【】]{2,24}】",),
    ),
)

NEWSLETTER = Newsletter(
    issue="ニュースの要約",
    contents="今号の内容",
    facts="数字と日付",
    read="記事を読む",
    unsubscribe="配信停止",
    translated="機械翻訳",
    also="他の言語",
    reading="読了時間 {}",
    left_out="このメールに収まらなかった記事：{}",
    made="記載の記事をソフトウェアが要約しました。",
    source="出典",
    numerals="万億兆千百萬",
)

KNOWLEDGE = Knowledge(
    code="ja", numbers=NUMBERS, calendar=CALENDAR, sentences=SENTENCES, phrases=PHRASES, newsletter=NEWSLETTER
)
