from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from briefsmith.check.stage import CheckFacts
from briefsmith.errors import ExitCode
from briefsmith.jobs import exit_code
from briefsmith.model import Brief, BriefSentence, BriefSet, CleanDocument, Document, Result, Sentence, Step
from briefsmith.render.common import flags
from briefsmith.settings import CheckSettings, Settings
from briefsmith.wiring.pipeline import build_pipeline

TEXTS = (
    "The council of Marlow Bay did not approve the plan (12 to 3) on Tuesday.",
    "Mayor Helena Okafor called the vote a mistake.",
)


def brief_set(*sentences: BriefSentence, length: str = "40w", language: str = "en", headline: str = "") -> BriefSet:
    document = Document.create("ferries", " ".join(TEXTS), language="en")
    clean = CleanDocument(document, tuple(Sentence(text, 0, len(text), i) for i, text in enumerate(TEXTS)))
    brief = Brief("ferries", language, length, headline, sentences, (), (Step("summarize", "embedded"),))
    return BriefSet(clean, (brief,))


def checked(item: BriefSet) -> Brief:
    (done,) = CheckFacts()([item])
    assert done.clean is item.clean
    return done.briefs[0]


def test_a_true_brief_passes_untouched() -> None:
    item = brief_set(BriefSentence("The council of Marlow Bay did not approve the plan on Tuesday.", (0,)))
    brief = checked(item)
    assert brief.sentences == item.briefs[0].sentences
    assert [(check.name, check.status, check.sentence) for check in brief.checks] == [("facts", "passed", 0)]
    assert brief.provenance[1:] == (Step("check", "embedded", "facts", route="en"),)


def test_a_shortened_sentence_with_a_fact_changed_gives_way_to_its_source() -> None:
    brief = checked(
        brief_set(
            BriefSentence("The council of Marlow Bay did approve the plan on Tuesday.", (0,), "chunk"),
            BriefSentence(TEXTS[1], (1,)),
        )
    )
    assert brief.sentences[0] == BriefSentence(TEXTS[0], (0,), "exact", 0)
    assert brief.sentences[1].text == TEXTS[1]
    assert [check.status for check in brief.checks] == ["passed", "passed"]
    assert brief.checks[0].message.startswith("sentence 1 is the source's")
    assert Step("check", "embedded", "source sentence", route="sentence 0") in brief.provenance


def test_it_is_flagged_when_the_source_sentence_is_too_long() -> None:
    brief = checked(brief_set(BriefSentence("The council of Brannock met.", (0,)), length="10w"))
    assert brief.sentences[0].text == "The council of Brannock met."
    (flag,) = brief.checks
    assert (flag.name, flag.status, flag.sentence) == ("facts", "flagged", 0)
    assert flag.message == 'sentence 1: "Brannock" (this name is not in the source)'
    assert len(brief.provenance) == 2


def test_a_false_headline_is_flagged_and_the_exit_code_says_so() -> None:
    brief = checked(brief_set(BriefSentence(TEXTS[1], (1,)), headline="Helena Okafor wins 14 votes"))
    assert [(check.status, check.sentence) for check in brief.checks] == [("flagged", None), ("passed", 0)]
    assert exit_code([Result("ferries", None, (brief,))], strict=True) is ExitCode.STRICT


def test_a_sentence_without_evidence_is_flagged_for_any_fact() -> None:
    brief = checked(brief_set(BriefSentence("It rained on Tuesday.", (), "chunk")))
    assert [check.status for check in brief.checks if check.name == "facts"] == ["flagged"]


def test_one_sentence_of_a_model_is_warned_of_by_its_words() -> None:
    free = "Residents celebrated while bankers abroad bought worthless timber."
    (warning,) = [c for c in checked(brief_set(BriefSentence(free, (0,), "chunk"))).checks if c.name == "risk"]
    assert (warning.status, warning.sentence) == ("warned", 0)
    assert warning.message.endswith("residents, celebrated, bankers, abroad, bought, worthless, timber")
    close = "Mayor Helena Okafor calls the vote a mistake."
    for sentence in (
        BriefSentence(close, (1,), "chunk"),
        BriefSentence(free, (0,)),
        BriefSentence(TEXTS[1], (1,), "chunk"),
    ):
        assert not [c for c in checked(brief_set(sentence)).checks if c.name == "risk"]
    with_own = brief_set(BriefSentence(TEXTS[1], (1,)), BriefSentence(free, (0,), "chunk"))
    assert not [c for c in checked(with_own).checks if c.name == "risk"]


