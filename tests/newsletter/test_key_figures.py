from __future__ import annotations

import pytest

from briefsmith.newsletter.key_figures import fact_values, key_facts


@pytest.mark.parametrize(
    ("language", "sentence", "facts"),
    [
        ("en", "It added 21 million cubic metres for 310,000 inhabitants on May 10.",
         ("21 million cubic metres", "310,000 inhabitants", "May 10")),
        ("en", "It cost 214 million dollars, 40 percent more, she said on Sunday in March.", ("214 million dollars",)),
        ("en", "The team took a 3-2 loss after 5–6 minutes and a 4:3 lead.", ()),
        ("en", "The council voted 31 against 9 votes; in 2024 about 300 people came.", ("300 people",)),
        ("de", "Der Rat stimmte mit 31 gegen 9 Stimmen dafür, für 140 schwangere Frauen.", ("140 schwangere Frauen",)),
        ("en", "They cared for 31,683 expectant mothers.", ("31,683 expectant mothers",)),
        ("en", "Some 31,683 were expectant and 12 loss-making.", ()),
        ("en", "It has 40 percent of the city's water and 12 percent of it.", ("40 percent of the city's water",)),
        ("en", "Forty neighbours and two dogs went one mile for 3 days of rain.", ("Forty neighbours", "two dogs", "3 days")),
        ("en", "It is 310,000 inhabitants live here; three times more of two thirds.", ("310,000 inhabitants",)),
        ("en", "In the fourth quarter sales rose, for the third time of two thousand shops.", ("two thousand shops",)),
        ("ar", "كان 40 في المدينة.", ()),
        ("de", "Für 140 schwangere Frauen und 40 Prozent der Haushalte; vierzig kamen.",
         ("140 schwangere Frauen", "40 Prozent der Haushalte")),
        ("fr", "Les 31 nouvelles écoles, 25 000 personnes âgées, 40 % des ménages, 12 % de plus.",
         ("31 nouvelles écoles", "25 000 personnes âgées", "40 % des ménages")),
        ("es", "Son 12 nuevas escuelas y el 40 % de los hogares, 3 veces más.", ("12 nuevas escuelas", "40 % de los hogares")),
        ("zh", "约31万人参加了活动，40名学生，5名工作人员说。", ("31万人", "40名学生")),
        ("ru", "Пришли 5000 человек, 300 человек ушли.", ("5000 человек",)),
        ("en", "Since 2012 they have been 31 of two.", ()),
        ("de", "Mit 31 gegen 9 Stimmen für 2.300 Quadratmeter am 12. März 2026; 140 arbeiten.",
         ("2.300 Quadratmeter", "12. März 2026")),
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
