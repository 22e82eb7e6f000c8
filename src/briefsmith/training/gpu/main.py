"""The command of a bundle: `run.sh --minutes M --out OUT`, also `--smoke` and `--resume`."""

from __future__ import annotations

import argparse
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.errors import BriefsmithError, ExitCode, UsageError
from briefsmith.training.gpu.device import chosen_device, machine, memory, wake
from briefsmith.training.gpu.load import Loaded, load
from briefsmith.training.gpu.log import Log
from briefsmith.training.gpu.recipe import PHASES, BundleRecipe
from briefsmith.training.gpu.result import LOG, RUN, BundleProgress, Facts, prepare, read_facts, read_weights
from briefsmith.training.gpu.run import BundleRun, Pace
from briefsmith.training.gpu.sections import Bundle, open_bundle
from briefsmith.training.gpu.state import BundleState, Saver, load_state
from briefsmith.training.gpu.step import Stepper, trainable
from briefsmith.training.network import HEAD_SIZE, NetworkShape, Parameters, TranslationNetwork, initial_parameters
from briefsmith.training.signals import asked_to_stop

# Time for scoring and writing: at most this many seconds, and never more than this share of the whole.
RESERVE_SECONDS, RESERVE_SHARE = 15.0, 0.08
# A run that continues a finished one starts this share before the end of the real pairs, at half its learning rate.
AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a run starts: its progress, its weights, and the whole state if there is one."""

    progress: BundleProgress
    shape: NetworkShape
    parameters: Parameters
    saved: dict[str, Any] | None = None


def main(arguments: list[str] | None = None) -> int:
    """Run a bundle; returns the exit code."""
    started = time.monotonic()
    options = _options(arguments)
    try:
        return _run(options, started)
    except BriefsmithError as error:
        sys.stderr.write(f"{error}\n")
        return int(error.exit_code)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.sh", description="Train the bundle's model on this machine's GPU.")
    parser.add_argument("--minutes", type=float, default=None, help="from the start of this command to its end")
    parser.add_argument("--out", type=Path, required=True, help="folder for what comes home, at most 60 MiB")
    parser.add_argument("--steps", type=int, help="end after this many steps instead, however long they take")
    parser.add_argument("--smoke", action="store_true", help="some steps of everything: does it run, and how fast")
    parser.add_argument("--resume", action="store_true", help="continue from the state, or from the weights in OUT")
    parser.add_argument("--state", type=Path, help="folder of the whole state; default: OUT.state")
    parser.add_argument("--data", type=Path, action="append", default=[], help="folder with more of the parts")
    parser.add_argument("--bundle", type=Path, default=Path(__file__).parents[4], help=argparse.SUPPRESS)
    parser.add_argument("--device", choices=("auto", "cuda", "cpu"), default="auto")
    parser.add_argument("--width", type=int, help="width of the network, a multiple of 64")
    parser.add_argument("--batch-tokens", type=int, help="tokens a step, source and target with padding")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--compile", action="store_true", help="with torch.compile")
    parser.add_argument("--save-seconds", type=float, default=60.0, help="between two checkpoints")
    parser.add_argument("--log-seconds", type=float, default=10.0, help="between two lines of the log")
    options = parser.parse_args(arguments)
    if (options.minutes, options.steps) == (None, None) and not options.smoke:
        parser.error("say how long: --minutes M, or --smoke")
    if any(value is not None and value <= 0 for value in (options.minutes, options.steps)):
        parser.error("--minutes and --steps: expected more than 0")
    return options


def _run(options: argparse.Namespace, started: float) -> int:
    device = chosen_device(options.device)
    waking = wake(device) if device == "cuda" else None
    bundle = open_bundle([options.bundle, *options.data])
    prepare(options.out, bundle)
    earlier = _earlier(options.out, options.resume and not options.smoke)
    log = Log(options.out / LOG, started)
    log.say(machine(device))
    loaded = load(bundle, device)
    log.say(
        f"{len(loaded.examples.rows) // 2:,} pairs and {sum(len(t.starts) for t in loaded.texts):,} sentences are loaded"
    )
    folder = options.state or options.out.resolve().with_name(options.out.resolve().name + ".state")
    saver = Saver(options.out, folder, bundle.key, options.smoke)
    begin = _begin(options, bundle, loaded, earlier, folder, device)
    if waking is not None:
        waking.join()  # two threads that import the same modules can get in each other's way
    if begin.saved is None:
        saver.clear()
    network = TranslationNetwork(begin.shape, trainable(begin.parameters, device), bundle.recipe.sizes.dropout)
    state = BundleState(network, _average(network), [], begin.progress)
    stepper = Stepper(network, bundle.recipe.optimizing, options.compile)
    _restore(state, stepper, begin.saved)
    size = sum(tensor.numel() for tensor in network.parameters.values())
    log.say(f"{size / 1e6:.1f}M parameters, from step {state.progress.step:,}")
    total = math.inf if options.minutes is None else options.minutes * 60
    pace = Pace(options.log_seconds, options.save_seconds, options.smoke, options.steps, started + total)
    run = BundleRun(bundle, loaded, state, stepper, saver, log, pace)
    seconds = total - min(RESERVE_SECONDS, RESERVE_SHARE * total) - (time.monotonic() - started)
    if pace.steps is None and not pace.smoke and seconds <= 0:
        raise UsageError(f"{options.minutes:g} minutes are over before training has begun; give more.")
    with asked_to_stop() as stop:
        run.stopped = stop
        finished = run.go(seconds)
    log.say(f"{'done' if finished else 'stopped'}; {memory(device)}the result is in {options.out}")
    return int(ExitCode.OK if finished else ExitCode.INTERRUPTED)


def _earlier(out: Path, free: bool) -> Facts | None:
    """What an earlier run left in the folder. Raises UsageError if it would be overwritten."""
    if not (out / RUN).is_file():
        return None
    facts = read_facts(out)
    if facts.smoke:
        return None
    if not free:
        raise UsageError(f"{out} holds the result of a run: --resume continues it; or use another --out.")
    return facts


def _begin(
    options: argparse.Namespace, bundle: Bundle, loaded: Loaded, earlier: Facts | None, folder: Path, device: str
) -> Begin:
    recipe = bundle.recipe
    shape = _shape(recipe, options.width, loaded.vocabulary.get_piece_size())
    if options.resume and earlier is not None:
        if options.width is not None and shape.config() != earlier.shape:
            raise UsageError(f"The run in {options.out} has the sizes {earlier.shape}; --resume keeps them.")
        saved = load_state(folder, bundle.key, earlier.shape, device)
        if saved is not None and (earlier.progress.done >= 1 or saved["progress"]["step"] < earlier.progress.step):
            saved = None  # from earlier on this machine; the result has been elsewhere since
        return _resumed(options, bundle, earlier, saved)
    progress = BundleProgress(
        batch_tokens=options.batch_tokens or recipe.batch_tokens,
        learning_rate=options.learning_rate or recipe.optimizing.learning_rate,
    )
    return Begin(progress, shape, initial_parameters(shape, recipe.seed))


def _resumed(options: argparse.Namespace, bundle: Bundle, earlier: Facts, saved: dict[str, Any] | None) -> Begin:
    if saved is not None:
        shape, parameters = NetworkShape.from_config(saved["shape"]), saved["model"]
        progress = BundleProgress(**saved["progress"])
    else:  # over, or on another machine: the averaged weights are what there is
        shape, parameters = read_weights(options.out, earlier)
        progress = earlier.progress
        progress.back = progress.epoch = progress.batch = 0
        progress.begun = progress.step
    # Without its state a run that was cut off in its last phase begins again too: it would learn nearly nothing there.
    if progress.done >= 1 or (saved is None and bundle.recipe.phases.at(progress.done) == PHASES[-1]):
        progress.goes += 1
        progress.done = max(0.0, bundle.recipe.phases.real.until - AGAIN)
        progress.learning_rate /= 2
    progress.batch_tokens = options.batch_tokens or progress.batch_tokens
    progress.learning_rate = options.learning_rate or progress.learning_rate
    return Begin(progress, shape, parameters, saved)


def _restore(state: BundleState, stepper: Stepper, saved: dict[str, Any] | None) -> None:
    import torch

    if state.progress.optimizer:
        state.optimizers = stepper.optimizers(state.progress.optimizer)
    if saved is None:
        return
    with torch.no_grad():
        for name, tensor in state.network.parameters.items():
            tensor.copy_(saved["model"][name])
            state.average[name].copy_(saved["average"][name])
    for optimizer, content in zip(state.optimizers, saved["optimizers"], strict=True):
        optimizer.load_state_dict(content)


def _average(network: TranslationNetwork) -> Parameters:
    return {name: tensor.detach().clone() for name, tensor in network.parameters.items()}


def _shape(recipe: BundleRecipe, width: int | None, vocabulary: int) -> NetworkShape:
    sizes = recipe.sizes
    wanted = width or sizes.width
    if wanted % HEAD_SIZE or wanted <= 0:
        raise UsageError(f"--width {wanted}: expected a multiple of {HEAD_SIZE}.")
    feed_forward = sizes.feed_forward * wanted // sizes.width
    return NetworkShape(wanted, feed_forward, sizes.encoder_layers, sizes.decoder_layers, vocabulary)
