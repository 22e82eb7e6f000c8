"""Greedy and beam search over a batch: n-best outputs with log-probabilities normalised by length.

A score is the sum of the log-probabilities of an output and its end token, divided by their number to the power of the
length penalty, as CTranslate2 and our transformers engine have it. Penalties and bans change the logits before they
become probabilities, as in CTranslate2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from briefsmith.engines.decoding import Decoding
from briefsmith.engines.firefox.network import COLUMNS, OutputLayer, Student

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

# 1 MB of logits of 32,000 pieces.
_ROWS_IN_CACHE = 8


@dataclass(frozen=True, slots=True, order=True)
class Ended:
    """One output without its end token."""

    score: float
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SearchRules:
    """How to search: the settings of a call, the least number of pieces, and the end token."""

    decoding: Decoding
    min_tokens: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a batch may write: the output layer, and for each sentence 0 or minus infinity for each column."""

    output: OutputLayer
    mask: Floats | None = None


@dataclass(slots=True)
class _Beam:
    """The hypotheses of one sentence: `tokens` and `scores` are of the live ones, best first."""

    index: int
    limit: int
    tokens: list[tuple[int, ...]] = field(default_factory=lambda: [()])
    scores: list[float] = field(default_factory=lambda: [0.0])
    ended: list[Ended] = field(default_factory=list)

    def advance(
        self, totals: Sequence[float], parents: Sequence[int], pieces: Sequence[int], rules: SearchRules
    ) -> list[int]:
        """Go on with the best continuations; returns the parents of the live hypotheses, none if the search is over.

        An end counts where it is among the `beam` best; a worse one would be an output that the beam had given up.
        """
        beam, tokens = rules.decoding.beam_size, self.tokens
        length = len(tokens[0]) + 1
        normal, last = length**rules.decoding.length_penalty, length >= self.limit
        kept: list[int] = []
        self.tokens, self.scores = [], []
        for rank, (total, parent, piece) in enumerate(zip(totals, parents, pieces, strict=True)):
            if len(kept) == beam or total == -np.inf:
                break
            if piece == rules.end:
                if rank < beam:
                    self.ended.append(Ended(total / normal, tokens[parent]))
            else:
                kept.append(parent)
                self.tokens.append((*tokens[parent], piece))
                self.scores.append(total)
        if last:
            self.ended += [Ended(s / normal, t) for s, t in zip(self.scores, self.tokens, strict=True)]
        if last or not kept or self._is_decided(rules):
            return []
        self._fill(kept, beam)
        return kept

    def _is_decided(self, rules: SearchRules) -> bool:
        """Whether no live hypothesis can enter the best: not even one that were certain to end at the next piece.

        Stopping when enough outputs have ended would prefer short ones, which end first and are worse. Going on for what
        might gain by its length alone changes none of 31 best outputs of the toy, and 12 of 600 of random chains of
        pieces, which are far less sure of themselves than a trained model.
        """
        wanted = rules.decoding.num_hypotheses
        if len(self.ended) < wanted:
            return False
        if rules.decoding.beam_size == 1:
            return True
        reach: float = self.scores[0] / (len(self.tokens[0]) + 1) ** rules.decoding.length_penalty
        return bool(reach <= sorted(ended.score for ended in self.ended)[-wanted])

    def _fill(self, kept: list[int], beam: int) -> None:
        """Every sentence has `beam` rows; where there are fewer continuations, rows that cannot win."""
        while len(kept) < beam:
            kept.append(kept[0])
            self.tokens.append(self.tokens[0])
            self.scores.append(-np.inf)

    def best(self, count: int) -> list[Ended]:
        return sorted(self.ended, key=lambda ended: -ended.score)[:count]


def search(
    student: Student, sources: Sequence[Sequence[int]], limits: Sequence[int], choice: Choice, rules: SearchRules
) -> list[list[Ended]]:
    """For each source, whose last token is its end, the best outputs of at most `limits` pieces, best first."""
    state = student.encode(sources)
    beams = [_Beam(i, max(1, limit)) for i, limit in enumerate(limits)]
    alive, mask, previous = beams, choice.mask, None
    while alive:
        logits = student.step(state, previous, choice.output).reshape(len(alive), -1, len(choice.output.ids))
        if mask is not None:
            logits += mask
        _constrain(logits, alive, choice.output.ids, rules)
        rows, sentences, going = _advance(logits, alive, choice.output.ids, rules)
        alive = [alive[i] for i in sentences]
        if alive:
            state.keep(np.array(rows), np.array(sentences))
            mask = mask if mask is None or len(mask) == len(alive) else mask[sentences]
        previous = np.array(going)
    return [beam.best(rules.decoding.num_hypotheses) for beam in beams]


