"""A run in its four phases, within a time that is given; what is done survives a kill at any moment."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from briefsmith.errors import BriefsmithError, UsageError
from briefsmith.training.gpu.back import (
    BackTranslator,
    Translated,
    chunks,
    load_translated,
    save_translated,
    synthetic_examples,
)
from briefsmith.training.gpu.clock import RunClock
from briefsmith.training.gpu.costs import costs
from briefsmith.training.gpu.dev import scores
from briefsmith.training.gpu.examples import Drawing, Examples, PlanPosition, plans
from briefsmith.training.gpu.load import Loaded
from briefsmith.training.gpu.log import Log
from briefsmith.training.gpu.prefetch import GatheredBatch, Prefetch
from briefsmith.training.gpu.recipe import PHASES
from briefsmith.training.gpu.result import Facts, write_facts
from briefsmith.training.gpu.sections import DEV, Bundle, read_dev
from briefsmith.training.gpu.state import BundleState, Saver
from briefsmith.training.gpu.step import Stepper, low_precision
from briefsmith.training.network import TranslationNetwork
from briefsmith.training.optimizer import ema_weight, learning_rate

# Of a smoke run: steps of each training phase, chunks to translate back, lines to score.
SMOKE_STEPS = {"real": 20, "mixed": 5, "ending": 5}
SMOKE_CHUNKS, SMOKE_LINES = 2, 8
# By the clock a smoke run never ends.
SMOKE_SECONDS = 3600.0
LINES = 300
# Trial steps by which the optimizer is chosen.
TRIALS = 4
LEAST_TOKENS = 256
# Nats above the least loss of a phase at which a run has gone astray; sentences alone make it rise by some tenths.
RISE = 2.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two lines of the log and between two checkpoints; no score is begun after `end`.

    A run ends with its time, unless there is a number of `steps`, or it is a `smoke` run, which does little of everything.
    """

    log: float = 10.0
    save: float = 60.0
    smoke: bool = False
    steps: int | None = None
    end: float = math.inf

    @property
    def unit(self) -> str:
        """Of what is left."""
        return "s" if self.steps is None else "steps"