def test_a_translation_is_left_to_its_own_check() -> None:
    item = brief_set(BriefSentence("Der Rat hat zugestimmt.", (0,)), language="de")
    assert CheckFacts()([item]) == [item]


def test_switched_off_it_is_no_stage() -> None:
    def stages(*, facts: bool) -> list[str]:
        return [stage.name for stage in build_pipeline(Settings(check=CheckSettings(facts=facts))).refine]

    assert (stages(facts=True), stages(facts=False)) == (["check"], [])


def test_switched_off_it_is_not_even_imported(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(" ".join(TEXTS), "utf-8")
    code = (
        "import sys\nfrom briefsmith.cli import main\nsys.argv = ['briefsmith', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    print([m for m in sys.modules if m == 'briefsmith.check.stage'])\n"
    )
    command = [sys.executable, "-c", code, "run", str(path), "-f", "text", "--source-lang", "en"]
    off = subprocess.run([*command, "--set", "check.facts=false"], check=True, capture_output=True, text=True)
    on = subprocess.run(command, check=True, capture_output=True, text=True)
    assert off.stdout.splitlines()[-1] == "[]"
    assert on.stdout.splitlines()[-1] == "['briefsmith.check.stage']"
    assert off.stdout.splitlines()[:-1] == on.stdout.splitlines()[:-1]


def test_embedded_briefs_raise_no_flag(examples: Path) -> None:
    pipeline = build_pipeline(Settings(lengths=("headline", "short", "medium", "280c")))
    texts = [(examples / name).read_text("utf-8") for name in ("news-report.txt", "scraped-page.txt", "feature.md")]
    documents = [Document.create(str(i), text, language="en") for i, text in enumerate(texts)]
    checks = [check for result in pipeline.run(documents) for brief in result.briefs for check in brief.checks]
    assert len(checks) > 10
    assert {check.status for check in checks} == {"passed"}


def test_the_same_brief_twice_gives_the_same() -> None:
    item = brief_set(BriefSentence("The council of Brannock met.", (0,)), length="10w")
    twice = CheckFacts()([item, replace(item)])
    assert twice[0] == twice[1]


def test_a_brief_that_is_a_headline_says_that_it_was_checked_and_where_it_is_from() -> None:
    brief = checked(brief_set(headline=TEXTS[1].rstrip("."), length="headline"))
    assert [(check.name, check.status, check.message) for check in brief.checks] == [
        ("facts", "passed", "headline: from sentence 2 of the document")
    ]
    assert checked(brief_set(BriefSentence(TEXTS[1], (1,)), headline=TEXTS[1])).checks[0].sentence == 0


def test_what_a_model_invented_is_warned_of_but_does_not_fail_a_strict_run() -> None:
    invented = (
        "Residents celebrated quietly while bankers abroad bought worthless timber from strangers.",
        "Their cousins had hidden violins beneath an orchard of frozen pears.",
    )
    written = checked(brief_set(*(BriefSentence(text, (0, 1), "chunk") for text in invented)))
    (warning,) = [check for check in written.checks if check.name == "risk"]
    assert (warning.status, warning.sentence) == ("warned", None)
    assert warning.message in flags(written)
    copied = checked(brief_set(*(BriefSentence(text, (0, 1), "chunk") for text in TEXTS)))
    taken = checked(brief_set(*(BriefSentence(text, (0,), "exact") for text in invented)))
    assert [check for brief in (copied, taken) for check in brief.checks if check.name == "risk"] == []
    only = replace(written, checks=(warning,))
    assert exit_code([Result("ferries", briefs=(only,))], strict=True) == ExitCode.OK
