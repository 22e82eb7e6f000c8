"""A pipeline with a fixed engine, in a separate module so that worker processes can import it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefsmith.clean.stage import Clean
from briefsmith.engines.base import GenerationParams
from briefsmith.errors import ModelUnavailableError
from briefsmith.model import BriefSet, CleanDocument, Document, Step
from briefsmith.settings import Settings
from briefsmith.stages import Pipeline
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.testing import FakeEngine
from briefsmith.text.length import Length
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.translate.stage import Translate

# File in which each worker notes its texts, one line each; empty for none.
LOG = "BATCH_TEST_LOG"
DEADLY, BROKEN, ONCE = "Deadly nightshade", "Broken glass", "Once only"


class Watched:
    """The clean stage, which notes its input and does what the text tells it to."""

    name = "clean"

    def __init__(self) -> None:
        self._clean = Clean()

    def __call__(self, batch: Sequence[Document]) -> list[CleanDocument]:
        for document in batch:
            if log := os.environ.get(LOG):
                with Path(log).open("a") as file:
                    file.write(document.text.split("\n")[0] + "\n")
            if BROKEN in document.text:
                raise ValueError("broken")
            if DEADLY in document.text or (ONCE in document.text and _first_time()):
                os.kill(os.getpid(), signal.SIGKILL)
        return self._clean(batch)


def _first_time() -> bool:
    mark = Path(os.environ[LOG] + ".once")
    first = not mark.exists()
    mark.touch()
    return first


class FixedTranslators:
    """Every pair by one rule: the text reversed."""

    def __init__(self) -> None:
        self._translator = Seq2SeqTranslator(FakeEngine(lambda text: text[::-1]), GenerationParams())

    def get(self, source: str, target: str) -> Seq2SeqTranslator:
        return self._translator

    def steps(self, source: str, target: str) -> list[Step]:
        return [Step("translate", "fake", "rule", "0", None, f"{source}>{target}")]


def make(settings: str) -> Pipeline:
    return pipeline(Settings.model_validate_json(settings))


def pipeline(settings: Settings) -> Pipeline:
    summarizer = ExtractiveSummarizer([Length.parse(name) for name in settings.lengths])
    translate = Translate(settings.languages, FixedTranslators())  # type: ignore[arg-type]
    return Pipeline(Watched(), summarizer, [translate] if settings.languages else [])


@dataclass(frozen=True)
class Logging:
    """The same pipeline for a process with another environment; it notes its texts in `path`."""

    path: str

    def __call__(self, settings: str) -> Pipeline:
        os.environ[LOG] = self.path
        return make(settings)


def make_nothing(settings: str) -> Pipeline:
    raise ModelUnavailableError("there is no such model")


def die_at_once(settings: str) -> Pipeline:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class Backwards:
    """A stage that loses an item, after which no result can be trusted."""

    name = "refine"

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        return list(batch[1:])


def make_miscounting(settings: str) -> Pipeline:
    good = make(settings)
    return Pipeline(good.clean, good.summarize, [Backwards()])
