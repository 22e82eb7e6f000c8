"""The training loop: batches in, better weights out, and nothing lost when it is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.training.checkpoint import State, save
from briefsmith.training.corpus import Corpus, Mix, PairBatch, Position, batches
from briefsmith.training.decode import DevPairs, score_dev
from briefsmith.training.files import group_weights
from briefsmith.training.loss import Head, backward
from briefsmith.training.network import PAD, TranslationNetwork
from briefsmith.training.optimizer import ema_weight, learning_rate
from briefsmith.training.precision import precision_name
from briefsmith.training.ranks import Ranks
from briefsmith.training.report import LogLine, TrainingLog
from briefsmith.training.settings import TrainingSettings

if TYPE_CHECKING:
    import torch

# Widths of batches. A GPU multiplies multiples of 8 faster; a CPU only pays for the padding: of the tokens in batches of
# everyday sentences (22 tokens) 16 % were padding at multiples of 8, and 3 % are at exact widths.
CPU_MULTIPLE, GPU_MULTIPLE = 1, 8


@dataclass(frozen=True, slots=True)
class Materials:
    """What a run works with and does not change. `dev` is scored during training; None scores nothing.

    `dtype` is that of matrix products.
    """

    corpus: Corpus
    vocabulary: Any
    dev: DevPairs | None
    checkpoint: Path
    identity: dict[str, Any]
    lineage: dict[str, Any]
    ranks: Ranks
    dtype: torch.dtype


class Trainer:
    """One run that continues `state`. `stop` is asked at each step and may end the run after it."""

    def __init__(self, settings: TrainingSettings, materials: Materials, state: State, report: TrainingLog) -> None:
        self.settings = settings
        self.materials = materials
        self.state = state
        self.report = report
        self._device: torch.device = state.network.parameters["e.weight"].device
        self._dtype = materials.dtype
        self._sums = _Sums()
        self._scored = 0

    def run(self, stop: Callable[[], bool]) -> bool:
        """Train to the end of the schedule; True if it was reached. A checkpoint is written in any case."""
        progress = self.state.progress
        clock = _Clock(progress.seconds)
        saved = logged = clock.seconds()
        source: Iterator[PairBatch] | None = None
        stopped = False
        self._sums = _Sums(since=clock.seconds())
        while (done := self.done()) < 1 and not stopped:
            stage = self.settings.schedule.stage(done)
            if source is None or stage != progress.position.stage:
                if stage != progress.position.stage:
                    progress.position = Position(stage)
                source = batches(self.materials.corpus, self._mix(stage), progress.position)
            before = progress.tokens
            stopped = self._step(source, done, stop(), clock)
            now = progress.seconds
            self.report.advance(self.done())
            if now - logged >= self.settings.log_seconds:
                self._log(now)
                logged = now
            if self._due(before):
                self._score()
            if now - saved >= self.settings.save_minutes * 60:
                self.save()
                saved = now
        progress.seconds = clock.seconds()
        self._log(progress.seconds)
        self.save()
        if not stopped and self._scored < progress.step:
            self._score()
        return self.done() >= 1

    def done(self) -> float:
        """The share of the run that is over, by whichever limit is nearer; 1 or more at the end."""
        schedule, progress = self.settings.schedule, self.state.progress
        shares = [0.0]
        if schedule.max_tokens is not None:
            shares.append(progress.tokens / schedule.max_tokens)
        if schedule.minutes is not None:
            shares.append(progress.seconds / 60 / schedule.minutes)
        return max(shares)

    def save(self) -> None:
        """Write the checkpoint."""
        if self.materials.ranks.leading:
            materials = self.materials
            extra = {"lineage": materials.lineage, "precision": precision_name(materials.dtype)}
            save(materials.checkpoint, self.state, materials.identity, extra)

    def _mix(self, stage: int) -> Mix:
        corpus = self.materials.corpus
        weights = group_weights(self.settings, corpus.counts(), stage)
        tokens = self.settings.schedule.stages[stage].batch_tokens
        multiple = CPU_MULTIPLE if self._device.type == "cpu" else GPU_MULTIPLE
        return Mix([weights[group] for group in corpus.groups], tokens, self.settings.seed, multiple)

    def _step(self, source_of_batches: Iterator[PairBatch], done: float, stop: bool, clock: _Clock) -> bool:
        """One update, of all ranks together; whether any of them was told to stop."""
        import torch

        settings, network, progress = self.settings, self.state.network, self.state.progress
        ranks = self.materials.ranks
        batch, last = ranks.own(source_of_batches)
        # Random numbers depend on the step's number, so that a resumed run draws what it would have drawn.
        torch.manual_seed(settings.seed * 1_000_003 + progress.step * ranks.size + ranks.rank)
        rate = learning_rate(settings.schedule, settings.optimizer.learning_rate, progress.step, done)
        for optimizer in self.state.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        source, target = (torch.from_numpy(side).to(self._device) for side in (batch.source, batch.target))
        parameters = network.parameters
        network.training = True
        with self._autocast():
            real = target != PAD
            states = network.states(source, target)[real]
        sampled = settings.schedule.stages[progress.position.stage].sampled_vocabulary
        head = Head(settings.optimizer.label_smoothing, self._dtype, sampled if self._device.type == "cpu" else None)
        loss = backward(states, parameters["e.weight"], parameters["b"], target[real], head)
        tokens = int((batch.target != PAD).sum())
        self._sums.add(loss.value, loss.nll, tokens)
        gradients = [p.grad for p in parameters.values() if p.grad is not None]
        seconds = clock.seconds() if ranks.leading else 0.0
        all_tokens, progress.seconds, stopping = ranks.add_up(gradients, tokens, [seconds, stop])
        torch.nn.utils.clip_grad_norm_(parameters.values(), settings.optimizer.clip)
        for optimizer in self.state.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self._sums.rate = rate
        self._sums.all_tokens += int(all_tokens)
        progress.step += 1
        progress.tokens += int(all_tokens)
        progress.position = last.following
        if progress.step % settings.averaging.every == 0:
            self._average()
        return stopping > 0

    def _average(self) -> None:
        import torch

        averaging, progress = self.settings.averaging, self.state.progress
        if averaging.kind == "ema":
            weight = ema_weight(progress.step, averaging.every, averaging.weight)
        elif self.done() < averaging.begin:
            weight = 1.0
        else:
            progress.samples += 1
            weight = 1 / progress.samples
        current = [self.state.network.parameters[name].detach() for name in self.state.average]
        torch._foreach_lerp_(list(self.state.average.values()), current, weight)

    def _log(self, now: float) -> None:
        progress = self.state.progress
        if self._sums.tokens:
            self.report.row(self._sums.row(now, progress.step, progress.tokens))
        self._sums = _Sums(since=now, rate=self._sums.rate)

    def _due(self, before: int) -> bool:
        every = self.settings.scoring.every_tokens
        return before // every != self.state.progress.tokens // every

    def _score(self) -> None:
        if self.materials.dev is None or not self.materials.ranks.leading:
            return
        progress, scoring = self.state.progress, self.settings.scoring
        self._scored = progress.step
        average = TranslationNetwork(self.state.network.shape, self.state.average)
        with self._autocast():
            dev, vocabulary = self.materials.dev, self.materials.vocabulary
            score = score_dev(average, vocabulary, dev, scoring.sentences, scoring.translated)
        row = LogLine(progress.step, progress.seconds / 60, progress.tokens, self._sums.rate)
        self.report.row(replace(row, dev_nll=score.nll, dev_bleu=score.bleu, dev_chrf=score.chrf))

    def _autocast(self) -> AbstractContextManager[None]:
        import torch

        context: AbstractContextManager[None] = torch.autocast(
            self._device.type, dtype=torch.bfloat16, enabled=self._dtype == torch.bfloat16
        )
        return context


@dataclass(slots=True)
class _Sums:
    """Sums since the last line of the log; losses stay on the device: reading them would make a GPU wait.

    Losses cover this process's `tokens`, the speed those of all processes.
    """

    since: float = 0.0
    tokens: int = 0
    all_tokens: int = 0
    rate: float = 0.0
    loss: Any = 0.0
    nll: Any = 0.0

    def add(self, loss: torch.Tensor, nll: torch.Tensor, tokens: int) -> None:
        self.loss, self.nll, self.tokens = self.loss + loss * tokens, self.nll + nll * tokens, self.tokens + tokens

    def row(self, now: float, step: int, tokens: int) -> LogLine:
        speed = self.all_tokens / max(now - self.since, 1e-9)
        loss, nll = float(self.loss) / self.tokens, float(self.nll) / self.tokens
        return LogLine(step, now / 60, tokens, self.rate, speed, loss, nll)


class _Clock:
    """Seconds of training, continued from an earlier part of the run."""

    def __init__(self, before: float) -> None:
        self._start = time.monotonic() - before

    def seconds(self) -> float:
        return time.monotonic() - self._start