def _advance(
    logits: Floats, alive: Sequence[_Beam], ids: Ints, rules: SearchRules
) -> tuple[list[int], list[int], list[int]]:
    """One position for all sentences: the rows that go on, the sentences that do, and the last pieces of the rows."""
    beam, width = rules.decoding.beam_size, logits.shape[1]
    wanted = 1 if beam == 1 else 2 * beam  # so many hold `beam` that do not end
    totals, parents, columns = _best(logits, np.array([b.scores[:width] for b in alive], np.float64), wanted)
    pieces = ids[columns].tolist()
    rows: list[int] = []
    sentences: list[int] = []
    going: list[int] = []
    for i, (one, total, parent) in enumerate(zip(alive, totals.tolist(), parents.tolist(), strict=True)):
        if kept := one.advance(total, parent, pieces[i], rules):
            sentences.append(i)
            rows += [i * width + k for k in kept]
            going += [tokens[-1] for tokens in one.tokens]
    return rows, sentences, going


def _best(logits: Floats, scores: NDArray[np.float64], count: int) -> tuple[NDArray[np.float64], Ints, Ints]:
    """The best continuations of each sentence, best first: their totals, their rows within the sentence, columns."""
    sentences, width, _ = logits.shape
    flat = logits.reshape(sentences * width, -1)
    columns = _top(flat, count)
    found = np.take_along_axis(flat, columns, 1).astype(np.float64)
    found -= _log_sums(flat, found.max(1))[:, None]
    found = (found.reshape(sentences, width, -1) + scores[:, :, None]).reshape(sentences, -1)
    order = np.argsort(-found, axis=1, kind="stable")[:, :count]
    totals = np.take_along_axis(found, order, 1)
    return totals, order // columns.shape[1], np.take_along_axis(columns.reshape(sentences, -1), order, 1)


def _log_sums(rows: Floats, maxima: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithms of the sums of exponentials, whose memory is that of the logits, which nobody needs any more.

    A few rows at a time stay in the processor's cache.
    """
    sums = np.empty(len(rows))
    for first in range(0, len(rows), _ROWS_IN_CACHE):
        part, top = rows[first : first + _ROWS_IN_CACHE], maxima[first : first + _ROWS_IN_CACHE]
        part -= top.astype(np.float32)[:, None]
        np.exp(part, out=part)
        sums[first : first + len(part)] = part.sum(1)
    return maxima + np.log(sums)


def _top(rows: Floats, count: int) -> Ints:
    """The columns of the `count` greatest values of each row, in any order.

    They are in the `count` blocks with the greatest maxima. A block is every n-th column, so that the maxima of all blocks
    are whole rows; a search in these is faster than partitioning 32,000 columns.
    """
    if count == 1:
        best: Ints = rows.argmax(1)[:, None]
        return best
    blocks = rows.shape[1] // COLUMNS
    maxima = rows.reshape(len(rows), COLUMNS, blocks).max(1)
    count = min(count, rows.shape[1])
    chosen = np.argpartition(-maxima, min(count, blocks) - 1, axis=1)[:, : min(count, blocks)]
    columns = (chosen[:, :, None] + np.arange(COLUMNS) * blocks).reshape(len(rows), -1)
    values = np.take_along_axis(rows, columns, 1)
    found: Ints = np.take_along_axis(columns, np.argpartition(-values, count - 1, axis=1)[:, :count], 1)
    return found


def _constrain(logits: Floats, alive: Sequence[_Beam], ids: Ints, rules: SearchRules) -> None:
    """Apply the least length, the penalty for repetition and the ban of repeated n-grams, in place."""
    decoding = rules.decoding
    if len(alive[0].tokens[0]) < rules.min_tokens:
        logits[:, :, np.flatnonzero(ids == rules.end)] = -np.inf
    if decoding.repetition_penalty == 1 and not decoding.no_repeat_ngram_size:
        return
    columns = {piece: column for column, piece in enumerate(ids.tolist())}
    penalty = np.float32(decoding.repetition_penalty)
    for sentence, beam in zip(logits, alive, strict=True):
        for row, tokens in zip(sentence, beam.tokens, strict=False):
            used = [columns[piece] for piece in set(tokens)]
            values = row[used]
            row[used] = np.where(values > 0, values / penalty, values * penalty)
            row[[columns[piece] for piece in _repeating(tokens, decoding.no_repeat_ngram_size)]] = -np.inf


def _repeating(tokens: tuple[int, ...], size: int) -> set[int]:
    """The pieces that would complete an n-gram that is there already."""
    if not size or len(tokens) < size:
        return set()
    end = tokens[len(tokens) - size + 1 :]
    return {tokens[i + size - 1] for i in range(len(tokens) - size + 1) if tokens[i : i + size - 1] == end}
