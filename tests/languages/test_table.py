from __future__ import annotations

import pytest

from briefsmith.errors import UsageError
from briefsmith.languages import LANGUAGES, canonical, describe


@pytest.mark.parametrize(
    ("given", "code"),
    [("de", "de"), ("DE", "de"), ("de-AT", "de"), ("de_CH", "de"), ("deu", "de"), ("deu_Latn", "de"), ("German", "de"),
     ("Deutsch", "de"), (" fr ", "fr"), ("no", "nb"), ("nn-NO", "nb"), ("zh-Hant-TW", "zh"), ("iw", "he"), ("中文", "zh")],
)  # fmt: skip
def test_names_people_use_are_understood(given: str, code: str) -> None:
    assert canonical(given) == code


def test_an_unknown_language_gets_near_misses() -> None:
    with pytest.raises(UsageError, match=r"unknown language 'gemran'. Did you mean 'german'"):
        canonical("gemran")


@pytest.mark.parametrize("given", ["", "xx", "d", "english please"])
def test_nonsense_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="briefsmith languages"):
        canonical(given)


def test_every_code_is_canonical_for_itself_and_its_names() -> None:
    for code, language in LANGUAGES.items():
        assert {canonical(n) for n in (code, language.name, language.native, language.nllb, language.iso639_3)} == {
            code
        }


def test_direction_and_spacing() -> None:
    assert {c for c, language in LANGUAGES.items() if language.direction == "rtl"} == {"ar", "fa", "he", "ur"}
    assert {c for c, language in LANGUAGES.items() if not language.spaced} == {"ja", "km", "lo", "my", "th", "zh"}


def test_describe_falls_back_to_the_code() -> None:
    assert describe("de") == "German"
    assert describe("tlh") == "tlh"
