"""Sentences in Thai and Lao end with a space; not every space ends one."""

from __future__ import annotations

import pytest

from briefsmith.text.length import Length
from briefsmith.text.sentences import split_sentences

FIRST = "เทศบาลเมืองประกาศปิดสะพานข้ามแม่น้ำเสรินตั้งแต่วันที่ 3 มีนาคมเป็นเวลาหกเดือน"
SECOND = "งานซ่อมแซมจะใช้งบประมาณ 2.4 ล้านบาท สูงกว่าที่ประเมินไว้ในปีก่อนร้อยละ 12"


def sentences(text: str, language: str = "th") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, 0, len(text), language, 0)]


@pytest.mark.parametrize(
    "joined",
    [
        " หลังจากวิศวกรพบรอยร้าวในเสาสองต้นจากทั้งหมดห้าต้น",  # "after"
        " ซึ่งเป็นสะพานที่เก่าแก่ที่สุดของเมืองวัลดอร์แห่งนี้",  # "which"
        " กล่าวว่า “เรารอต่อไปไม่ได้อีกแล้วครับ ความปลอดภัยของประชาชนต้องมาก่อน”",  # within a quotation
        " Bridge Engineering Consultants ภายใต้สัญญาหกเดือน",  # a foreign name
        " 14,500 คันต่อวันซึ่งข้ามสะพานแห่งนี้เป็นประจำทุกวัน",  # a figure
        " (วิศวกรของเทศบาลเมืองวัลดอร์ตรวจสอบ สะพานทั้งหมดแล้วเมื่อวาน)",  # brackets
    ],
)
def test_what_goes_on_after_the_space_stays(joined: str) -> None:
    assert sentences(FIRST + joined) == [FIRST + joined]


def test_two_long_sentences_are_two() -> None:
    assert sentences(f"{FIRST} {SECOND}") == [FIRST, SECOND]
    assert sentences(f"{SECOND} ดร.กิตติ บุญนาค นายกเทศมนตรี กล่าวเมื่อวันอังคารว่าจะเริ่มงานทันที")[0] == SECOND


def test_what_is_short_is_left_alone() -> None:
    assert sentences("สะพานปิดแล้ว รถทุกคันต้องใช้ทางเบี่ยง") == ["สะพานปิดแล้ว รถทุกคันต้องใช้ทางเบี่ยง"]


def test_a_full_stop_only_abbreviates() -> None:
    assert sentences("น.ส.ลินา มรกต มาถึงเวลา 06.30 น. ของวันที่ 3 มี.ค. พ.ศ. 2569") == [
        "น.ส.ลินา มรกต มาถึงเวลา 06.30 น. ของวันที่ 3 มี.ค. พ.ศ. 2569"
    ]


def test_a_paragraph_without_marks_has_sentences_that_fit_a_brief() -> None:
    second = SECOND.removesuffix("ร้อยละ 12") + "เล็กน้อย"
    text = " ".join([FIRST, second] * 20)
    short = Length.parse("short")
    assert sentences(text) == [FIRST, second] * 20
    assert all(short.cost(sentence, "th") <= short.budget("th") for sentence in sentences(text))


def test_khmer_and_burmese_have_marks() -> None:
    assert sentences("រដ្ឋមន្ត្រីបានមកដល់។ ប្រជាជនទះដៃ។", "km") == ["រដ្ឋមន្ត្រីបានមកដល់។", "ប្រជាជនទះដៃ។"]
