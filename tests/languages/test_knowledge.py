"""Rules for the modules of all languages, and what functions do for a language without one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from briefsmith.languages import LANGUAGES
from briefsmith.languages.knowledge import Knowledge, gathered, knowledge, known_languages
from briefsmith.languages.patterns import any_word, currencies, percent
from briefsmith.languages.vocabulary import is_common
from briefsmith.translate.casing import quiet
from briefsmith.translate.headlines import as_sentence
from briefsmith.translate.sums import amounts_in_words
from briefsmith.translate.typography.figures import localize
from conftest import REPO

from .known import sentences, values

FOLDER = REPO / "src" / "briefsmith" / "languages"


def leaves(value: object, name: str) -> Iterator[tuple[str, object]]:
    """Every field that is not itself a section, by its dotted name."""
    if is_dataclass(value):
        for part in fields(value):
            yield from leaves(getattr(value, part.name), f"{name}.{part.name}")
    else:
        yield name, value


def strings(value: object) -> Iterable[str]:
    """The texts in a field; for a table, its keys."""
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str)] if isinstance(value, Iterable) else []


def test_every_module_of_the_folder_is_known() -> None:
    assert known_languages() == tuple(sorted(path.stem for path in FOLDER.glob("??.py")))
    assert set(known_languages()) <= set(LANGUAGES)


@pytest.mark.parametrize("code", known_languages())
def test_a_module_has_its_own_code_and_says_something(code: str) -> None:
    known = knowledge(code)
    assert known.code == code
    assert known != Knowledge(code)


@pytest.mark.parametrize("code", known_languages())
def test_no_list_has_an_empty_word_or_two_words_run_into_one_another(code: str) -> None:
    for name, value in leaves(knowledge(code), code):
        texts = strings(value)
        assert all(texts), name
        # `word_set` takes words separated by spaces; a comma left in it would hide a word.
        assert not isinstance(value, frozenset) or not any(re.search(r"[,|]", text) for text in texts), name
        assert not isinstance(value, tuple) or len(texts) == len(set(texts)), name


COMPARED_IN_LOWER_CASE = re.compile(
    r"\w+\.(?:numbers\.(?:words|magnitudes|dotted|one|thousand|percent|units|sum_\w+|to|between|between_and|endings)"
    r"|calendar\.(?:months|days|ambiguous_months|before_month|day_endings|of_\w+|oclock|morning|afternoon)"
    r"|negation\.\w+|names\.(?:elided|particles)|sentences\.conjunctions)"
)


@pytest.mark.parametrize("code", known_languages())
def test_what_is_compared_in_lower_case_is_in_lower_case(code: str) -> None:
    compared = [
        (name, text)
        for name, value in leaves(knowledge(code), code)
        if COMPARED_IN_LOWER_CASE.fullmatch(name)
        for text in strings(value)
    ]
    # Not of regular expressions, in which `\W` is not `\w`.
    assert [(name, text) for name, text in compared if text.replace("\\W", "") != text.replace("\\W", "").lower()] == []


@pytest.mark.parametrize("code", known_languages())
def test_regular_expressions_compile_and_tables_have_their_kinds(code: str) -> None:
    known = knowledge(code)
    clock = known.typography.clock
    patterns = [
        *known.numbers.percent,
        *known.numbers.currencies.values(),
        *known.numbers.of_currency,
        known.numbers.joint,
    ]
    patterns += [known.calendar.clock, *((clock.mark, *clock.later) if clock else ())]
    for pattern in patterns:
        assert re.compile(pattern).groups == 0 or pattern == known.calendar.clock
    assert all(re.fullmatch("[A-Z]{3}", code) for code in known.numbers.currencies)
    assert all(1 <= month <= 12 for month in known.calendar.months.values())
    assert all(1 <= day <= 7 for day in known.calendar.days.values())
    assert all(len(word) == len(known.numbers.dotted[0]) for word in known.numbers.dotted)


def test_numbers_in_words_reach_from_two_to_the_tens() -> None:
    for code in ("en", "de", "fr", "es"):
        found: Mapping[str, int] = knowledge(code).numbers.words
        assert set(found.values()) >= {*range(2, 100), 100}, code


def test_regions_and_scripts_share_a_module() -> None:
    assert knowledge("de-AT") is knowledge("de_CH") is knowledge("de")
    assert knowledge("zh-Hant") is knowledge("zh")


def test_what_all_languages_have_is_there_once() -> None:
    assert gathered(lambda known: [known.code]) == known_languages()
    assert gathered(lambda known: known.numbers.between) == ("zwischen", "between", "entre", "tra", "fra")
    assert any_word(["a", "abc", "b."]) == r"abc|b\.|a"
    assert re.fullmatch(percent(), "por ciento")
    assert {"USD", "EUR", "GBP", "CHF"} <= set(currencies())


@pytest.mark.parametrize("language", ["xx", "qqx", "", "languages", "table", "../de", "De\n"])
def test_a_language_without_a_module_knows_nothing(language: str) -> None:
    known = knowledge(language)
    assert known == Knowledge(known.code)


def test_functions_abstain_for_a_language_that_is_not_known() -> None:
    assert values("zwei Fähren, two ferries, a million", "xx", "number") == []
    assert values("They did not. Nicht so. Jamais.", "xx", "negation") == []
    assert values("am 27.11. um 5 o'clock", "xx", "date", "time") == []
    assert sentences("Er kam nach dem 2. Weltkrieg. Er blieb.", "xx") == [
        "Er kam nach dem 2.",
        "Weltkrieg.",
        "Er blieb.",
    ]
    assert localize("at 5 p.m. “so”?", "um 5 p.m. “so”?", ("en", "xx")) == "um 5 p.m. “so”?"
    assert amounts_in_words("$1.3bn", "xx") == amounts_in_words("$1.3bn", None) == "$1.3bn"
    assert as_sentence("Council to close bridge", "xx", Counter()) == "Council to close bridge"
    assert quiet("THE BRIDGE IS CLOSED", "xx", Counter()) == "THE BRIDGE IS CLOSED"
    assert not is_common("the", "xx")


def test_help_loads_no_language(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom briefsmith.cli import main\nsys.argv = ['briefsmith', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    print(sorted(m for m in sys.modules if m.startswith('briefsmith.languages.') and m[-3] == '.'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Usage" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
