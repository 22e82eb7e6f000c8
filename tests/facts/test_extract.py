from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact


def found(text: str, language: str, *kinds: str) -> list[tuple[str, str]]:
    return [(fact.text, fact.value) for fact in extract(text, language) if fact.kind in kinds]


def values(text: str, language: str, *kinds: str) -> list[str]:
    return [value for _, value in found(text, language, *kinds)]


@pytest.mark.parametrize(
    ("texts", "kind", "value"),
    [
        ({"en": "2.4 bn", "de": "2,4 Milliarden", "fr": "2,4 milliards", "es": "2.400 millones"}, "number", "2400000000"),
        ({"en": "1,000", "de": "1.000", "fr": "1 000", "es": "1.000", "pl": "1\u00a0000"}, "number", "1000"),
        ({"en": "twenty-five", "de": "fünfundzwanzig", "fr": "vingt-cinq", "es": "veinticinco"}, "number", "25"),
        ({"en": "97", "fr": "quatre-vingt-dix-sept", "es": "noventa y siete"}, "number", "97"),
        ({"en": "two hundred and fifty thousand", "de": "zweihundertfünfzigtausend"}, "number", "250000"),
        ({"en": "12.5 per cent", "de": "12,5 Prozent", "fr": "12,5 %", "es": "12,5 por ciento"}, "percent", "12.5"),
        ({"en": "€283.82", "de": "283,82 €", "fr": "283,82 euros", "es": "283,82 euros"}, "money", "EUR 283.82"),
        ({"en": "$5 million", "de": "5 Millionen Dollar", "es": "5 millones de dólares"}, "money", "USD 5000000"),
        ({"en": "May 3, 2026", "de": "3. Mai 2026", "fr": "3 mai 2026", "es": "3 de mayo de 2026"}, "date", "2026-05-03"),
        ({"en": "24 November", "de": "24. November", "fr": "24 novembre"}, "date", "--11-24"),
        ({"en": "Tuesday", "de": "Dienstag", "fr": "mardi", "es": "martes"}, "date", "W2"),
        ({"en": "8:30 p.m.", "de": "20.30 Uhr", "fr": "20h30", "es": "20:30"}, "time", "20:30"),
        ({"zh": "1.2亿", "en": "120 million"}, "number", "120000000"),
        ({"zh": "2026年11月24日", "ja": "2026年11月24日", "en": "2026-11-24"}, "date", "2026-11-24"),
        ({"ar": "١٢٣٤", "en": "1234"}, "number", "1234"),
    ],
)  # fmt: skip
def test_one_value_in_all_languages(texts: dict[str, str], kind: str, value: str) -> None:
    assert {language: values(text, language, kind) for language, text in texts.items()} == {
        language: [value] for language in texts
    }


def test_separators_mean_what_the_language_says() -> None:
    assert values("1.234", "en", "number") == ["1.234"]
    assert values("1.234", "de", "number") == ["1234"]
    assert values("1,5", "de", "number") == values("1.5", "en", "number") == ["1.5"]


def test_a_foreign_number_with_both_separators_is_read_all_the_same() -> None:
    assert values('The label said "1.234,56" in all shops.', "en", "number") == ["1234.56"]


def test_a_nine_digit_number_with_dots_and_a_version() -> None:
    assert values("Row 123.456.789 came in version 2.4.1.", "en", "number") == ["123456789", "2.4.1"]


def test_a_range_shares_its_unit() -> None:
    assert values("from 10 to 15 million", "en", "number") == ["10000000", "15000000"]
    assert values("10–15 %", "de", "percent") == ["10", "15"]
    assert values("$10-15 million", "en", "money") == ["USD 10000000", "USD 15000000"]
    assert values("between 3 and 4 percent", "en", "percent") == ["3", "4"]
    assert values("2 dogs and 3 percent", "en", "number") == ["2"]


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [("Im April 21 Millionen Fahrten", "de", "21000000"), ("In April 21 million trips", "en", "21000000")],
)
def test_a_number_of_millions_behind_a_month_is_no_day(text: str, language: str, number: str) -> None:
    assert values(text, language, "date") == ["--04"]
    assert values(text, language, "number") == [number]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3億2000万円", "ja", ["JPY 320000000"]),
        ("1万人と2000円", "ja", ["10000", "JPY 2000"]),
        ("3亿2000万", "zh", ["320000000"]),
        ("3억 2000만", "ko", ["320000000"]),
    ],
)
def test_a_number_written_in_parts_is_one(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language, "number", "money") == expected


def test_spanish_millions_of_a_currency_are_money() -> None:
    assert values("Costó 62 millones de euros.", "es", "money") == ["EUR 62000000"]


