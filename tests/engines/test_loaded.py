"""Engines that threads share, and that a process has loaded before it forks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import toys
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.loaded import loaded
from briefsmith.engines.tokens import CheckpointTokenizer

# A child that hangs is ended by its alarm, and the parent's exit code says so.
_FORK = """
import os, signal, sys
from pathlib import Path
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.registry import open_engine

engine = open_engine(Path(sys.argv[2]), name="toy", revision="1", options=EngineOptions(sys.argv[1], threads=2))
params = GenerationParams(source_language="en", target_language="de")
texts = sys.argv[3:]
print([found[0].text for found in engine.generate(texts, params)], flush=True)
for used in (True, False):
    child = os.fork()
    if not child:
        signal.alarm(60)
        if used:
            print([found[0].text for found in engine.generate(texts, params)], flush=True)
        sys.exit()  # ends the model too
    _, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"the child ended with {status}")
"""
_FIREFOX = Path(__file__).parent / "firefox" / "toy"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers", "firefox"])
def test_a_loaded_engine_works_in_the_child_of_a_fork(engine: str, toy: Callable[[str], Path]) -> None:
    folder = _FIREFOX if engine == "firefox" else toy("marian")
    texts = toys.SENTENCES[:2]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _FORK, engine, str(folder), *texts], capture_output=True, text=True
    )
    right = str([toys.translated(text, "de") for text in texts])
    assert (done.returncode, done.stdout.splitlines()) == (0, [right, right]), done.stderr


@pytest.mark.parametrize("name", ["m2m_100", "nllb"])
def test_threads_with_different_languages_share_a_tokenizer(name: str, toy: Callable[[str], Path]) -> None:
    tokenizer = CheckpointTokenizer(Checkpoint.open(toy(name)))
    pairs = [GenerationParams(source_language=source, target_language="fr") for source in ("en", "de")]
    alone = [tokenizer.encode([toys.SENTENCES[0]], params) for params in pairs]
    assert alone[0] != alone[1]
    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(lambda i: tokenizer.encode([toys.SENTENCES[0]], pairs[i % 2]), range(2000)))
    assert together == [alone[i % 2] for i in range(2000)]


def test_one_thread_loads_and_the_others_wait() -> None:
    class Model:
        made = 0

        @loaded
        def weights(self) -> int:
            before = self.made
            with ThreadPoolExecutor(1) as pool:  # lets the other threads run
                pool.submit(int).result()
            self.made = before + 1
            return self.made

    model = Model()
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: model.weights, range(64))) == {1}
    assert model.made == 1


# A thread loads one model while the process forks; the child loads another.
_FORK_WHILE_LOADING = """
import os, signal, sys, threading
from briefsmith.engines.loaded import loaded
from briefsmith.lazy import Kept

begun, go = threading.Event(), threading.Event()

class Model:
    def __init__(self, slow):
        self.slow = slow

    @loaded
    def weights(self):
        if self.slow:
            begun.set()
            go.wait()
        return "loaded"

kept = Kept()
thread = threading.Thread(target=lambda: kept.get("slow", lambda: Model(True).weights))
thread.start()
begun.wait()
child = os.fork()
if not child:
    signal.alarm(20)
    print(kept.get("other", lambda: Model(False).weights), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
go.set()
thread.join()
sys.exit(f"the child ended with {status}" if status else 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_the_child_of_a_fork_does_not_wait_for_what_a_thread_of_its_parent_loads() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _FORK_WHILE_LOADING], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "loaded\n"), done.stderr
