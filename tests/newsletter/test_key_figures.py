from __future__ import annotations

import pytest

from briefsmith.newsletter.key_figures import fact_values, key_facts


@pytest.mark.parametrize(
    ("language", "sentence", "facts"),
    [
        ("en", "It added 21 million cubic metres for 310,000 inhabitants on May 10.",
         ("21 million cubic metres", "310,000 inhabitants", "May 10")),
        ("en", "It cost 214 million dollars, 40 percent more, she said on Sunday in March.", ("214 million dollars", "40 percent")),
        ("en", "Since 2012 they have been 31 of two.", ()),
        ("de", "Mit 31 gegen 9 Stimmen für 2.300 Quadratmeter am 12. März 2026; 140 arbeiten.",
         ("9 Stimmen", "2.300 Quadratmeter", "12. März 2026")),
        ("fr", "La tour en compte 147 d'entre elles, et 12 cloches.", ("12 cloches",)),
        ("fr", "La tour de 48 mètres accueille 25 000 personnes.", ("48 mètres", "25 000 personnes")),
        ("ar", "تضم المكتبة 35000 كتاب.", ("35000 كتاب",)),
        ("ja", "4月10日に31万人が集まった。", ("4月10日", "31万人")),
    ],
)  # fmt: skip
def test_figures_keep_what_they_count(language: str, sentence: str, facts: tuple[str, ...]) -> None:
    assert key_facts([sentence], language, fact_values([sentence], language)) == facts


def test_the_same_figure_is_told_once_and_four_are_enough() -> None:
    sentences = ["It costs 5 euros.", "Yes, 5 euros.", "And 6 euros, 7 euros, 8 euros, 9 euros."]
    assert key_facts(sentences, "en", fact_values(sentences, "en")) == ("5 euros", "6 euros", "7 euros", "8 euros")


def test_a_figure_that_the_article_does_not_have_is_no_fact() -> None:
    proven = fact_values(["It cost 3.4 million dollars and took 18 months."], "en")
    assert key_facts(["Es kostete 3,4 Millionen Dollar und dauerte 81 Monate."], "de", proven) == (
        "3,4 Millionen Dollar",
    )
