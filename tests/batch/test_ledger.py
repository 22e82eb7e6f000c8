from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from briefsmith.batch import ledger as l
from briefsmith.batch.ledger import Entries, Failed, Ledger
from briefsmith.errors import OutputError
from briefsmith.model import Failure

FAILURES = [
    Failed(Failure("b", "read", "empty", "b is empty.")),
    Failed(Failure("a", "read", "binary", "a is a PDF."), "in/a.txt"),
]


def test_what_was_recorded_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "state/ledger.sqlite"
    with closing(Ledger(path)) as ledger:
        ledger.commit(Entries([("k1", False, b"one"), ("k2", True, b"two")], [("a", "s")], FAILURES))
    with closing(Ledger(path)) as ledger:
        assert [ledger.state(key) for key in ("k1", "k2", "k3")] == [False, True, None]
        assert (ledger.result("k2"), ledger.stamp("a"), ledger.stamp("b")) == (b"two", "s", None)
        assert list(ledger.failures()) == FAILURES[::-1]
        ledger.begin()
        assert (list(ledger.failures()), ledger.state("k1")) == ([], False)
        ledger.begin(fresh=True)
        assert (ledger.state("k1"), ledger.stamp("a")) == (None, None)


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "l")), pytest.raises(OutputError, match="another run is using"):
        Ledger(tmp_path / "l")
    Ledger(tmp_path / "l").close()


def test_a_ledger_of_another_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(l, "VERSION", 2)
    Ledger(tmp_path / "l").close()
    monkeypatch.undo()
    with pytest.raises(OutputError, match="ledger 2, this one writes 1"):
        Ledger(tmp_path / "l")


def test_what_is_no_ledger_is_set_aside(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "l").write_bytes(b"this is not a database" * 100)
        with closing(Ledger(tmp_path / "l")) as ledger:
            assert ledger.damaged == tmp_path / f"l.damaged-{number}"
    assert (tmp_path / "l.damaged-1").read_bytes().startswith(b"this is not a database")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot write to .*file/state: .*; choose another place with --out"):
        Ledger(tmp_path / "file/state/l")