def test_small_letters_are_no_magnitude_without_money() -> None:
    assert values("a ditch 5m deep", "en", "number") == ["5"]
    assert values("a fine of £5m", "en", "money") == ["GBP 5000000"]


def test_articles_and_months_that_are_words_are_no_facts() -> None:
    assert extract("The bridge may open and one can march over it.", "en") == []
    assert values("It opened in May.", "en", "date") == ["--05"]
    assert values("Eine Frau und ein Hund.", "de", "number") == []


def test_names() -> None:
    text = "Yesterday Helena Okafor of Marlow Bay met Ursula von der Leyen's team at NATO."
    assert values(text, "en", "name") == ["helena okafor", "marlow bay", "ursula von der leyen", "nato"]


def test_german_nouns_are_no_names() -> None:
    text = "Die Stadt hat am Dienstag mit Helena Okafor über den Hafen gesprochen."
    assert values(text, "de", "name") == ["helena okafor"]


def test_french_elision_is_not_part_of_a_name() -> None:
    assert found("Le maire d'Orvanne a parlé.", "fr", "name") == [("Orvanne", "orvanne")]


def test_a_headline_in_capitals_names_only_what_is_no_common_word() -> None:
    assert values("MAYOR OF BRANNOCK OPENS THE NEW BRIDGE", "en", "name") == ["brannock"]


def test_a_script_without_case_has_latin_names_only() -> None:
    assert values("苹果公司与NATO签署协议", "zh", "name") == ["nato"]


def test_mixed_language_input() -> None:
    text = 'Der Vorstand sagte: "We will pay 2.5 million euros on May 3," und nannte 1.500 Stellen.'
    assert values(text, "de", "quote") == ["we will pay 2.5 million euros on may 3"]
    assert "1500" in values(text, "de", "number")


def test_a_quotation_inside_a_quotation_is_part_of_it() -> None:
    assert values("“She told us ‘never again’ twice,” he said.", "en", "quote") == ["she told us never again twice"]
    assert values("„Sie sagte ‚nie wieder‘ zu uns“, so der Wirt.", "de", "quote") == ["sie sagte ‚nie wieder zu uns"]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert values("The farmers' union doesn't want the company's money.", "en", "quote") == []


@pytest.mark.parametrize(
    ("text", "language", "negated"),
    [
        ("The council did not approve the plan.", "en", ["approv"]),
        ("They can't swim there.", "en", ["swim"]),
        ("Der Rat hat den Plan nicht genehmigt.", "de", ["genehm"]),
        ("Le conseil n'a pas signé.", "fr", ["signé"]),
        ("El consejo no firmó.", "es", ["firmó"]),
        ("Rada nie zatwierdziła planu.", "pl", []),
    ],
)
def test_negations_have_the_word_they_negate(text: str, language: str, negated: list[str]) -> None:
    assert values(text, language, "negation") == negated


def test_addresses_keep_their_figures() -> None:
    facts = extract("See https://example.org/2026/a?b=12 or write to ana.2@example.org.", "en")
    assert [(fact.kind, fact.value) for fact in facts] == [
        ("url", "https://example.org/2026/a?b=12"),
        ("url", "ana.2@example.org"),
    ]


@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "es", "zh", "ar", "xx"]))
def test_offsets_are_true_and_facts_of_a_kind_apart(text: str, language: str) -> None:
    facts = extract(text, language)
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    assert all(a.end <= b.start for group in by_kind.values() for a, b in pairwise(group))


def units(text: str, language: str) -> list[str]:
    return [fact.unit for fact in extract(text, language) if fact.kind == "number"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They ran 5 miles in 10 minutes.", "en", ["length-mile", "duration-minute"]),
        ("a 2.4-million-kilometre trip", "en", ["length-kilometer"]),
        ("a 65-year-old woman", "en", ["duration-year"]),
        ("5 to 10 minutes", "en", ["duration-minute", "duration-minute"]),
        ("2 tons or 3 tonnes", "en", ["mass-tonne", "mass-tonne"]),
        ("Nach 5 Jahren und 20 Kilometern bei 30 km/h", "de", ["duration-year", "length-kilometer", "speed-kilometer-per-hour"]),
        ("Pendant 3 ans, sur 5,5 km²", "fr", ["duration-year", "area-square-kilometer"]),
        ("A 20 °C durante 2 horas", "es", ["temperature-celsius", "duration-hour"]),
        ("3億2000万km", "ja", ["length-kilometer"]),
        ("5 in 10, 3 dogs, 7 tn", "en", ["", "", "", ""]),
        ("5 km", "xx", [""]),
    ],
)  # fmt: skip
def test_measures_have_their_unit(text: str, language: str, expected: list[str]) -> None:
    assert units(text, language) == expected
