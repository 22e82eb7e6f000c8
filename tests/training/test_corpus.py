from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import UsageError
from briefsmith.training import corpus as module
from briefsmith.training.corpus import Corpus, Mix, Position, batches, open_corpus, pad
from briefsmith.training.files import PairGroup
from briefsmith.training.network import EOS, PAD
from briefsmith.training.recipe import Run, TrainingOutcome


def made(lengths: list[tuple[int, int]], groups: int = 1) -> Corpus:
    """A corpus in which every token of pair number n is n + 3."""
    sides = [np.array([pair[side] for pair in lengths]) for side in (0, 1)]
    flat = [np.repeat(np.arange(3, len(lengths) + 3), side).astype(np.uint16) for side in sides]
    group = (np.arange(len(lengths)) % groups).astype(np.uint16)
    names = [PairGroup(0, str(i)) for i in range(groups)]
    return Corpus(flat[0], np.cumsum(sides[0]), flat[1], np.cumsum(sides[1]), group, names, "key")


def test_sentences_end_and_are_filled_up() -> None:
    corpus = made([(2, 1), (9, 1)])
    assert pad(corpus.source, corpus.source_ends, np.array([0]), 8).tolist() == [[3, 3, EOS, *[PAD] * 5]]
    assert pad(corpus.source, corpus.source_ends, np.array([1, 0]), 8).shape == (2, 16)


@pytest.mark.parametrize(("multiple", "widths"), [(1, [6, 11]), (8, [8, 16])])
def test_batches_are_as_wide_as_asked(multiple: int, widths: list[int]) -> None:
    corpus = made([(5, 10)] * 20)
    batch = next(batches(corpus, Mix([1.0], 100, 1, multiple), Position()))
    assert [batch.source.shape[1], batch.target.shape[1]] == widths


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60), st.integers(32, 300))
def test_an_epoch_holds_every_pair_once_in_batches_that_fit(lengths: list[tuple[int, int]], tokens: int) -> None:
    seen: Counter[int] = Counter()
    for batch in batches(made(lengths), Mix([1.0], tokens, seed=1), Position()):
        if batch.following.epoch:
            break
        widest = 1 + max((batch.source != PAD).sum(1).max(), (batch.target != PAD).sum(1).max()) - 1
        assert len(batch.source) * widest <= tokens or len(batch.source) == 1
        seen.update((batch.source[:, 0] - 3).tolist())
        assert (batch.source[:, 0] == batch.target[:, 0]).all()
    assert seen == dict.fromkeys(range(len(lengths)), 1)


@given(st.integers(0, 40), st.integers(0, 3))
def test_a_resumed_run_goes_on_where_it_was(skip: int, stage: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHUNK", 7)
        corpus, mix = made([(n % 5 + 1, n % 3 + 1) for n in range(30)], groups=2), Mix([1.5, 0.5], 24, seed=4)
        whole = list(islice(batches(corpus, mix, Position(stage)), skip + 10))
        position = whole[skip - 1].following if skip else Position(stage)
        rest = list(islice(batches(corpus, mix, position), 10))
    for one, other in zip(whole[skip:], rest, strict=True):
        assert np.array_equal(one.source, other.source)
        assert one.following == other.following


def test_weights_repeat_and_thin_out() -> None:
    corpus = made([(3, 3)] * 2000, groups=2)
    drawn: Counter[int] = Counter()
    for batch in batches(corpus, Mix([2.25, 0.5], 400, seed=1), Position()):
        if batch.following.epoch:
            break
        drawn.update(((batch.source[:, 0] - 3) % 2).tolist())
    assert drawn[0] == pytest.approx(2250, abs=60)
    assert drawn[1] == pytest.approx(500, abs=60)


def test_epochs_and_seeds_are_ordered_differently() -> None:
    corpus = made([(3, 3)] * 50)

    def epoch(number: int, seed: int) -> list[list[int]]:
        taken = islice(batches(corpus, Mix([1.0], 32, seed), Position(epoch=number)), 5)
        return [batch.source[:, 0].tolist() for batch in taken]

    assert epoch(0, 1) == epoch(0, 1)
    assert len({str(epoch(0, 1)), str(epoch(1, 1)), str(epoch(0, 2))}) == 3


def test_the_cache_is_used_again_and_a_new_filter_makes_a_new_one(trained: tuple[Run, TrainingOutcome]) -> None:
    run, _ = trained
    folder = next(run.work.glob("corpus-*"))
    before = (folder / "source.npy").stat().st_mtime_ns
    corpus = open_corpus(run.settings, run.vocabulary, run.work)
    assert folder.name == f"corpus-{corpus.key}"
    assert (folder / "source.npy").stat().st_mtime_ns == before
    shorter = open_corpus(run.settings.model_copy(update={"max_length": 5}), run.vocabulary, run.work)
    assert shorter.key != corpus.key
    assert len(shorter.group) < len(corpus.group)
    assert max(int(side.max()) for side in shorter.lengths()) <= 5


def test_a_missing_file_is_named_with_its_folder(trained: tuple[Run, TrainingOutcome], tmp_path: Path) -> None:
    run, _ = trained
    with pytest.raises(UsageError, match="Data paths are relative to data_dir"):
        open_corpus(run.settings.model_copy(update={"data_dir": tmp_path}), run.vocabulary, run.work)
