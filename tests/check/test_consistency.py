from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefsmith.check.consistency import CheckConsistency
from briefsmith.engines.consistency import ConsistencyModel
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import ExitCode, ModelUnavailableError, SettingsError
from briefsmith.jobs import exit_code
from briefsmith.model import Brief, BriefSentence, BriefSet, CleanDocument, Document, Result, Sentence
from briefsmith.models.catalog import find
from briefsmith.models.resolve import ResolvedModel
from briefsmith.render.common import flags
from briefsmith.settings import CheckSettings, Settings, SummarizerSettings
from briefsmith.wiring.batch import revisions
from briefsmith.wiring.pipeline import build_pipeline
from toy_consistency import SENTENCES

TRUE, FALSE = SENTENCES[0], SENTENCES[1]  # of the same person


def brief_set(*sentences: BriefSentence, language: str = "en", article: tuple[str, ...] = (TRUE,)) -> BriefSet:
    clean = CleanDocument(
        Document.create("a", " ".join(article), language="en"),
        tuple(Sentence(text, 0, len(text), 0) for text in article),
    )
    return BriefSet(clean, (Brief("a", language, "short", "", sentences),))


def model(folder: Path) -> ConsistencyModel:
    return ConsistencyModel(folder, "toy", "7", EngineOptions(device="cpu", precision="float32"))


def checked(hhem: Path, item: BriefSet, **options: object) -> Brief:
    (done,) = CheckConsistency(model(hhem), **options)([item])  # type: ignore[arg-type]
    return done.briefs[0]


def test_a_sentence_that_the_article_does_not_support_is_warned_of(hhem: Path) -> None:
    item = brief_set(BriefSentence(FALSE, (0,), "chunk"), BriefSentence(TRUE + " ", (0,), "chunk"))
    brief = checked(hhem, item)
    assert [(c.name, c.status, c.sentence) for c in brief.checks] == [
        ("consistency", "warned", 0),
        ("consistency", "passed", 1),
    ]
    assert brief.checks[0].message.startswith("sentence 1: consistency 0.")
    assert brief.checks[0].message.endswith("(not supported by the article)")
    assert [(step.stage, step.model, step.revision) for step in brief.provenance] == [("consistency", "toy", "7")]
    assert flags(brief)
    assert exit_code([Result("a", None, (brief,))], strict=True) is ExitCode.OK


def test_what_was_taken_from_the_article_is_scored_only_if_asked(hhem: Path) -> None:
    item = brief_set(BriefSentence(TRUE, (0,)), BriefSentence(TRUE, (0,), "chunk"))
    assert checked(hhem, item) == item.briefs[0]
    assert [check.status for check in checked(hhem, item, every=True).checks] == ["passed", "passed"]


def test_other_languages_are_passed_over(hhem: Path) -> None:
    written = BriefSentence(FALSE, (0,), "chunk")
    assert checked(hhem, brief_set(written, language="de")).checks == ()
    assert checked(hhem, brief_set(written), languages=("fr",)).checks == ()
    assert len(checked(hhem, brief_set(written), languages=("en",)).checks) == 1


def test_of_a_long_article_the_parts_that_are_near_are_read(hhem: Path) -> None:
    """The sentence stands in the middle of what takes many parts; only a few of them are read."""
    asked: list[str] = []

    class Listening(ConsistencyModel):
        @property
        def room(self) -> int:
            return 30

        def score(self, pairs):  # type: ignore[no-untyped-def]
            asked.extend(text for text, _ in pairs)
            return super().score(pairs)

    others = [s for s in SENTENCES if s.split()[1] != TRUE.split()[1]]
    article = (*others, TRUE, *others, "word " * 200)
    stage = CheckConsistency(Listening(hhem, "toy", "7", EngineOptions(device="cpu", precision="float32")))
    (done,) = stage([brief_set(BriefSentence(TRUE + " ", (0,), "chunk"), article=article)])
    assert len(asked) == 3
    assert TRUE in asked[0]
    assert all(count <= 30 for count in stage.model.count_tokens(asked))
    assert len(done.briefs[0].checks) == 1


def test_the_setting_reaches_the_brief(hhem: Path) -> None:
    settings = Settings(lengths=("6w",), check=CheckSettings(consistency=str(hhem), consistency_of="all"))
    article = Document.create("a", " ".join(SENTENCES[:4]), language="en")
    (result,) = build_pipeline(settings).run([article])
    scored = [check for check in result.briefs[0].checks if check.name == "consistency"]
    assert len(scored) == len(result.briefs[0].sentences) > 0
    assert "consistency" in revisions(settings)
    assert json.loads(json.dumps(result.briefs[0].to_json()))["checks"]


def test_a_model_that_is_not_here_or_for_another_task_is_a_sentence() -> None:
    with pytest.raises(ModelUnavailableError, match=r"briefsmith models pull hhem-2\.1-open"):
        build_pipeline(Settings(check=CheckSettings(consistency="hhem-2.1-open")))


def test_a_model_that_writes_cannot_score(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """flan-t5-base has the architecture of MiniCheck, and logits that mean something else."""
    monkeypatch.setattr(
        "briefsmith.wiring.pipeline.resolve", lambda name: ResolvedModel(tmp_path, name, "1", entry=find(name))
    )
    with pytest.raises(SettingsError, match=r"check\.consistency: flan-t5-base writes text and scores none"):
        build_pipeline(Settings(check=CheckSettings(consistency="flan-t5-base")))


def test_a_model_that_scores_cannot_write(hhem: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    snapshot = Path.cwd() / "hub/models--vectara--hallucination_evaluation_model/snapshots/0123456789abcdef"
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(hhem)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(Path.cwd() / "hub"))
    settings = Settings(summarizer=SummarizerSettings(engine="auto", model="hhem-2.1-open"))
    with pytest.raises(SettingsError, match=r"check\.consistency"):
        build_pipeline(settings)
    assert build_pipeline(Settings(check=CheckSettings(consistency="hhem-2.1-open")))
