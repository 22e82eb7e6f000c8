"""Two models in a row: what is handed on, scored and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis, TextEngine
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ModelUnavailableError
from briefsmith.testing import FakeEngine
from briefsmith.translate.checked import CheckedTranslator, TranslationOptions
from briefsmith.translate.doubt import DEFAULT, Calibration
from briefsmith.translate.glossary import Glossary, Term
from briefsmith.translate.registry import Translators

WORDS = {
    "der": "the", "hund": "dog", "bellt": "barks", "hier": "here", "auf": "at", "mal": "times",
    "the": "le", "dog": "chien", "barks": "aboie", "here": "ici", "at": "sur", "times": "fois",
}  # fmt: skip


def by_word(text: str) -> str:
    words = (word.strip(".,") for word in text.split())
    return " ".join(WORDS.get(word.lower(), word) for word in words) + "."


class ScoredEngine(FakeEngine):
    """Two hypotheses for each text, the second one worse."""

    def __init__(self, rule: Callable[[str], str], score: float, limit: int = 64) -> None:
        super().__init__(rule, limit)
        self.score = score
        self.params: list[GenerationParams] = []

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        self.params.append(params)
        best = super().generate(texts, params)
        return [[Hypothesis(h.text, self.score), Hypothesis(h.text + "?", self.score - 1)] for (h,) in best]


@dataclass
class Leg:
    """A candidate of one pair."""

    pair: tuple[str, str]
    fake: FakeEngine = field(default_factory=lambda: FakeEngine(by_word))
    revision: str = "1"
    calibration: Calibration = DEFAULT
    of_ours: bool = False

    @property
    def name(self) -> str:
        return "-".join(self.pair)

    @property
    def pairs(self) -> str:
        return ">".join(self.pair)

    def serves(self, source: str, target: str) -> bool:
        return self.pair == (source, target)

    def engine(self, options: EngineOptions) -> TextEngine:
        self.fake.info = EngineInfo("fake", self.name, self.revision)
        return self.fake


def translators(*legs: Leg) -> Translators:
    return Translators(legs, GenerationParams(num_hypotheses=2), EngineOptions(), "0")


def through_english(first: FakeEngine | None = None, second: FakeEngine | None = None) -> Translators:
    return translators(
        Leg(("de", "en"), first or FakeEngine(by_word)), Leg(("en", "fr"), second or FakeEngine(by_word))
    )


def test_the_second_reads_what_the_first_wrote() -> None:
    first, second = FakeEngine(by_word), FakeEngine(by_word)
    assert through_english(first, second).get("de", "fr").translate(["Der Hund bellt."]) == ["Le chien aboie."]
    assert first.calls == [["Der Hund bellt."]]
    assert second.calls == [["The dog barks."]]


def test_each_is_told_its_own_languages_and_scores_are_added() -> None:
    first, second = ScoredEngine(by_word, -0.5), ScoredEngine(by_word, -0.25)
    (found,) = through_english(first, second).get("de", "fr").hypotheses(["Der Hund."], GenerationParams(beam_size=7))
    assert [(h.text, h.score) for h in found] == [("le chien.", -0.75), ("le chien.?", -1.75)]
    told = [(p.source_language, p.target_language, p.beam_size) for p in (*first.params, *second.params)]
    assert told == [("de", "en", 7), ("en", "fr", 7)]


def test_provenance_names_both() -> None:
    steps = through_english().steps("de", "fr")
    assert [(step.model, step.route) for step in steps] == [("de-en", "de>en"), ("en-fr", "en>fr")]
    info = through_english().get("de", "fr").engine.info
    assert (info.engine, info.model, info.revision) == ("fake", "de-en + en-fr", "1")


def test_a_direct_model_wins_wherever_it_stands() -> None:
    direct = Leg(("de", "fr"))
    legs = translators(Leg(("de", "en")), Leg(("en", "fr")), direct)
    assert legs.require("de", "fr") == (direct,)
    assert [step.route for step in legs.steps("de", "fr")] == ["de>fr"]


def test_english_itself_is_never_reached_through_english() -> None:
    with pytest.raises(ModelUnavailableError):
        translators(Leg(("de", "en")), Leg(("en", "fr"))).require("en", "sv")
    with pytest.raises(ModelUnavailableError):
        translators(Leg(("de", "en"))).require("de", "fr")


def test_a_text_in_between_that_is_too_long_for_the_second_is_cut() -> None:
    second = FakeEngine(by_word, max_input_tokens=6)
    text = "Der Hund bellt, und der Hund bellt, und der Hund bellt."
    through_english(second=second).get("de", "fr").translate([text])
    assert max(len(part.split()) for part in second.calls[0]) <= 6
    assert len(second.calls[0]) > 1


def test_nothing_in_between_stays_nothing() -> None:
    first, second = FakeEngine(lambda _: " "), FakeEngine(by_word)
    (found,) = through_english(first, second).get("de", "fr").hypotheses(["Der Hund."], GenerationParams())
    assert [h.text for h in found] == [""]
    assert second.calls == []


def checked(first: FakeEngine, second: FakeEngine, *terms: Term) -> CheckedTranslator:
    options = TranslationOptions(glossary=Glossary(terms))
    return CheckedTranslator(through_english(first, second).get("de", "fr"), ("de", "fr"), options)


def test_placeholders_survive_both() -> None:
    first, second = FakeEngine(by_word), FakeEngine(by_word)
    (found,) = checked(first, second).checked(["Der Hund bellt auf https://hund.example/laut hier."])
    assert "https://hund.example/laut" in found.text
    assert "X1" in first.calls[0][0]
    assert "X1" in second.calls[0][0]
    assert found.findings == ()


def test_a_placeholder_that_either_loses_is_carried_around() -> None:
    for lossy in (0, 1):
        engines = [FakeEngine(by_word), FakeEngine(by_word)]
        engines[lossy].rule = lambda text: by_word(text).replace("X1", "")
        (found,) = checked(*engines).checked(["Der Hund bellt auf https://hund.example/laut hier."])
        assert found.text.count("https://hund.example/laut") == 1


def test_the_glossary_and_the_guards_compare_the_source_with_the_final_text() -> None:
    (kept,) = checked(FakeEngine(by_word), FakeEngine(by_word), Term("Hund", "clebs", "fr")).checked(
        ["Der Hund bellt."]
    )
    assert "clebs" in kept.text
    lost = FakeEngine(lambda _: "Le chien aboie 49 fois.")
    (found,) = checked(FakeEngine(by_word), lost).checked(["Der Hund bellt 94 mal."])
    assert [finding.message for finding in found.findings] == ["lost 94", "not in the source: 49"]
