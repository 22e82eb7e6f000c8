from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from briefsmith.languages import LANGUAGES
from briefsmith.languages.knowledge import knowledge, known_languages
from briefsmith.newsletter.labels import labels_for

WITH_WORDS = [code for code in known_languages() if knowledge(code).newsletter.issue]
WORDS = (
    "issue",
    "contents",
    "facts",
    "read",
    "unsubscribe",
    "translated",
    "also",
    "reading",
    "left_out",
    "made",
    "source",
)
MOMENT = datetime(2026, 5, 3, 23, 30, tzinfo=timezone(-timedelta(hours=5)))


def test_every_language_has_the_same_words() -> None:
    assert len(WITH_WORDS) >= 22
    for language in WITH_WORDS:
        assert language in LANGUAGES
        words = {name: getattr(knowledge(language).newsletter, name) for name in WORDS}
        assert all(text.strip() for text in words.values())
        assert [name for name, text in words.items() if "{}" in text] == ["reading", "left_out"]


@pytest.mark.parametrize(
    ("language", "date", "reading"),
    [
        ("en", "3 May 2026", "4 min read"),
        ("de", "3. Mai 2026", "4 Min. Lesezeit"),
        ("fr", "3 mai 2026", "4\u202fmin de lecture"),
        ("ar", "3 مايو 2026", "وقت القراءة: 4 د"),
        ("ja", "2026年5月3日", "読了時間 4 分"),
    ],
)
def test_dates_and_times_are_those_of_the_language(language: str, date: str, reading: str) -> None:
    labels = labels_for(language)
    assert labels.date(MOMENT) == date
    assert labels.reading_time(4).replace("\u202f", " ").replace("\xa0", " ") == reading.replace("\u202f", " ")


@pytest.mark.parametrize("language", WITH_WORDS)
def test_every_language_dates_and_counts(language: str) -> None:
    labels = labels_for(language)
    assert "2026" in labels.date(MOMENT)
    assert labels.stories_left_out(3)
    assert labels.language_name("de") != "de"


def test_a_language_without_words_says_that_they_are_english() -> None:
    labels = labels_for("sw")
    assert (labels.language, labels.read) == ("en", "Read the article")


@pytest.mark.parametrize(("language", "colon"), [("en", ":"), ("de", ":"), ("fr", "\u00a0:")])
def test_the_colon_behind_a_label_is_that_of_the_language(language: str, colon: str) -> None:
    assert labels_for(language).colon == colon
