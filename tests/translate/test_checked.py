from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from briefsmith.engines.base import GenerationParams, Hypothesis
from briefsmith.facts.finding import Span
from briefsmith.settings import Settings, TranslatorSettings
from briefsmith.testing import FakeEngine
from briefsmith.translate.checked import WIDE_BEAM, CheckedTranslator, Translation, TranslationOptions
from briefsmith.translate.glossary import Glossary, Term
from briefsmith.translate.guards import GUARDS
from briefsmith.translate.guards.base import Finding, Guard, Remedy, Sides
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.wiring.translation import build_translators

# There is no table for this pair, so only what a test breaks is found.
PAIR = ("en", "sv")


class Scripted(FakeEngine):
    """Answers by a rule that knows the width of the beam."""

    def __init__(self, answer: Callable[[str, bool], str]) -> None:
        super().__init__()
        self.answer = answer

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        self.calls.append(list(texts))
        return [[Hypothesis(self.answer(text, params.beam_size == WIDE_BEAM), -0.1)] for text in texts]


def one(answer: Callable[[str, bool], str], source: str, options: TranslationOptions | None = None) -> Translation:
    translator = Seq2SeqTranslator(Scripted(answer), GenerationParams())
    (translation,) = CheckedTranslator(translator, PAIR, options).checked([source])
    return translation


def test_a_sound_sentence_is_translated_once() -> None:
    engine = Scripted(lambda text, wide: text.upper())
    checked = CheckedTranslator(Seq2SeqTranslator(engine, GenerationParams()), PAIR).checked(["one 5", "one 5", "42 %"])
    assert [t.text for t in checked] == ["ONE 5", "ONE 5", "42 %"]
    assert engine.calls == [["one 5"]]
    assert all(t.rungs == t.findings == () for t in checked)


def test_the_model_reads_sums_in_words() -> None:
    engine = Scripted(lambda text, wide: text.replace("billion", "miljarder"))
    translator = Seq2SeqTranslator(engine, GenerationParams(source_language="en"))
    (done,) = CheckedTranslator(translator, PAIR).checked(["it costs $3bn"])
    assert engine.calls[0] == ["it costs $3 billion"]
    assert done.text == "it costs 3 miljarder\u00a0$"


def test_sums_around_a_carried_span_are_in_words_too() -> None:
    engine = Scripted(lambda text, wide: text.replace("X1", "").replace("billion", "miljarder"))
    translator = Seq2SeqTranslator(engine, GenerationParams(source_language="en"))
    (done,) = CheckedTranslator(translator, PAIR).checked(["the plan of @lind costs $3bn"])
    assert done.text == "the plan of @lind costs 3 miljarder\u00a0$"


class Alternatives(FakeEngine):
    """The same hypotheses for every text."""

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        shorter = Hypothesis("Der Bürgermeister eröffnete am Sonntag die neue Brücke und die Mühle.", -0.40)
        whole = Hypothesis("Der Bürgermeister eröffnete am Sonntag die neue Brücke und die alte Mühle.", -0.41)
        return [[shorter, whole] for _ in texts]


def test_of_two_alike_the_one_that_says_more_of_the_source_is_taken() -> None:
    translator = CheckedTranslator(Seq2SeqTranslator(Alternatives(), GenerationParams()), ("en", "de"))
    (done,) = translator.checked(["The mayor opened the new bridge and the old mill on Sunday."])
    assert done.text.endswith("die alte Mühle.")
    assert done.rungs == ()


def test_a_wider_beam_comes_first() -> None:
    done = one(lambda text, wide: "DET KOSTAR 20" if wide else "DET KOSTAR", "it costs 20")
    assert (done.text, done.rungs, done.findings) == ("DET KOSTAR 20", ("beam",), ())


def test_a_lost_figure_goes_through_as_a_placeholder_in_the_target_form() -> None:
    done = one(lambda text, wide: text.replace("1,234.5", "").upper(), "it costs 1,234.5 crowns")
    assert done.text == "IT COSTS 1\u00a0234,5 CROWNS"
    assert (done.rungs, done.findings) == (("beam", "placeholders"), ())


def test_a_loop_is_cut_at_clauses() -> None:
    source = "the ferry came slowly back to the old harbour of the island, and all of the people went home again to the hills"
    first, second = "färjan åkte tillbaka till den gamla hamnen på ön,", "och människorna gick hem till kullarna igen"

    def answer(text: str, wide: bool) -> str:
        return "nu nu nu nu" if len(text) > 60 else first if "ferry" in text else second

    done = one(answer, source)
    assert done.text == f"{first} {second}"
    assert done.rungs[-1] == "clauses"


def test_what_stays_wrong_is_flagged_and_kept_only_if_asked() -> None:
    def bad(text: str, wide: bool) -> str:
        return ""

    flagged = one(bad, "it rains in the hills")
    assert [f.kind for f in flagged.findings] == ["empty"]
    kept = one(bad, "it rains in the hills", TranslationOptions(keep_source=True))
    assert (kept.text, kept.kept_source) == ("[en] it rains in the hills", True)


