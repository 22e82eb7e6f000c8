from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import EngineError, InputError, ModelUnavailableError
from briefsmith.model import BriefSet, CleanDocument, Document, Failure, Sentence
from briefsmith.stages import Pipeline, apply, failure_of


class Doubling:
    """Doubles numbers; a batch with a negative one in it fails as a whole."""

    name = "double"

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def __call__(self, batch: Sequence[int]) -> list[int]:
        self.batches.append(list(batch))
        if any(n < 0 for n in batch):
            raise ValueError("negative")
        return [2 * n for n in batch]


@given(st.lists(st.integers(-20, 200)))
def test_only_the_poisonous_items_fail(items: list[int]) -> None:
    expected = [Failure(str(n), "double", "internal", "ValueError: negative") if n < 0 else 2 * n for n in items]
    assert apply(Doubling(), items, str) == expected


def test_a_healthy_batch_is_one_call() -> None:
    stage = Doubling()
    apply(stage, [1, 2, 3], str)
    apply(stage, [], str)
    assert stage.batches == [[1, 2, 3]]


class Losing:
    name = "lose"

    def __call__(self, batch: Sequence[int]) -> list[int]:
        return list(batch)[1:]


def test_a_wrong_number_of_outputs_is_fatal() -> None:
    with pytest.raises(EngineError, match="stage 'lose' returned 1 outputs for 2 inputs"):
        apply(Losing(), [1, 2], str)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InputError("nothing", "empty"), "empty"),
        (ModelUnavailableError("no model"), "model_unavailable"),
        (EngineError("broke"), "engine"),
        (KeyError("k"), "internal"),
    ],
)
def test_errors_become_failures_of_their_kind(error: Exception, kind: str) -> None:
    assert failure_of("d", "s", error).kind == kind


class Clean:
    name = "clean"

    def __call__(self, batch: Sequence[Document]) -> list[CleanDocument]:
        if any(not d.text for d in batch):
            raise InputError("no text", "empty")
        return [CleanDocument(d, (Sentence(d.text, 0, len(d.text), 0),)) for d in batch]


class Summarize:
    name = "summarize"

    def __call__(self, batch: Sequence[CleanDocument]) -> list[BriefSet]:
        if any("poison" in c.document.text for c in batch):
            raise RuntimeError("died")
        return [BriefSet(c) for c in batch]


def test_results_keep_their_order_whatever_fails() -> None:
    documents = [Document.create(str(i), text, language="en") for i, text in enumerate(["a", "", "b", "poison", "c"])]
    results = Pipeline(Clean(), Summarize()).run(documents)
    assert [r.document_id for r in results] == ["0", "1", "2", "3", "4"]
    assert [[(f.stage, f.kind) for f in r.failures] for r in results] == [
        [], [("clean", "empty")], [], [("summarize", "internal")], [],
    ]  # fmt: skip
    assert results[1].clean is None
    assert results[3].clean is not None
