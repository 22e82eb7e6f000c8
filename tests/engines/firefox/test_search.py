"""Greedy and beam search against every possible output of a tiny chain of pieces."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from briefsmith.engines.decoding import Decoding
from briefsmith.engines.firefox.network import COLUMNS, OutputLayer
from briefsmith.engines.firefox.search import Choice, Ended, SearchRules, _top, search

END, PIECES = 0, 4


class ChainState:
    """What the search needs of a decoder's state."""

    def __init__(self, count: int) -> None:
        self.rows = np.zeros(count, np.int64)

    def keep(self, rows: Any, sentences: Any) -> None:
        self.rows = self.rows[rows]


class Chain:
    """A model whose next piece depends on the last one alone; the first state is `PIECES`."""

    def __init__(self, seed: int, shift: float = 3.0) -> None:
        self.shift = shift  # logits are probabilities up to a constant
        chances = np.random.default_rng(seed).dirichlet(np.ones(PIECES), PIECES + 1)
        self.log = np.log(chances).astype(np.float32)
        self.output = OutputLayer(np.zeros((COLUMNS, 1), np.float32), np.zeros(COLUMNS, np.float32), columns())

    def encode(self, sources: Any) -> ChainState:
        return ChainState(len(sources))

    def step(self, state: ChainState, previous: Any, output: OutputLayer) -> Any:
        logits = np.full((len(state.rows), COLUMNS), -np.inf, np.float32)
        logits[:, :PIECES] = self.log[np.full(len(state.rows), PIECES) if previous is None else previous] + self.shift
        return logits

    def total(self, tokens: tuple[int, ...], ended: bool = True) -> float:
        path = [PIECES, *tokens, *([END] if ended else [])]
        return float(sum(self.log[a, b] for a, b in itertools.pairwise(path)))


def columns() -> Any:
    return np.array([*range(PIECES), *[-1] * (COLUMNS - PIECES)])


def every(chain: Chain, limit: int, penalty: float) -> list[Ended]:
    """All outputs with their scores, best first; those of the greatest length have not ended."""
    found = []
    for length in range(limit + 1):
        for tokens in itertools.product(range(1, PIECES), repeat=length):
            ended = length < limit
            found.append(Ended(chain.total(tokens, ended) / (length + ended) ** penalty, tokens))
    return sorted(found, key=lambda one: -one.score)


def found_by(chain: Any, beam: int, count: int, limit: int, **rules: Any) -> list[Ended]:
    minimum = rules.pop("min_tokens", 0)
    decoding = Decoding(beam_size=beam, num_hypotheses=count, **rules)
    return search(chain, [[END]], [limit], Choice(chain.output), SearchRules(decoding, minimum, END))[0]


@pytest.mark.parametrize("seed", range(12))
def test_a_wide_beam_finds_the_best_of_all_outputs(seed: int) -> None:
    chain = Chain(seed)
    found, best = found_by(chain, 100, 5, 4, length_penalty=0.0), every(chain, 4, 0.0)[:5]
    assert [one.tokens for one in found] == [one.tokens for one in best]
    assert [one.score for one in found] == pytest.approx([one.score for one in best], abs=1e-5)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("penalty", [0.5, 1.0, 2.0])
def test_scores_are_log_probabilities_over_the_length_with_its_end(seed: int, penalty: float) -> None:
    chain = Chain(seed)
    known = {one.tokens: one.score for one in every(chain, 5, penalty)}
    found = found_by(chain, 4, 4, 5, length_penalty=penalty)
    assert len({one.tokens for one in found}) == 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert [one.score for one in found] == pytest.approx([known[one.tokens] for one in found], abs=1e-5)


def test_greedy_takes_the_likeliest_piece_until_the_end() -> None:
    for seed in range(12):
        chain = Chain(seed)
        (found,) = found_by(chain, 1, 1, 6)
        last, tokens = PIECES, []
        while len(tokens) < 6 and (last := int(chain.log[last].argmax())) != END:
            tokens.append(last)
        assert found.tokens == tuple(tokens)
        assert found.score == pytest.approx(
            chain.total(found.tokens, len(tokens) < 6) / min(len(tokens) + 1, 6), abs=1e-5
        )


def test_ended_outputs_do_not_stop_what_can_still_beat_them() -> None:
    chain = Chain(0)
    # Ending at once has a probability of 0.3; saying 1, 2, 3 and then ending has 0.6 and is certain after its first piece.
    sure, never = 0.0, math.log(1e-6)
    chain.log[:] = never
    chain.log[PIECES, [END, 1, 2, 3]] = np.log([0.3, 0.6, 0.05, 0.05])
    chain.log[1, 2], chain.log[2, 3], chain.log[3, END] = sure, sure, sure
    best, second = found_by(chain, 2, 2, 8)
    assert best.tokens == (1, 2, 3)
    assert best.score == pytest.approx(math.log(0.6) / 4, abs=1e-4)
    assert second.score < best.score


def test_least_length_repetition_and_n_grams() -> None:
    for seed in range(12):
        chain = Chain(seed)
        assert all(len(one.tokens) >= 3 for one in found_by(chain, 4, 4, 6, min_tokens=3))
        for one in found_by(chain, 4, 4, 8, no_repeat_ngram_size=2, min_tokens=6):
            pairs = list(itertools.pairwise(one.tokens))
            assert len(pairs) == len(set(pairs))
        for one in found_by(chain, 4, 2, 8, no_repeat_ngram_size=1):
            assert len(set(one.tokens)) == len(one.tokens)
        harsh = found_by(Chain(seed, shift=0.0), 1, 1, 8, repetition_penalty=1e6, min_tokens=3)[0]
        assert len(set(harsh.tokens[:3])) == 3  # every piece once before any comes again


def test_fewer_outputs_than_hypotheses_are_all_of_them() -> None:
    chain = Chain(1)
    assert len(found_by(chain, 8, 8, 1)) == 4  # nothing, or one of three pieces


@pytest.mark.parametrize("count", [1, 2, 8, 100])
def test_the_greatest_columns(count: int) -> None:
    rows = np.random.default_rng(0).standard_normal((5, 5 * COLUMNS)).astype(np.float32)
    rows[1, 7:] = -np.inf
    found = np.take_along_axis(rows, _top(rows, count), 1)
    assert np.array_equal(np.sort(found, 1), np.sort(rows, 1)[:, -count:])
