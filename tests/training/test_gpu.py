"""The parts of a bundle's run, each by itself."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sacrebleu
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils._python_dispatch import TorchDispatchMode

from briefsmith.errors import UsageError
from briefsmith.training.gpu.back import Text, Translated, chunks, load_translated, save_translated, usable
from briefsmith.training.gpu.clock import RunClock
from briefsmith.training.gpu.costs import costs
from briefsmith.training.gpu.dev import translate
from briefsmith.training.gpu.device import chosen_device, wake
from briefsmith.training.gpu.examples import (
    FORWARD,
    REVERSE,
    SYNTHETIC,
    Drawing,
    Examples,
    PlanPosition,
    TokenStore,
    begins,
    plans,
    table,
)
from briefsmith.training.gpu.metrics import bleu, chrf
from briefsmith.training.gpu.parts import read_parts, write_parts
from briefsmith.training.gpu.prefetch import Prefetch, gather
from briefsmith.training.gpu.recipe import LengthLimits, Optimizing, Phase, Phases, Target
from briefsmith.training.gpu.step import ADAMW, MUON, Stepper, trainable
from briefsmith.training.gpu.weights import from_bytes, quantized, small, to_bytes
from briefsmith.training.greedy import greedy_ids
from briefsmith.training.loss import cross_entropy_in_half
from briefsmith.training.muon import muon
from briefsmith.training.network import EOS, PAD, NetworkShape, TranslationNetwork, initial_parameters
from briefsmith.training.recipe import _device
from briefsmith.training.vocabulary import load_vocabulary

SHAPE = NetworkShape(64, 96, 2, 2, 40)
OPTIMIZING = Optimizing(0.01, 0.0, 1.0, 0.1, 0.1)
PHASES = Phases(Phase(0.4), Phase(0.6), Phase(0.8), Phase(1.0))


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks of this size are slower on several."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def some_network(seed: int = 1) -> TranslationNetwork:
    torch.manual_seed(seed)
    parameters = {n: t + 0.2 * torch.randn_like(t) for n, t in initial_parameters(SHAPE, seed).items()}
    return TranslationNetwork(SHAPE, parameters)


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
@settings(deadline=None)
def test_scores_are_those_of_sacrebleu(pairs: list[tuple[str, str]]) -> None:
    outputs, references = ([" ".join(side.split()) for side in sides] for sides in zip(*pairs, strict=True))
    compare_scores(outputs, references)


def test_scores_of_sentences() -> None:
    outputs = ["The 3,000 cats (all of them) sat on the mat-23.", "It&quot;s 5.5% more, isn't it?", "yes"]
    references = ["The 3,000 cats (almost all) sat on a mat-23!", 'It"s 5.5% less, is it not?', "no"]
    compare_scores(outputs, references)
    compare_scores(references, references)


def compare_scores(outputs: list[str], references: list[str]) -> None:
    assert bleu(outputs, references) == pytest.approx(sacrebleu.corpus_bleu(outputs, [references]).score)
    assert chrf(outputs, references) == pytest.approx(sacrebleu.corpus_chrf(outputs, [references]).score)


def test_decoding_with_a_cache_finds_what_decoding_without_one_finds() -> None:
    network = some_network()
    source = torch.tensor([[5, 6, 7, EOS], [8, EOS, PAD, PAD], [9, 10, EOS, PAD]])
    found = greedy_ids(network, source, 12)
    memory, mask = network.encode(source)
    for row in range(len(source)):
        tokens = [PAD]
        for token in found[row].tolist():
            if token == PAD:
                break
            states = network.decode(torch.tensor([tokens]), memory[row : row + 1], mask[row : row + 1])
            scores = network.logits(states[:, -1])
            scores[:, PAD] = -torch.inf
            assert token == scores.argmax().item()
            tokens.append(token)
    assert (found != PAD).any(1).all()


def test_decoding_ends_when_enough_sentences_have_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentence i of a hundred ends after i // 10 tokens, but the last of them never does."""
    network = some_network()
    source = torch.full((100, 4), EOS)
    ends = torch.arange(100) // 10
    ends[-1] = 1000
    at = iter(range(1000))

    def scores(_states: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.one_hot(torch.where(ends == next(at), EOS, 5), SHAPE.vocab).float()

    monkeypatch.setattr(network, "logits", scores)
    found = greedy_ids(network, source, 60, enough=0.98)
    assert found.shape[1] == 16  # looked at every 8 tokens
    assert (found == EOS).any(1).tolist() == [True] * 99 + [False]
    at = iter(range(1000))
    assert greedy_ids(network, source, 60).shape[1] == 60


def test_a_line_longer_than_the_network_reads_is_cut(spm: Path) -> None:
    vocabulary = load_vocabulary(spm)
    shape = NetworkShape(64, 64, 1, 1, vocabulary.get_piece_size())
    network = TranslationNetwork(shape, initial_parameters(shape, 1))
    assert len(translate(network, vocabulary, ["ba du ki " * 300, "ba"], EOS)) == 2


def random_table(count: int, seed: int = 1) -> tuple[TokenStore, Any]:
    """Pairs of ids that say which row and column they are of."""
    rng = np.random.default_rng(seed)
    store = TokenStore("cpu")
    lengths = (rng.integers(1, 30, count), rng.integers(1, 30, count))
    ids = [np.concatenate([np.full(n, 3 + i % 37) for i, n in enumerate(side)]).astype(np.uint16) for side in lengths]
    starts = store.add(ids)
    where = (begins(starts[0], lengths[0]), begins(starts[1], lengths[1]))
    return store, table(where, lengths, end=38)


def test_an_epoch_of_batches_holds_every_row_as_often_as_it_weighs() -> None:
    _, rows = random_table(500)
    weights = np.tile([0.0, 1.0, 2.5], 167)[:500]
    counts = np.zeros(500)
    tokens = 0
    for planned in plans(rows, Drawing(weights, 600, (1, 2)), PlanPosition()):
        if planned.following.epoch:
            break
        assert len(planned.rows) * sum(planned.widths) <= 600 or len(planned.rows) == 1
        assert all(width % 8 == 0 for width in planned.widths)
        for row in planned.rows:
            counts[(rows == row).all(1)] += 1
        tokens += planned.tokens
    assert set(counts[weights == 0]) == {0}
    assert set(counts[weights == 1]) == {1}
    assert set(counts[weights == 2.5]) == {2, 3}
    assert tokens == int((counts * (rows[:, 3] + 1)).sum())


def test_batches_go_on_where_they_were() -> None:
    _, rows = random_table(300)
    drawing = Drawing(np.ones(300), 500, (7,))
    source = plans(rows, drawing, PlanPosition())
    seen = [next(source) for _ in range(100)]
    for number in (3, 40, 98):
        again = next(plans(rows, drawing, seen[number].following))
        assert np.array_equal(again.rows, seen[number + 1].rows)
    assert seen[-1].following.epoch >= 1
    with pytest.raises(UsageError, match="every pair has the weight 0"):
        next(plans(rows, Drawing(np.zeros(300), 500, (7,)), PlanPosition()))


def test_a_batch_is_gathered_with_its_tags() -> None:
    store = TokenStore("cpu")
    (start,) = store.add([np.array([5, 6, 7, 8, 9], np.uint16)])
    rows = table((np.array([start, start]), np.array([start + 3, start])), (np.array([3, 1]), np.array([2, 5])), 30)
    rows[1, 5] = 31
    with Prefetch(store, plans(rows, Drawing(np.ones(2), 10_000, (1,)), PlanPosition())) as source:
        batch = source.next()
    found = {tuple(row) for row in batch.source.tolist()}
    assert found == {(5, 6, 7, 30, 0, 0, 0, 0), (31, 5, 30, 0, 0, 0, 0, 0)}
    flat = batch.target.flatten()
    assert sorted(flat[batch.real].tolist()) == sorted([8, 9, EOS, 5, 6, 7, 8, 9, EOS])
    assert batch.tokens == len(batch.real) == int((batch.target != PAD).sum())


def test_what_goes_wrong_in_planning_is_raised_where_the_batch_is_wanted() -> None:
    _, rows = random_table(10)
    nothing = plans(rows, Drawing(np.zeros(10), 100, (1,)), PlanPosition())
    with Prefetch(TokenStore("cpu"), nothing) as source, pytest.raises(UsageError, match="nothing to train on"):
        source.next()


def test_languages_and_kinds_get_their_shares() -> None:
    rng = np.random.default_rng(0)
    language, kind = rng.integers(0, 2, 4000), rng.integers(0, 3, 4000)
    kind[(language == 1) & (kind == SYNTHETIC)] = FORWARD
    own = rng.uniform(0.5, 4, 4000)
    examples = Examples(np.zeros((4000, 6), np.int64), language, kind, own, own)
    targets = (Target("de", 0.75), Target("fr", 0.25))
    weights = examples.weights(targets, Phase(1.0, reverse=0.2, synthetic=0.3), last=False)
    share = {(x, k): weights[(language == x) & (kind == k)].sum() / weights.sum() for x in (0, 1) for k in (0, 1, 2)}
    expected = {
        (0, FORWARD): 0.375, (0, REVERSE): 0.15, (0, SYNTHETIC): 0.225,
        (1, FORWARD): 0.2, (1, REVERSE): 0.05, (1, SYNTHETIC): 0.0,
    }  # fmt: skip
    assert share == pytest.approx(expected)


def test_the_clock_goes_to_its_end_whatever_jumps() -> None:
    now = [100.0]
    clock = RunClock(0.0, 50.0, lambda: now[0])
    now[0] = 120.0
    assert clock.done() == pytest.approx(0.4)
    assert clock.for_back(PHASES) == pytest.approx(10.0)
    now[0] = 125.0
    clock.jump(0.6)
    assert (clock.done(), clock.left()) == pytest.approx((0.6, 25.0))
    now[0] = 137.5
    assert clock.done() == pytest.approx(0.8)
    # A run that continues after back-translation, and has lost it, gives it its share of what is left.
    assert RunClock(0.7, 60.0, lambda: now[0]).for_back(PHASES) == pytest.approx(20.0)
    now[0] = 200.0
    assert (clock.done(), clock.left()) == (1.0, 0.0)
    assert RunClock(0.5, 0.0, lambda: now[0]).done() == 1.0


def test_what_may_be_learnt_from_a_translation() -> None:
    digits = np.full(40, -1)
    digits[20], digits[21] = 0, 1
    given_rows = np.array(
        [[5, 6, 7, 30], [5, 6, 7, 30], [5, 6, 30, 0], [5, 20, 7, 30], [5, 20, 30, 0], [5, 30, 0, 0], [5, 6, 7, 30]]
    )
    output = np.array(
        [
            [8, 9, EOS, 0, 0],  # good
            [5, 6, 7, EOS, 0],  # a copy
            [8, 9, 10, 11, 12],  # endless
            [8, 21, 9, EOS, 0],  # another digit
            [8, 20, EOS, 0, 0],  # good, with its digit
            [8, 9, 10, EOS, 0],  # three times as long
            [EOS, 0, 0, 0, 0],  # nothing
        ]
    )
    kept = usable(given_rows, output, LengthLimits(1, 4, 2.0), digits)
    assert kept.tolist() == [True, False, False, False, True, False, False]


def test_chunks_hold_every_sentence_once_and_take_all_texts_alike() -> None:
    rng = np.random.default_rng(0)
    texts = [Text(i, np.zeros(n, np.int64), rng.integers(3, 70, n)) for i, n in enumerate((1000, 300))]
    found = chunks(texts, "cpu", seed=1)
    for number in (0, 1):
        sentences = np.concatenate([chunk.sentences for chunk in found if chunk.text == number])
        assert sorted(sentences) == list(range(len(texts[number].lengths)))
    assert {chunk.text for chunk in found[:10]} == {0, 1}
    assert all(np.ptp(texts[c.text].lengths[c.sentences]) < 20 for c in found)
    assert min(len(chunk.sentences) for chunk in chunks(texts[:1], "cuda", seed=1)) >= 1000


def test_translations_are_kept_in_order_and_those_behind_the_count_are_deleted(tmp_path: Path) -> None:
    parts = [
        Translated(i % 2, np.arange(i + 1), np.ones(i + 1, np.int64), np.full(i + 1, i, np.uint16)) for i in range(5)
    ]
    save_translated(tmp_path, 0, parts[:2])
    save_translated(tmp_path, 2, parts[2:3])
    save_translated(tmp_path, 3, parts[3:])
    found = list(load_translated(tmp_path, 3))
    assert [each.ids.tolist() for each in found] == [[0], [1, 1], [2, 2, 2]]
    assert [each.text for each in found] == [0, 1, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back-000000.npz", "back-000002.npz"]


def test_weights_come_back_within_half_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    network = some_network()
    shape, half = from_bytes(to_bytes(SHAPE, small(network.parameters)))
    assert shape == SHAPE
    for name, tensor in network.parameters.items():
        torch.testing.assert_close(half[name], tensor, atol=1e-3, rtol=1e-3)
    monkeypatch.setattr("briefsmith.training.gpu.weights.MOST_HALF", 0)
    content = small(network.parameters)
    _, int8 = from_bytes(to_bytes(SHAPE, content))
    for name, tensor in network.parameters.items():
        step = tensor.abs().amax(-1, keepdim=True) / 127 if tensor.ndim == 2 else torch.zeros(1)
        assert ((int8[name] - tensor).abs() <= step / 2 + 1e-6).all(), name
    again = quantized(int8["e.weight"])
    assert torch.equal(again["int8"], content["e.weight"]["int8"])
    with pytest.raises(UsageError, match="The weights cannot be read"):
        from_bytes(b"nothing of the kind")
    with pytest.raises(UsageError, match="do not fit their configuration"):
        from_bytes(to_bytes(NetworkShape(64, 96, 1, 2, 40), content))


def test_parts_have_the_size_that_is_allowed(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5
    parts = write_parts(data, tmp_path, "data", 500)
    assert [part.size for part in parts] == [500, 500, 280]
    assert read_parts(parts, [tmp_path]) == data


def stepper_of(network: TranslationNetwork, share: float, dtype: torch.dtype = torch.float32) -> Stepper:
    network = TranslationNetwork(SHAPE, trainable(network.parameters, "cpu"))
    return Stepper(network, replace(OPTIMIZING, muon_share=share), compiled=False, dtype=dtype)


def some_batches(count: int) -> list[Any]:
    store, rows = random_table(200)
    with Prefetch(store, plans(rows, Drawing(np.ones(200), 800, (1,)), PlanPosition())) as source:
        return [source.next() for _ in range(count)]


def test_the_optimizer_is_chosen_by_its_time_and_the_trial_moves_nothing() -> None:
    network = some_network()
    for share, name in ((1.0, MUON), (1e-9, ADAMW)):
        stepper = stepper_of(network, share)
        chosen, measured = stepper.choose(some_batches(3))
        assert chosen == name
        assert 0 < measured < 1
        assert all(torch.equal(t, network.parameters[n]) for n, t in stepper.network.parameters.items())
        assert stepper.take() == (0.0, 0)


def test_steps_bring_the_loss_down() -> None:
    stepper = stepper_of(some_network(), 1.0)
    optimizers = stepper.optimizers(ADAMW)
    batches = some_batches(8)
    means = []
    for _ in range(4):
        for batch in batches:
            stepper.gradients(batch)
            stepper.update(optimizers, 0.003)
        mean, tokens = stepper.take()
        assert tokens == sum(batch.tokens for batch in batches)
        means.append(mean)
    assert means[-1] < means[0] - 0.5
    assert math.isfinite(means[0])


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_nothing_in_a_step_waits_for_the_device(dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the meta device there are no values to look at: whatever asks for one fails, as it would wait on a GPU."""
    store = TokenStore("meta")
    starts = store.add([np.zeros(600, np.uint16), np.zeros(600, np.uint16)])
    lengths = np.tile([3, 9, 12, 6], 20)
    rows = table((begins(starts[0], lengths), begins(starts[1], lengths)), (lengths, lengths), end=38)
    planned = next(plans(rows, Drawing(np.ones(80), 2000, (1,)), PlanPosition()))
    parameters = {n: torch.empty(size, device="meta").requires_grad_() for n, size in SHAPE.parameters().items()}
    stepper = Stepper(TranslationNetwork(SHAPE, parameters, dropout=0.1), OPTIMIZING, False, dtype)
    monkeypatch.setattr(torch, "autocast", lambda *_args, **_options: nullcontext())
    batch = gather(store, planned, torch.from_numpy(planned.rows).to("meta"))
    assert batch.source.shape == (len(planned.rows), planned.widths[0])
    assert batch.real.shape == (planned.tokens,)
    stepper.gradients(batch)
    matrices = [tensor for name, tensor in parameters.items() if tensor.ndim == 2 and name != "e.weight"]
    stepper.update([muon(matrices, 0.01, 0.01, dtype)], 0.001)
    assert all(tensor.grad is None for tensor in matrices)
    with pytest.raises((RuntimeError, NotImplementedError)):
        stepper.take()


def test_a_step_in_half_precision_with_fused_attention_is_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a GPU computes with: bfloat16 and torch's own attention."""
    (batch,) = some_batches(1)
    network = some_network()
    exact, half = stepper_of(network, 1.0), stepper_of(network, 1.0, torch.bfloat16)
    exact.gradients(batch)
    expected = greedy_ids(network, batch.source, 10)
    monkeypatch.setattr("briefsmith.training.network.attention", fused_attention)
    monkeypatch.setattr("briefsmith.training.loss.cross_entropy", cross_entropy_in_half)
    half.gradients(batch)
    assert half.take()[0] == pytest.approx(exact.take()[0], rel=0.02)
    assert all(tensor.grad.dtype == tensor.dtype == torch.float32 for tensor in half.network.parameters.values())
    for name, tensor in exact.network.parameters.items():
        difference = (half.network.parameters[name].grad - tensor.grad).norm() / tensor.grad.norm().clamp(min=1e-6)
        assert difference < 0.2, name
    low = TranslationNetwork(SHAPE, {n: t.to(torch.bfloat16) for n, t in network.parameters.items()})
    found = greedy_ids(low, batch.source, 10)
    assert (found[:, 0] == expected[:, 0]).float().mean() > 0.8
    torch.testing.assert_close(greedy_ids(network, batch.source, 10), expected)


def test_half_precision_goes_from_layer_to_layer() -> None:
    """Nothing between two matrix products is in single precision, as it would be under autocast."""
    (batch,) = some_batches(1)
    stepper = stepper_of(some_network(), 1.0, torch.bfloat16)
    wide: list[str] = []

    class Watched(TorchDispatchMode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            out = func(*args, **(kwargs or {}))
            if isinstance(out, torch.Tensor) and out.dtype == torch.float32 and out.ndim == 3:
                wide.append(str(func))
            return out

    with Watched():
        stepper.gradients(batch)
    assert wide == []


@pytest.mark.parametrize("choose", [chosen_device, lambda wanted: _device(wanted, 0)], ids=["bundle", "translator"])
def test_a_gpu_does_not_plan_its_attention_for_every_shape(
    choose: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    before = torch.get_float32_matmul_precision()
    try:
        assert torch.backends.cuda.cudnn_sdp_enabled()
        assert choose("auto") == "cuda"
        assert not torch.backends.cuda.cudnn_sdp_enabled()
        assert torch.backends.cuda.flash_sdp_enabled()
        assert torch.backends.cuda.mem_efficient_sdp_enabled()
    finally:
        torch.backends.cuda.enable_cudnn_sdp(True)
        torch.set_float32_matmul_precision(before)


def test_a_device_wakes_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    wake("cpu").join()
    assert not raised


def test_the_costs_of_a_step_are_named() -> None:
    stepper = stepper_of(some_network(), 1.0)
    batches = iter(some_batches(3))
    lines = costs(lambda: stepper.gradients(next(batches)), "cpu").splitlines()
    whole, busy = float(lines[0].split()[3]), float(lines[0].split()[5])
    assert 0 < busy <= whole * 1.1
    parts = [(float(line.split()[0]), float(line.split()[3]), line.split()[-1]) for line in lines[1:]]
    assert [part[0] for part in parts] == sorted((part[0] for part in parts), reverse=True)
    assert any("addmm" in name for _, _, name in parts)
    assert sum(part[0] for part in parts) <= busy * 1.01


def fused_attention(q: Any, k: Any, v: Any, mask: Any, causal: bool) -> Any:
    return torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
