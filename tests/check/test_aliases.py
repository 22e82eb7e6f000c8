from __future__ import annotations

import pytest

from briefsmith.check.aliases import is_alias
from briefsmith.check.source import Source


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("us", "The United States signed.", "en"),
        ("fbi", "The Federal Bureau of Investigation signed.", "en"),
        ("doj", "The Department of Justice signed.", "en"),
        ("atf", "The Bureau of Alcohol, Tobacco and Firearms signed.", "en"),
        ("un", "The NATO staff and the United Nations signed.", "en"),
        ("gdp", "Gross domestic product grew.", "en"),
        ("ceos", "Their chief executive officers signed.", "en"),
        ("pov", "It is told from her point of view.", "en"),
        ("spd", "Die Sozialdemokratische Partei Deutschlands stimmte zu.", "de"),
        ("sncf", "La Société nationale des chemins de fer français a signé.", "fr"),
    ],
)
def test_first_letters_of_neighbouring_words(name: str, text: str, language: str) -> None:
    assert is_alias(name, Source([text], language))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("us", "The UK signed."),
        ("usa", "The UK signed accords."),
        ("un", "He unveiled nothing."),
        ("fbi", "Frank met Bob. In May they left."),
        ("pt", "Paul, who had waited for many long years, left Turin."),
        ("li n", "Lena and Nina left."),
    ],
)
def test_first_letters_of_other_words(name: str, text: str) -> None:
    assert not is_alias(name, Source(text.split(". "), "en"))
