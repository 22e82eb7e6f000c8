from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.languages.word_forms import BloomFilter, WordForms, is_word, word_forms
from briefsmith.translate.guards import findings, unchecked
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.made_up import made_up
from briefsmith.translate.rerank import penalty


@pytest.mark.parametrize(
    ("source", "target", "pair", "expected"),
    [
        ("The treasurer resigned.", "Der Schaturer trat zurück.", "en-de", ["Schaturer"]),
        ("They moved to the pavement.", "Sie zogen auf den Paavement.", "en-de", ["Paavement"]),
        ("The campaigns ended.", "Die Top-Kampaignen endeten.", "en-de", ["Top-Kampaignen"]),
        ("Le conseil municipal vote.", "The ayuntation council votes.", "fr-en", ["ayuntation"]),
        ("The council met.", "El ayuntacionado se reunió.", "en-es", ["ayuntacionado"]),
        ("The state pays.", "Ici, l’autharité paie.", "en-fr", ["autharité"]),
    ],
)
def test_words_that_are_none_are_found(source: str, target: str, pair: str, expected: list[str]) -> None:
    a, b = pair.split("-")
    assert made_up(Sides(source, target, (a, b))) == expected


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        # Inflected words, and compounds of two and more parts, with and without an `s`.
        ("The harbour ferries sailed.", "Die Hafenfähren liefen aus den Hafenbeckenanlagen aus.", "en-de"),
        ("The labour market policy failed.", "Die Arbeitsmarktpolitikdebatte scheiterte.", "en-de"),
        # Names of the source, with the endings of the target language and respelt ones.
        ("Ovechkin and Provenzano met in Xhqartun.", "Ovechkins und Provenzanos Treffen in Xhqartun.", "en-de"),
        ("Les îles Zorrives", "Die Zorriven", "fr-de"),
        # What is no word: addresses, code, abbreviations, names with capitals inside, words beside figures.
        ("See it.", "Siehe https://xqzzt.org/brrft, `qzxxv`, QZXV, qxZzyv, X-70qwert und 3-zqxwer.", "en-de"),
        ("They like Anna.", "Ils aiment Xqzanna et Zwustkrobbel.", "en-fr"),
        # A name in another script may be written in any way.
        ("Шарыпов выступил в Харцызске.", "Scharyppow sprach in Charzysskij.", "ru-de"),
    ],
)
def test_what_is_a_word_or_from_the_source_is_left_alone(source: str, target: str, pair: str) -> None:
    a, b = pair.split("-")
    assert made_up(Sides(source, target, (a, b))) == []


def test_what_is_too_long_for_a_word_is_not_taken_apart() -> None:
    assert made_up(Sides("Data.", f"Daten: {'haus' * 60000}.", ("en", "de"))) == []


def test_the_terms_of_the_user_are_words() -> None:
    assert made_up(Sides("The crunch", "Das Fluxokapazitat", ("en", "de"))) == ["Fluxokapazitat"]
    assert made_up(Sides("The crunch", "Das Fluxokapazitat", ("en", "de"), wanted="Fluxokapazitat")) == []


def test_it_is_named_and_costs_a_hypothesis() -> None:
    found = findings("They like all of their ferries.", "Sie mogeln das Krobbelzwust und Zwustkrobbel.", ("en", "de"))
    assert [(f.kind, f.message) for f in found] == [("made_up", "no known words: Krobbelzwust, Zwustkrobbel")]
    sound, bad = (Sides("They like it.", f"Sie mögen {x}.", ("en", "de")) for x in ("das", "Krobbelzwust"))
    assert penalty(sound) < penalty(bad)


def test_languages_without_a_list_are_not_checked() -> None:
    assert "made-up words" in unchecked(("en", "sv"))
    assert "made-up words" not in unchecked(("en", "de"))
    assert made_up(Sides("a", "krobbelzwust", ("en", "sv"))) == []
    assert is_word("krobbelzwust", "sv")
    assert not is_word("krobbelzwust", "de-AT")


@given(st.sets(st.text(min_size=1, max_size=12), max_size=200))
def test_a_filter_denies_none_of_its_words(words: set[str]) -> None:
    forms = WordForms.from_bytes(WordForms(BloomFilter.of(words), BloomFilter.of(set())).to_bytes())
    assert all(word in forms.forms for word in words)


def test_a_filter_knows_few_others() -> None:
    made = BloomFilter.of({f"word{n}" for n in range(5000)})
    assert sum(f"other{n}" in made for n in range(5000)) < 100


def test_a_broken_file_is_refused() -> None:
    whole = WordForms(BloomFilter.of({"a"}), BloomFilter.of({"b"})).to_bytes()
    with pytest.raises(ValueError, match="not a file of word forms"):
        WordForms.from_bytes(whole[:-1])


@pytest.mark.parametrize("language", ["de", "en", "es", "fr"])
def test_the_packaged_lists_tell_words_from_keyboards(language: str) -> None:
    known = word_forms(language)
    assert known is not None
    assert sum(f"qxz{a}{b}vw" in known.forms for a in "abcdefghij" for b in "klmnopqrst") <= 5
