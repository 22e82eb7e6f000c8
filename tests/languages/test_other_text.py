"""The languages that are known only in part, and those that are not known."""

from __future__ import annotations

from importlib.resources import files

import pytest

from briefsmith.clean.bylines import date_in
from briefsmith.clean.furniture import REASONS
from briefsmith.languages import LANGUAGES
from briefsmith.languages.knowledge import Knowledge, gathered, knowledge, known_languages
from briefsmith.languages.page import page_words, sections
from briefsmith.languages.sections import NEVER
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.newsletter.labels import labels_for
from briefsmith.summarize.compression import compress
from briefsmith.summarize.openings import opening
from briefsmith.summarize.ranker import packaged
from briefsmith.summarize.standalone import opening_anaphor

from .reading import missing_labels, reason

_WITH_LABELS = "ar bn cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ru sv th tr uk vi zh"
WORD_LISTS = {
    "months", "date_words", "byline_words", "year_signs", "month_signs", "day_signs", "before_dates",
    "before_months", "before_years", "pictures", "credits", "bracketed_credits",
}  # fmt: skip


PHRASES = {"about", "closings", "notice"}  # compared as phrases are, though no reasons


@pytest.mark.parametrize(
    ("language", "text", "anaphor"),
    [
        ("zh", "他们辞职了。", "他们"),
        ("zh", "今年下雨。", None),
        ("zh", "因此关闭。", "因此"),
        ("ja", "しかし閉鎖された。", "しかし"),
        ("ja", "橋は閉鎖された。", None),
        ("ar", "هذا جسر قديم.", "هذا"),
        ("ar", "هذان جسران.", None),
        ("it", "Lei è andata via.", "lei"),
        ("it", "Questa settimana piove.", None),
        ("pt", "Ele saiu cedo.", "ele"),
        ("pt", "Nesta segunda-feira chove.", None),
        ("nl", "Daarom is de brug dicht.", "daarom"),
        ("nl", "Deze week regent het.", None),
        ("pl", "Jego zdaniem most jest stary.", "jego"),
        ("pl", "W tym roku most będzie zamknięty.", None),
        ("cs", "Podle něho je most starý.", "podle něho"),
        ("sv", "Hon säger nej.", "hon"),
        ("sv", "De fem pelarna sjunker.", None),
        ("da", "Derfor lukker broen.", "derfor"),
        ("nb", "Det er første gang.", None),
        ("fi", "Hänen mukaansa silta on vanha.", "hänen"),
        ("el", "Αυτή είναι η γέφυρα.", "αυτή"),
        ("tr", "Onun evi yakında.", "onun"),
        ("tr", "Bu hafta köprü kapalı.", None),
        ("ru", "Его ремонтировали дважды.", "его"),
        ("ru", "Этап работ закончен.", None),
        ("uk", "Вона просить про зустріч.", "вона"),
        ("he", "היא דורשת דיון דחוף.", "היא"),
        ("fa", "او خواهان جلسه شد.", "او"),
        ("hi", "उन्होंने बैठक की माँग की।", "उन्होंने"),
        ("hi", "यहाँ पुल बंद है।", "यहाँ"),
        ("hi", "यहूदी बस्ती का पुल बंद है।", None),
        ("bn", "তিনি জরুরি সভা চান।", "তিনি"),
        ("ko", "그는 긴급회의를 요구했다.", "그는"),
        ("ko", "그리스 총리가 방문했다.", None),
        ("vi", "Ông kể lại chuyện đó.", "ông"),
        ("vi", "Ông Nguyễn Văn Bôn kể lại.", None),
        ("id", "Ia meminta rapat darurat.", "ia"),
        ("hu", "Szerinte a híd régi.", "szerinte"),
        ("th", "เธอเรียกร้องให้ประชุมด่วน", "เธอ"),
        ("lo", "ດັ່ງນັ້ນຂົວຈຶ່ງປິດ", "ດັ່ງນັ້ນ"),
        ("eu", "Hura joan da.", None),
    ],
)
def test_an_opening_that_leans_on_what_stands_before(language: str, text: str, anaphor: str | None) -> None:
    assert opening_anaphor(text, language) == anaphor


@pytest.mark.parametrize(
    ("language", "text", "shorter"),
    [
        ("pt", "No entanto, a ponte continua fechada.", "A ponte continua fechada."),
        ("ru", "Однако мост остаётся закрытым.", "Мост остаётся закрытым."),
        ("ko", "하지만 다리는 계속 닫혀 있다.", "다리는 계속 닫혀 있다."),
        ("hi", "लेकिन पुल अब भी बंद रहेगा।", "पुल अब भी बंद रहेगा।"),
    ],
)
def test_a_word_that_joins_a_sentence_goes(language: str, text: str, shorter: str) -> None:
    assert compress(text, language).text == shorter


