import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefsmith.summarize.compression import Compressed, compress, leading_clauses

SHORTENED = [
    ("en", "However, the pier will stay open.", "The pier will stay open.", "connective"),
    ("en", "But the pier will stay open.", "The pier will stay open.", "connective"),
    ("en", "Reuters reported on Tuesday that the pier will close.", "The pier will close.", "attribution"),
    ("en", "The pier will close, Reuters reported.", "The pier will close.", "attribution"),
    ("en", "The pier (rebuilt in 2019) will close.", "The pier will close.", "parenthesis"),
    (
        "en",
        "Owen Price, who runs a bakery there, said that half would go.",
        "Owen Price said that half would go.",
        "apposition",
    ),
    ("en", "LONDON (Reuters) - The pier will close.", "The pier will close.", "dateline"),
    ("en", "In a statement on Friday, the council said it was over.", "The council said it was over.", "occasion"),
    ("en", "Anna Berg said in a statement that it was over.", "Anna Berg said that it was over.", "occasion"),
    ("fr", "La ville a annoncé dans un communiqué que c'est fini.", "La ville a annoncé que c'est fini.", "occasion"),
    ("es", "En rueda de prensa, la alcaldesa dijo que no.", "La alcaldesa dijo que no.", "occasion"),
    ("fr", "Toutefois, le quai restera ouvert.", "Le quai restera ouvert.", "connective"),
    ("de", "Aber der Kai bleibt offen.", "Der Kai bleibt offen.", "connective"),
    ("es", "Sin embargo, el muelle sigue abierto.", "El muelle sigue abierto.", "connective"),
    ("ar", "يبقى الرصيف مفتوحا (حتى الآن).", "يبقى الرصيف مفتوحا.", "parenthesis"),
]

UNTOUCHED = [
    ("en", "But for the rain the pier would have opened."),
    ("en", "The Global Governance Initiative (GGI) is new."),
    ("en", '"The pier (the old one) will close," she said.'),
    ("en", "According to critics, the council wasted the money."),
    ("en", "In Paris, a police officer, armed with a rifle, fired."),
    ("en", "Anna Berg, the mayor, and Tom Hill voted."),
    ("en", "In a speech of two hours, the mayor danced."),
    ("en", "At a news conference, guests were served tea."),
    ("de", "Zudem hat der Rat das Bad geschlossen."),
    ("fr", "La façon dont (il) conçoit la politique (et le reste) n'a pas changé"[:46]),
]


@pytest.mark.parametrize(("language", "text", "shorter", "rule"), SHORTENED)
def test_rules_shorten(language: str, text: str, shorter: str, rule: str) -> None:
    done = compress(text, language)
    assert (done.text, done.rules) == (shorter, (rule,))


@pytest.mark.parametrize(("language", "text"), UNTOUCHED)
def test_what_would_change_a_fact_stays(language: str, text: str) -> None:
    assert compress(text, language).text == text


def test_what_no_rule_shortens_stays_to_the_letter() -> None:
    assert compress("iPhones sold well in May.", "en") == Compressed("iPhones sold well in May.")


@example("ß", "en")
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "de", "es", "zh", "xx"]))
def test_compression_only_takes_away(text: str, language: str) -> None:
    done = compress(text, language)
    assert len(done.text) <= len(text)
    assert (done.text == text) == (done.rules == ())


def test_conditions_and_exceptions_are_never_cut_off() -> None:
    assert leading_clauses("The council will close the old pier, unless the state pays for the repair.", "en") == []
    assert leading_clauses("The council will close the old pier, but not before the summer ends.", "en") == []


def test_lists_are_not_cut() -> None:
    assert leading_clauses("The two new boats carry cars, lorries, and passengers to the northern island.", "en") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Helen Marsh, the transport minister, resigned on Tuesday night."),
        ("de", "Helen Marsh, die Ministerin für Verkehr, trat am Dienstag zurück."),
    ],
)
def test_who_a_person_is_stays_in_a_brief(language: str, text: str) -> None:
    assert compress(text, language, introduce=True).rules == ()
    assert compress(text, language).rules == ("apposition",)


def test_what_else_is_told_of_a_person_goes() -> None:
    text = "Owen Price, who has run the bakery behind the old station with his brother since 1998, said that half would go."
    assert compress(text, "en", introduce=True).text == "Owen Price said that half would go."


def test_how_an_answer_was_given_goes() -> None:
    assert compress("(laughs) They work without a permit.", "en").text == "They work without a permit."
    assert compress("(Rex) They work without a permit.", "en").rules == ()