def test_a_placeholder_that_is_lost_is_cut_around() -> None:
    done = one(lambda text, wide: text.replace("X1", "").upper(), "see https://ex.org/a for the rest of it")
    assert done.text == "SEE https://ex.org/a FOR THE REST OF IT"
    assert done.rungs == ("cut around",)


def test_a_term_that_the_model_does_not_use_is_put_in() -> None:
    glossary = Glossary((Term("ferry", "Färja"), Term("Marlow Bay", "Marlow Bay")))
    done = one(lambda text, wide: text.upper(), "the ferry left Marlow Bay", TranslationOptions(glossary=glossary))
    assert done.text == "THE Färja LEFT Marlow Bay"
    assert done.findings == ()


class Banned(Guard):
    """An extra guard: the word "sol" is wrong; `lost` has the spans that lead to it."""

    name = "the sun"

    def __init__(self, remedy: Remedy, *lost: Span) -> None:
        self.remedy, self.lost = remedy, lost

    def findings(self, sides: Sides) -> list[Finding]:
        return [Finding("sun", "says sol", 1, self.remedy, self.lost)] if "sol" in sides.target.lower() else []


LONG = "the sun came slowly back to the old harbour of the island, and all of the people went home again to the hills"
SWEDISH = "solen kom långsamt tillbaka till den gamla hamnen på ön, och alla människorna gick hem igen till kullarna"


@pytest.mark.parametrize(
    ("remedy", "tried"),
    [("none", []), ("retry", ["beam"]), ("placeholder", ["beam", "placeholders"]), ("split", ["beam", "clauses"])],
)
def test_an_extra_guard_is_one_more_in_the_list_and_each_remedy_is_acted_on(remedy: Remedy, tried: list[str]) -> None:
    engine = Scripted(lambda text, wide: f"X1 {SWEDISH}" if "X1" in text else SWEDISH)
    guards = (*GUARDS, Banned(remedy, Span(4, 7, "solen")))
    translator = CheckedTranslator(Seq2SeqTranslator(engine, GenerationParams()), PAIR, guards=guards)
    (done,) = translator.checked([LONG])
    assert [finding.kind for finding in done.findings] == ["sun"]
    assert list(done.rungs) == tried
    masked = [text for call in engine.calls for text in call if "X1" in text]
    assert masked == ([LONG.replace("sun", "X1")] if remedy == "placeholder" else [])


def test_an_extra_guard_is_content_with_what_it_put_in() -> None:
    engine = Scripted(lambda text, wide: text.replace("sun", "sol").upper())
    guards = (*GUARDS, Banned("placeholder", Span(4, 7, "ljuset")))
    translator = CheckedTranslator(Seq2SeqTranslator(engine, GenerationParams()), PAIR, guards=guards)
    (done,) = translator.checked(["the sun came"])
    assert (done.text, done.findings) == ("THE ljuset CAME", ())


def test_where_two_guards_want_the_same_place_the_glossary_has_it() -> None:
    glossary = Glossary((Term("94 boats", "alla båtar"),))
    done = one(
        lambda text, wide: text.replace("94", "").upper(), "they sold 94 boats", TranslationOptions(glossary=glossary)
    )
    assert done.text == "THEY SOLD alla båtar"
    assert [finding.message for finding in done.findings] == ["lost 94"]


def test_without_the_forms_of_the_language_a_lost_figure_comes_as_the_source_has_it() -> None:
    def answer(text: str, wide: bool) -> str:
        return text.replace("1,234.5", "").replace("crowns", "kronor").upper()

    done = one(answer, "it costs 1,234.5 crowns", TranslationOptions(locale=False))
    assert done.text == "IT COSTS 1,234.5 KRONOR"


@pytest.fixture(scope="module")
def german() -> CheckedTranslator:
    translator = build_translators(Settings(translator=TranslatorSettings(threads=1))).get("en", "de")
    glossary = Glossary((Term("ferry", "Fährschiff"), Term("Marlow Bay", "Marlow Bay")))
    return CheckedTranslator(translator, ("en", "de"), TranslationOptions(glossary=glossary))


@pytest.mark.parametrize(
    "span",
    ["https://ex.org/a_b?c=1&d=%20", "a.b+c@ex.org", "`rm -rf x_1`", "#RainyDay", "@rain_desk", "[the map](https://ex.org/m)",
     "v2.14.3", "10.0.0.17", "🎉", "👩🏽‍🚒", "東京都", "Жуковский", "שלום", "नमस्ते"],
)  # fmt: skip
def test_the_embedded_model_leaves_protected_spans_alone(german: CheckedTranslator, span: str) -> None:
    sources = [
        f"The office wrote about {span} on Monday.",
        f"{span} was in the news again",
        f"Rain fell all day. {span}",
    ]
    for translation in german.checked(sources):
        assert translation.text.count(span) == 1


def test_the_embedded_model_keeps_figures_and_terms(german: CheckedTranslator) -> None:
    done = german.checked(
        ["The ferry to Marlow Bay sold 123.456.789 tickets.", "It cost 1,250 crowns and 17.5 percent more."]
    )
    assert "Fährschiff" in done[0].text
    assert "Marlow Bay" in done[0].text
    assert "123.456.789" in done[0].text
    assert "1.250" in done[1].text
    assert "17,5" in done[1].text
