"""Everything that stops a run early: the next run gives the same bytes as an uninterrupted one.

The short form kills 4 times; `make torture` sets TORTURE_KILLS=50.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.conftest import COMMAND, INTERRUPTIBLE, environment

from .conftest import article, briefs, folder

KILLS = int(os.environ.get("TORTURE_KILLS", "4"))
ARTICLES = 16
ARGUMENTS = ["--source-lang", "en", "--lang", "en,de", "--length", "headline,1s", "--set", "batch.group=3"]
LEDGER = Path(".briefsmith/ledger.sqlite")


def start(out: str | Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "batch", "in", "--out", str(out), *ARGUMENTS, *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip


def finish(out: str | Path, *more: str, code: int = 0) -> tuple[list[str], str]:
    process = start(out, *more)
    told, complaints = process.communicate(timeout=120)
    assert process.returncode == code, complaints
    assert "Traceback" not in complaints
    return told.splitlines(), complaints


def wait_until(process: subprocess.Popen[str], condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait for something that happens during a run; fails if the run ends or the time is up first."""
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"the run ended before {what}: {process.communicate()}"
        assert time.monotonic() < end, f"{what} did not happen within {seconds:.0f} seconds"
        time.sleep(0.005)


def leftovers(out: Path) -> list[Path]:
    return list(out.rglob("*.part"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, two of which are the same."""
    root = tmp_path_factory.mktemp("torture")
    texts = {f"{n:02}.txt": article(n) for n in range(ARTICLES - 1)}
    folder(root / "in", texts | {"again.txt": texts["05.txt"]})
    return root


@pytest.fixture(scope="module")
def whole(sources: Path) -> dict[str, bytes]:
    """What an uninterrupted run writes."""
    before = Path.cwd()
    os.chdir(sources)
    try:
        finish("whole")
    finally:
        os.chdir(before)
    made = briefs(sources / "whole")
    assert len(made) == 4 * ARTICLES
    return made


@pytest.fixture(autouse=True)
def _beside_the_sources(sources: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sources)


def test_killed_at_random_moments(whole: dict[str, bytes]) -> None:
    rng = random.Random(KILLS)
    out = Path("killed")
    begin = time.monotonic()
    finish("timing")
    whole_run = time.monotonic() - begin
    kills = rounds = 0
    while kills < KILLS:
        # The first run may have been slowed by other processes, so the shortest so far counts.
        assert rounds <= KILLS + 10, f"{rounds} runs ended by themselves before {KILLS} were killed"
        process, begin = start(out / str(rounds)), time.monotonic()
        try:
            process.communicate(timeout=rng.uniform(0.3, 1.0) * whole_run)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
        else:
            assert process.returncode == 0
            rounds += 1
            whole_run = min(whole_run, time.monotonic() - begin)
    for number in range(rounds + 1):
        finish(out / str(number))
        assert briefs(out / str(number)) == whole
        assert leftovers(out) == []
        with sqlite3.connect(out / str(number) / LEDGER) as ledger:
            assert ledger.execute("SELECT count(*) FROM results").fetchone() == (ARTICLES - 1,)
            assert ledger.execute("SELECT count(*) FROM outputs").fetchone() == (ARTICLES,)
        ledger.close()


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_table_is_there_whole_or_not_at_all(suffix: str) -> None:
    finish(f"whole.{suffix}")
    out = Path(f"table/briefs.{suffix}")
    process = start(out)
    wait_until(process, (out.parent / f".{out.name}.briefsmith/ledger.sqlite").exists, "a ledger")
    time.sleep(0.4)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not out.exists()
    assert finish(out)[0] == [str(out)]
    assert out.read_bytes() == Path(f"whole.{suffix}").read_bytes()
    assert leftovers(out.parent) == []


@pytest.mark.parametrize("damage", ["cut log", "garbage after the log", "cut file", "overwritten file"])
def test_a_damaged_ledger(whole: dict[str, bytes], damage: str) -> None:
    out = Path(damage.replace(" ", "-"))
    process = start(out)
    log = out / f"{LEDGER}-wal"
    wait_until(process, lambda: log.exists() and log.stat().st_size > 40_000, "a log of 40 kB")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if damage == "cut log":
        os.truncate(log, log.stat().st_size - 1500)
    elif damage == "garbage after the log":
        with log.open("ab") as file:
            file.write(random.Random(1).randbytes(5000))
    else:
        finish(out)  # the log has gone into the file
        file_ = out / LEDGER
        if damage == "cut file":
            os.truncate(file_, file_.stat().st_size // 2)
        else:
            with file_.open("r+b") as file:
                file.seek(file_.stat().st_size // 2)
                file.write(random.Random(1).randbytes(9000))
    _, told = finish(out)
    assert briefs(out) == whole
    assert ("the ledger was damaged and moved to" in told) == damage.endswith("file")


def test_two_runs_on_one_folder(whole: dict[str, bytes]) -> None:
    first = start("shared")
    wait_until(first, Path("shared", LEDGER).exists, "a ledger")
    time.sleep(0.1)
    paths, told = finish("shared", code=1)
    assert paths == []
    assert (
        told
        == "briefsmith: another run is using shared/.briefsmith; wait for it to end, or choose another place with --out\n"
    )
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert briefs(Path("shared")) == whole


@contextmanager
def mounted(options: str) -> Iterator[Path]:
    """A small separate file system; skips where none can be mounted."""
    place = Path(f"mounted-{options.replace('=', '-').replace(',', '-')}").absolute()
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(whole: dict[str, bytes]) -> None:
    with mounted("size=200k") as place:
        out = place / "out"
        _, told = finish(out, code=1)
        assert "No space left on device" in told or "the disk is full" in told
        assert leftovers(out) == []
        subprocess.run(["mount", "-o", "remount,size=20m", str(place)], check=True)
        finish(out)
        assert briefs(out) == whole


def test_a_folder_that_may_not_be_written() -> None:
    with mounted("ro,size=1m") as place:
        paths, told = finish(place / "out", code=1)
        assert paths == []
        assert told.startswith(f"briefsmith: cannot write to {place}/out")
        assert told.endswith("choose another place with --out\n")
        assert told.count("\n") == 1


def test_a_worker_that_is_killed(whole: dict[str, bytes]) -> None:
    process = start("orphaned")
    wait_until(process, lambda: workers(process.pid), "a worker")
    time.sleep(0.3)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert (process.returncode, briefs(Path("orphaned"))) == (0, whole), told


def workers(parent: int) -> list[int]:
    """The ids of the worker processes of a run."""
    found = subprocess.run(
        ["pgrep", "-P", str(parent), "-f", "spawn_main"], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def test_interrupted_like_by_a_person(whole: dict[str, bytes]) -> None:
    # In its own process group, as in a shell: Ctrl-C reaches the workers too.
    process = subprocess.Popen(
        [*INTERRUPTIBLE, "batch", "in", "--out", "stopped", *ARGUMENTS],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), start_new_session=True,
    )  # fmt: skip
    wait_until(process, lambda: any(Path("stopped").glob("*.md")), "a brief")
    os.killpg(process.pid, signal.SIGINT)
    paths, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "finishing the current batch; press Ctrl-C again to stop at once" in told
    assert "run the same command to continue" in told
    assert "Traceback" not in told
    assert sorted(Path(path).name for path in paths.splitlines()) == sorted(set(briefs(Path("stopped"))))
    finish("stopped")
    assert briefs(Path("stopped")) == whole


def test_the_paths_may_be_cut_off() -> None:
    with start("cut") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "cut/00.en.headline.md\n"
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0
    assert len(briefs(Path("cut"))) == 4 * ARTICLES