@pytest.mark.parametrize("agency", ["ANSA", "Xinhua", "dpa", "AFP", "EFE", "Bloomberg"])
def test_the_mark_of_an_agency_goes_in_any_language(agency: str) -> None:
    assert compress(f"ROMA ({agency}) - Il ponte resta aperto.", "it").text == "Il ponte resta aperto."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Di Anna Rossi", "byline"),
        ("Door Jan de Vries", "byline"),
        ("Deze site maakt gebruik van cookies", "cookie_banner"),
        ("Publicado em 2 de maio de 2026", "dateline"),
        ("関連記事: 橋の閉鎖", "related_stories"),
        ("관련기사: 다리", "related_stories"),
        ("版权所有", "copyright"),
        ("分享到微信朋友圈", "share_list"),
        ("แสดงความคิดเห็นที่นี่", "comments"),
        ("コメント（12）", "comments"),
        ("İlgili Haber: Yeni yol", "related_stories"),
        ("Av Anna Lindqvist", "byline"),
        ("Iratkozzon fel hírlevelünkre", "newsletter_banner"),
        ("Комментарии (12)", "comments"),
        ("מאת ענת כהן", "byline"),
        ("اقرأ أيضًا: الطريق", "related_stories"),
        ("Читайте также: мост", "related_stories"),
    ],
)
def test_page_furniture(line: str, expected: str) -> None:
    assert reason(line) == expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("更新: 2026年5月3日 10:02", "2026年5月3日"),
        ("Pubblicato il 2 maggio 2026", "2 maggio 2026"),
        ("Publicado em 2 de maio de 2026", "2 de maio de 2026"),
        ("Gepubliceerd op 2 mei 2026", "2 mei 2026"),
        ("Megjelent: 2026. február 12. 18:42", "2026. február 12."),
        ("প্রকাশ: ১২ ফেব্রুয়ারি ২০২৬, ১৮:৪২", "১২ ফেব্রুয়ারি ২০২৬"),
        ("12 ก.พ. 2569 18:42 น.", "12 ก.พ. 2569"),
        ("Oppdatert 3. mai 2026 kl. 9.30", "3. mai 2026"),
        ("12 февраля 2026 года", "12 февраля 2026"),
    ],
)
def test_dates_of_pages(text: str, date: str) -> None:
    assert date_in(text) == date


@pytest.mark.parametrize("language", _WITH_LABELS.split())
def test_the_newsletter_speaks_the_language(language: str) -> None:
    assert missing_labels(language) == []
    assert labels_for(language).reading.count("{}") == labels_for(language).left_out.count("{}") == 1


def test_a_numeral_before_a_figure_and_a_month_are_not_counts() -> None:
    for language in ("ja", "zh"):
        text = "5月に31万人。"
        assert key_facts([text], language, fact_values([text], language)) == ("31万人",)


def test_every_module_is_of_a_language_and_says_which() -> None:
    for code in known_languages():
        assert code in LANGUAGES
        assert knowledge(code).code == code


def test_nothing_is_known_of_other_languages() -> None:
    assert knowledge("xx") == Knowledge("xx")
    assert knowledge("xx").phrases.anaphors == NEVER
    assert not opening(NEVER, "xx").match("")
    assert missing_labels("xx")
    assert packaged("xx") is packaged("de")
    assert packaged("en") is not packaged("de")


def test_a_region_does_not_matter() -> None:
    assert knowledge("de-AT") is knowledge("de")


def test_what_languages_share_is_gathered_once() -> None:
    assert gathered(lambda known: known.newsletter.elided).count(knowledge("fr").newsletter.elided[0]) == 1


def test_every_file_of_page_words_is_of_a_known_language_and_has_known_sections() -> None:
    names = [path.name for path in (files("briefsmith.languages") / "data").iterdir()]
    codes = {name.split(".")[1] for name in names if name.startswith("page.")}
    assert codes >= {"en", "de", "fr", "es", "it", "pt", "nl", "ja", "ko", "zh", "ru"}
    assert codes <= set(known_languages())
    for code in codes:
        assert set(sections(code)) <= WORD_LISTS | PHRASES | set(REASONS)
        assert all(sections(code).values())


def test_items_of_page_words_are_whole() -> None:
    for name in WORD_LISTS:
        assert all(word == word.strip().lower() and " " not in word for word in page_words(name)), name
    assert page_words("of no file") == ()
