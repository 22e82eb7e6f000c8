import pytest

from briefsmith.errors import UsageError
from briefsmith.text.length import Length, count_words


@pytest.mark.parametrize(
    ("text", "unit", "limit"),
    [
        ("headline", "words", 12),
        ("short", "words", 40),
        ("medium", "words", 100),
        ("long", "words", 250),
        ("60w", "words", 60),
        ("280C", "characters", 280),
        (" 3s ", "sentences", 3),
        ("4p", "points", 4),
    ],
)
def test_lengths_are_read(text: str, unit: str, limit: int) -> None:
    length = Length.parse(text)
    assert (length.name, length.unit, length.limit) == (text.strip().lower(), unit, limit)


def test_a_bare_number_counts_words() -> None:
    assert Length.parse("50") == Length.parse("50w") == Length("50w", "words", 50)


@pytest.mark.parametrize("text", ["", "tiny", "0w", "-3s", "012", "3.5w", "w", "99999999w", "3 s"])
def test_anything_else_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(UsageError, match=r"headline .* short .* medium .* long .* 60w .* 280c .* 3s .* 3p") as caught:
        Length.parse(text)
    assert repr(text) in str(caught.value)


def test_words_become_characters_where_scripts_have_no_spaces() -> None:
    short = Length.parse("short")
    assert short.cost("The cat sat.", "en") == 3
    assert short.budget("en") == 40
    assert short.budget("zh-Hant") == 80 + 2
    assert short.budget("ja") == 100 + 2
    assert short.budget("th") == 240 + 2
    assert short.cost("市长说票价不涨。", "zh") == 8 + 2


def test_sentences_cost_one_and_characters_their_separator() -> None:
    assert Length.parse("3s").cost("Whatever it says.", "en") == 1
    assert Length.parse("20c").cost("12345", "en") == 7
    assert Length.parse("20c").budget("en") == 22


def test_data_between_two_spaces_are_many_words() -> None:
    assert count_words("It is so.") == 3
    assert count_words("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 40) == 40
    assert count_words(f"The key is {'a' * 300_000} today.") == 3004
    assert Length.parse("short").cost(f"The key is {'a' * 300_000} today.", "en") > Length.parse("long").budget("en")