class BundleRun:
    """Takes `state` to the end of its phases, or to where `stopped` says so."""

    def __init__(
        self, bundle: Bundle, loaded: Loaded, state: BundleState, stepper: Stepper, saver: Saver, log: Log, pace: Pace
    ) -> None:
        self._bundle, self._recipe, self._loaded = bundle, bundle.recipe, loaded
        self._state, self._stepper, self._saver = state, stepper, saver
        self._log, self._pace = log, pace
        self._texts = loaded.texts
        self._chunks = chunks(loaded.texts, stepper.device, self._recipe.seed)
        self._found: list[Translated] = []
        self._all: Examples | None = None
        self._clock = RunClock(0.0, 0.0)
        self._logged = self._saved = time.monotonic()
        self._good: dict[str, Any] = {}
        self._least = math.inf
        self.stopped: Callable[[], bool] = lambda: False

    def go(self, seconds: float) -> bool:
        """Train for this long; whether the end was reached. State and result are written in any case."""
        progress = self._state.progress
        before, start = progress.seconds, time.monotonic()
        self._clock = self._new_clock(seconds)
        self._found = list(load_translated(self._saver.folder, progress.back))
        for name in PHASES:
            if self.stopped() or (progress.done >= getattr(self._recipe.phases, name).until and not self._lacks(name)):
                continue
            self._log.say(f"phase {name}: {self._clock.left():.0f} {self._pace.unit} are left")
            if name == "back":
                self._translate_back()
            else:
                self._train(name)
        finished = not self.stopped()
        if self._stepper.counted:
            self._report(self._rate(), time.monotonic())
        progress.seconds = before + time.monotonic() - start
        progress.done = 1.0 if finished and not self._pace.smoke else self._clock.done()
        self._score(self._saver.last(self._state, finished))
        self._saver.wait()
        return finished

    def _new_clock(self, seconds: float) -> RunClock:
        progress = self._state.progress
        if self._pace.smoke:
            return RunClock(progress.done, SMOKE_SECONDS)
        if self._pace.steps is not None:
            return RunClock(progress.done, self._pace.steps, lambda: progress.step)
        return RunClock(progress.done, seconds)

    def _lacks(self, name: str) -> bool:
        """Whether what this phase makes is missing, though the run is beyond it."""
        return name == "back" and not self._found and bool(self._texts) and self._state.progress.done < 1

    def _train(self, name: str) -> None:
        import torch

        progress = self._state.progress
        phase = getattr(self._recipe.phases, name)
        self._least = math.inf  # each phase has other sentences
        examples = self._examples()
        weights = examples.weights(self._recipe.targets, phase, name == "ending")
        last = progress.step + SMOKE_STEPS[name] if self._pace.smoke else None
        over = self.stopped

        def ended() -> bool:
            return over() or (self._clock.done() >= phase.until if last is None else progress.step >= last)

        while not ended():
            seed = (self._recipe.seed, PHASES.index(name), progress.goes)
            drawing = Drawing(weights, progress.batch_tokens, seed)
            position = PlanPosition(progress.epoch, progress.batch)
            with Prefetch(self._loaded.store, plans(examples.rows, drawing, position)) as source:
                try:
                    self._steps(source, ended)
                except torch.cuda.OutOfMemoryError:
                    self._halve()
        if not over():
            progress.epoch = progress.batch = 0

    def _examples(self) -> Examples:
        """The real pairs and what was translated back, if anything was."""
        if not self._found:
            return self._loaded.examples
        if self._all is None:
            loaded = self._loaded
            parts = synthetic_examples(self._found, self._texts, loaded.store, self._recipe, loaded.vocabulary)
            self._all = Examples.joined([loaded.examples, *parts])
        return self._all

    def _steps(self, source: Prefetch, ended: Callable[[], bool]) -> None:
        """Steps until the phase has ended."""
        import torch

        state, stepper = self._state, self._stepper
        progress, averaging = state.progress, self._recipe.averaging
        if not progress.optimizer:
            progress.optimizer, share = stepper.choose([source.next() for _ in range(TRIALS)])
            self._log.say(f"Muon's steps would take {share:.0%} of the time: {progress.optimizer}")
            state.optimizers = stepper.optimizers(progress.optimizer)
            self._logged = time.monotonic()
        while not ended():
            batch = source.next()
            rate = self._rate()
            # Random numbers depend on the step's number, so that a resumed run draws what it would have drawn.
            torch.manual_seed(self._recipe.seed * 1_000_003 + progress.step)
            stepper.gradients(batch)
            stepper.update(state.optimizers, rate)
            progress.step += 1
            progress.tokens += batch.tokens
            progress.epoch, progress.batch = batch.following.epoch, batch.following.batch
            progress.done = self._clock.done()
            if progress.step % averaging.every == 0:
                current = [state.network.parameters[name].detach() for name in state.average]
                weight = ema_weight(progress.step - progress.begun, averaging.every, averaging.weight)
                torch._foreach_lerp_(list(state.average.values()), current, weight)
            self._now_and_then(rate)
        if self._pace.smoke and progress.step == SMOKE_STEPS["real"]:
            self._log.say(costs(lambda: self._try(source.next()), stepper.device))

    def _try(self, batch: GatheredBatch) -> None:
        """A step that moves nothing and is not counted."""
        self._stepper.gradients(batch)
        self._stepper.update(self._state.optimizers, 0.0)
        self._stepper.take()

    def _rate(self) -> float:
        progress = self._state.progress
        done = 0.0 if self._pace.smoke else progress.done
        return learning_rate(self._recipe.schedule, progress.learning_rate, progress.step - progress.begun, done)

    def _now_and_then(self, rate: float) -> None:
        """A line of the log, a checkpoint, if it is time. No checkpoint is written of weights that are no numbers."""
        now = time.monotonic()
        save = now - self._saved >= self._pace.save
        if save or now - self._logged >= self._pace.log or (self._pace.smoke and self._state.progress.step % 10 == 0):
            self._report(rate, now)
        if save:
            self._saver.begin(self._state)
            self._saved = now

    def _report(self, rate: float, now: float) -> None:
        progress = self._state.progress
        nll, tokens = self._stepper.take()
        speed = tokens / max(now - self._logged, 1e-9)
        self._log.say(
            f"step {progress.step:,}, {progress.tokens / 1e6:.1f}M target tokens, nll {nll:.3f}, lr {rate:.1e}, "
            f"{speed:,.0f} target tokens/s"
        )
        self._logged = time.monotonic()
        if not math.isfinite(nll):
            self._go_back("the loss is not a number")
        elif nll > self._least + RISE:
            self._go_back(f"the loss has risen by {nll - self._least:.1f}")
        else:
            self._good = {name: tensor.clone() for name, tensor in self._state.average.items()}
            self._least = min(self._least, nll)

    def _go_back(self, why: str) -> None:
        """To the last good weights with half the learning rate."""
        import torch

        state, progress = self._state, self._state.progress
        if not self._good:
            raise UsageError("The loss is not a number from the first steps on; begin with a lower --learning-rate.")
        progress.learning_rate /= 2
        progress.begun = progress.step
        with torch.no_grad():
            for name, tensor in self._good.items():
                state.network.parameters[name].copy_(tensor)
                state.average[name].copy_(tensor)
        state.optimizers = self._stepper.optimizers(progress.optimizer)
        self._log.say(f"{why}: back to the last good weights, with half the learning rate")

    def _halve(self) -> None:
        """Smaller batches, where the last one did not fit."""
        import torch

        progress = self._state.progress
        progress.batch_tokens //= 2
        progress.batch *= 2
        if progress.batch_tokens < LEAST_TOKENS:
            raise UsageError("The device does not have enough memory for the smallest batches.")
        for parameter in self._state.network.parameters.values():
            parameter.grad = None
        torch.cuda.empty_cache()
        self._log.say(f"a batch did not fit into the memory: {progress.batch_tokens:,} tokens a step from now on")

    def _translate_back(self) -> None:
        progress, phases = self._state.progress, self._recipe.phases
        end = self._clock.now() + self._clock.for_back(phases)
        average = TranslationNetwork(self._state.network.shape, self._state.average)
        loaded = self._loaded
        translator = BackTranslator(low_precision(average), loaded.store, self._recipe, loaded.vocabulary)
        last = min(len(self._chunks), SMOKE_CHUNKS) if self._pace.smoke else len(self._chunks)
        kept = begun = progress.back
        start = time.monotonic()
        while progress.back < last and not self.stopped() and (self._pace.smoke or self._clock.now() < end):
            chunk = self._chunks[progress.back]
            found = translator.translate(self._texts[chunk.text], chunk)
            if not progress.back:  # what an earlier go learnt from stays counted until this one has something
                progress.pairs = {}
            self._found.append(found)
            language = self._recipe.targets[self._texts[chunk.text].language].language
            progress.pairs[language] = progress.pairs.get(language, 0) + len(found.sentences)
            progress.back += 1
            if time.monotonic() - self._saved >= self._pace.save:
                kept = self._keep(kept)
                self._saver.begin(self._state)
                self._saved = time.monotonic()
        self._keep(kept)
        sentences = sum(len(chunk.sentences) for chunk in self._chunks[begun : progress.back])
        speed = sentences / max(time.monotonic() - start, 1e-9)
        counts = ", ".join(f"{language} {count:,}" for language, count in progress.pairs.items())
        self._log.say(
            f"{progress.back:,} of {len(self._chunks):,} chunks translated back, {speed:,.0f} sentences/s; "
            f"pairs: {counts or 'none'}"
        )
        if not self.stopped():
            self._clock.jump(max(progress.done, phases.back.until))
            progress.done = self._clock.done()
        self._logged = time.monotonic()

    def _keep(self, kept: int) -> int:
        """Write the translations of the chunks from number `kept` on; returns the number after the last."""
        back = self._state.progress.back
        if back > kept:
            save_translated(self._saver.folder, kept, self._found[kept:])
        return back

    def _score(self, facts: Facts) -> None:
        """Add scores to the result, as many as there is time for."""
        average = low_precision(TranslationNetwork(self._state.network.shape, self._state.average))
        try:
            sets = read_dev(self._bundle.file(DEV))
        except BriefsmithError as error:
            self._log.say(str(error))
            return
        lines = SMOKE_LINES if self._pace.smoke else LINES
        found: dict[str, dict[str, float]] = {}
        for direction, values in scores(average, self._loaded.vocabulary, self._recipe, sets, lines):
            self._log.say(f"{direction}: BLEU {values['bleu']:.1f}, chrF {values['chrf']:.1f} (greedy, {lines} lines)")
            found[direction] = values
            write_facts(self._saver.out, replace(facts, scores=dict(found)))
            if time.monotonic() > self._pace.end:
                self._log.say("the time is over; the other directions are not scored")
                return
