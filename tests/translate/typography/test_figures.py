from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.translate.typography.figures import localize, number


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("244.8 billion", "244.8 Milliarden", "de", "244,8 Milliarden"),
        ("1,000 of 2,345.6", "1,000 de 2,345.6", "fr", "1\u202f000 de 2\u202f345,6"),
        ("at 5 p.m.", "um 5 p.m. da", "de", "um 17 Uhr da"),
        ("at 10.30pm", "à 10,30pm", "fr", "à 22 h 30"),
        ("at 5:30 p.m.", "um 5:30 Uhr", "de", "um 17:30 Uhr"),
        ("at 5 a.m. and 5 p.m.", "um 5 Uhr und 17 Uhr", "de", "um 5 Uhr und 17 Uhr"),
        ("at 5 p.m.", "um 5 Uhr nachmittags", "de", "um 5 Uhr nachmittags"),
        ("on November 24, 2026", "am November 24, 2026", "de", "am 24. November 2026"),
        ("on November 24", "le November 24", "fr", "le 24 novembre"),
        ("it paid $5 billion", "es zahlte $5 Milliarden.", "de", "es zahlte 5 Milliarden\u00a0$."),
        ("it paid $5", "il a payé $5 dollars.", "fr", "il a payé 5 dollars."),
        ("3.5% of it", "3,5% davon", "de", "3,5\u00a0% davon"),
        ("3.5% of it", "3.5% av det", "it", "3,5% av det"),
        ("Why? Because: yes!", "Pourquoi? Parce que: oui !", "fr", "Pourquoi\u202f? Parce que\u00a0: oui\u202f!"),
        ("at https://ex.org:80/?a: 8:30", "à https://ex.org:80/?a: 8:30", "fr", "à https://ex.org:80/?a: 8:30"),
        ("A$5 billion", "A$5 Milliarden", "de", "5 Milliarden\u00a0A$"),
        ("$3-5 billion", "$3-5 Milliarden", "de", "$3-5 Milliarden"),
        ("$1 300bn", "$1 300bn", "de", "$1 300bn"),
        ("it paid $1.5bn", "es zahlte $1.5bn", "de", "es zahlte 1,5 Milliarden\u00a0$"),
        ("it paid £2bn, $3.5m", "pagó £2bn, $3.5m", "es", "pagó 2 mil millones\u00a0£, 3,5 millones\u00a0$"),
        ("iOS 17.4 is out", "iOS 17.4 ist da", "de", "iOS 17.4 ist da"),
        ("Python 3.12 is out", "Python 3,12 est là", "fr", "Python 3.12 est là"),
        ("Chapter 4.2 says so", "Kapitel 4.2 sagt es", "de", "Kapitel 4.2 sagt es"),
        ("About 4.5 tonnes", "Etwa 4.5 Tonnen", "de", "Etwa 4,5 Tonnen"),
        ("at 12:30 a.m.", "um 12:30 Uhr", "de", "um 0:30 Uhr"),
        ("at 12:30 a.m. and 12:30 p.m.", "um 12:30 Uhr", "de", "um 12:30 Uhr"),
        ("It ended at 5 p.m.", "Es endete um 5 p.m.", "de", "Es endete um 17 Uhr."),
        ("version 2.4.1", "Version 2.4.1", "de", "Version 2.4.1"),
        ("123.456.789 units", "123.456.789 Stück", "de", "123.456.789 Stück"),
        ("https://ex.org/1,000 has 1,000", "https://ex.org/1,000 hat 1,000", "de", "https://ex.org/1,000 hat 1.000"),
        ("1.000 Menschen", "1.000 people", "en", "1.000 people"),
        ("He said ‘never’.", 'Er sagte "niemals".', "de", "Er sagte „niemals“."),
        ("It’s Jones’ book of the ’90s.", 'Das 19" breite Buch.', "de", 'Das 19" breite Buch.'),
        ('"so, ‘no’ it is"', '"so, ‘nein’ ist es"', "de", "„so, ‚nein‘ ist es“"),
        ("“a “b” c”", "“a “b” c”", "fr", "«\u00a0a “b” c\u00a0»"),
        ('12" wide', '12" breit', "de", '12" breit'),
        ("no marks", 'ohne "Zeichen"', "de", 'ohne "Zeichen"'),
    ],
)
def test_copied_forms_become_local(source: str, target: str, language: str, expected: str) -> None:
    assert localize(source, target, ("en", language)) == expected


def test_apostrophes_are_those_of_print_but_not_in_addresses() -> None:
    french = "L'État n'a pas lu https://example.org/l'eau 'hier' à 5' près."
    assert localize("…", french, ("en", "fr")) == "L’État n’a pas lu https://example.org/l'eau 'hier' à 5' près."


def test_german_figures_in_english() -> None:
    assert localize("1.234,5 Tonnen", "1.234,5 tons", ("de", "en")) == "1,234.5 tons"


@given(st.text("0123456789.,:' ab\"“”$", max_size=40), st.sampled_from(["de", "fr", "es", "ja", "sv"]))
def test_digits_outside_dates_and_times_never_change(text: str, language: str) -> None:
    digits = [c for c in text if c.isdigit()]
    assert sorted(c for c in localize(text, text, ("en", language)) if c.isdigit()) == sorted(digits)


@given(st.integers(0, 10**9), st.sampled_from(["de", "fr", "es"]))
def test_separators_there_and_back(value: int, language: str) -> None:
    literal = f"{value:,}.25"
    assert number(number(literal, ("en", language)), (language, "en")) == literal
