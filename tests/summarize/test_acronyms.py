from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from briefsmith.check.stage import CheckFacts
from briefsmith.model import Brief, Step
from briefsmith.summarize.acronyms import introductions, spelled_out, with_names
from briefsmith.summarize.choose import Chosen, weigh
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.features import analyse
from briefsmith.summarize.ranker import packaged
from briefsmith.text.length import Length

from .texts import of_sentences

INTRODUCED = "The minister spoke of the Global Governance Initiative (GGI) on Tuesday."


def spelled(*texts: str, length: str = "60w", language: str = "en", first: str = INTRODUCED) -> list[str]:
    """The sentences of a brief whose article begins with `first`."""
    known = introductions([first, *texts], language)
    chosen = [Chosen(i, text) for i, text in enumerate(texts, 1)]
    return [item.text for item in spelled_out(chosen, known, Length.parse(length), language)]


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        (INTRODUCED, "GGI", "Global Governance Initiative"),
        ("He works for the Council of Mortgage Lenders (CML).", "CML", "Council of Mortgage Lenders"),
        ("La Organización Mundial de la Salud (OMS) respondió.", "OMS", "Organización Mundial de la Salud"),
        ("The Anti-Defamation League (ADL) replied.", "ADL", "Anti-Defamation League"),
    ],
)
def test_an_introduction_is_found(text: str, acronym: str, name: str) -> None:
    (found,) = introductions([text], "en").values()
    assert (found.acronym, found.name, found.index) == (acronym, name, 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Global Governance Plan (GGI) was new.",  # not its letters
        "The Great Global Governance Initiative (GGGX) was new.",
        "Incomes Data Services' (IDS) report was new.",
        "He flew to London (CNN) on Tuesday.",
    ],
)
def test_what_is_not_exact_is_none(text: str) -> None:
    assert introductions([text], "en") == {}


def test_the_first_use_is_spelled_out_and_keeps_the_acronym_if_it_comes_again() -> None:
    assert spelled("The GGI was welcomed.") == ["The Global Governance Initiative was welcomed."]
    assert spelled("The GGI was welcomed.", "Critics of the GGI left.") == [
        "The Global Governance Initiative (GGI) was welcomed.",
        "Critics of the GGI left.",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("The GGI members left.",),
        ("A GGI was founded.",),
        ("The GGI\u2019s plan was welcomed.",),
        ("The GGI-led talks failed.",),
        ("GGI was welcomed.",),  # the article introduces it with "the"
        ("The mayor said: \u201cWe like the GGI.\u201d",),
        ("The Global Governance Initiative is new.", "The GGI was welcomed."),
    ],
)
def test_elsewhere_nothing_changes(texts: tuple[str, ...]) -> None:
    assert spelled(*texts) == list(texts)


def test_only_within_the_length() -> None:
    assert spelled("The GGI was welcomed.", length="5w") == ["The GGI was welcomed."]
    assert spelled("The GGI was welcomed.", length="6w") == ["The Global Governance Initiative was welcomed."]


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ((0.0, 1.0, 1.0, 0.9), ["Ports were opened to 40 states.", "Nobody had expected so much."]),
        ((0.0, 1.0, 1.0, 0.1), ["The GGI was welcomed.", "Ports were opened to 40 states."]),
    ],
)
def test_where_a_name_has_no_room_other_sentences_are_taken_if_they_are_almost_as_good(
    gains: tuple[float, ...], expected: list[str]
) -> None:
    texts = [INTRODUCED, "The GGI was welcomed.", "Ports were opened to 40 states.", "Nobody had expected so much."]
    clean = of_sentences(texts)
    scored = replace(weigh(analyse(clean), packaged("en")), gains=np.array(gains))

    def choose(length: Length) -> tuple[Chosen, ...]:
        return tuple(Chosen(index, texts[index]) for index in ((1, 2) if length.limit >= 10 else (2, 3)))

    known = introductions(texts, "en")
    assert [item.text for item in with_names(scored, choose, known, Length.parse("11w"))] == expected
    roomy = with_names(scored, choose, known, Length.parse("12w"))
    assert roomy[0].text == "The Global Governance Initiative was welcomed."


def test_where_nouns_change_their_forms_the_article_must_be_the_same() -> None:
    first = "Er sprach von seiner Neuen Welt Initiative (NWI)."
    assert spelled("Kritik der NWI folgte.", language="de", first=first) == ["Kritik der NWI folgte."]
    first = "Er lobte die Neue Welt Initiative (NWI)."
    assert spelled("Dann lobte sie die NWI.", language="de", first=first) == [
        "Dann lobte sie die Neue Welt Initiative."
    ]


def test_a_brief_names_both_sentences_and_the_rule() -> None:
    too_long = (
        "at a meeting that took place in the old hall of the harbour town and that lasted much longer than planned."
    )
    texts = [
        INTRODUCED.replace("on Tuesday.", too_long),
        "The GGI was then welcomed by 40 governments, which together promised 12 billion dollars for ports and railways.",
        *(f"It rained in town number {n} for most of the afternoon." for n in range(8)),
    ]
    (item,) = CheckFacts()(ExtractiveSummarizer([Length.parse("22w")])([of_sentences(texts, "en")]))
    brief: Brief = item.briefs[0]
    (sentence,) = brief.sentences
    assert sentence.text.startswith("The Global Governance Initiative was then welcomed by 40 governments")
    assert sentence.sources == (0, 1)
    assert Step("compress", "embedded", "acronym", route="sentence 1") in brief.provenance
    assert {check.status for check in brief.checks} == {"passed"}


def test_a_sentence_of_brackets_is_read_in_one_pass() -> None:
    text = "The Global Governance Initiative (GGI) " + "and (XYZ) " * 20_000 + "met."
    assert list(introductions([text], "en")) == ["GGI"]
