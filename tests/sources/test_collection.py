from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefsmith.errors import EngineError, UsageError
from briefsmith.model import Document, Failure
from briefsmith.sources.collection import CollectionOptions, distinct_ids, open_collection

ARTICLE = "The bridge opened on Monday. It cost 12 million dollars.\n"


def tree(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(ARTICLE)


def ids(spec: str, out: str | None = None) -> list[str]:
    found = open_collection(spec, CollectionOptions(out=Path(out) if out else None))
    return [item.id if isinstance(item, Document) else f"!{item.document_id}" for item in found.items]


def test_a_folder_is_read_whole_in_order_without_hidden_files() -> None:
    tree(
        "in/b.txt",
        "in/a.md",
        "in/sub/a.txt",
        "in/sub/.hidden.txt",
        "in/.git/x.txt",
        "in/README",
        "in/x.jpg",
        "in/y.jpg",
    )
    assert ids("in") == ["readme", "a", "b", "sub-a"]
    found = open_collection("in", CollectionOptions())
    assert (found.total, found.skipped) == (4, {".jpg": 2})


def test_the_output_is_no_input() -> None:
    tree("a.txt", "out/a.de.short.md", "outside.txt")
    assert ids(".", "out") == ["a", "outside"]
    assert ids("**/*", "out") == ["a", "outside"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("in/*.txt", ["b"]), ("in/**/*.txt", ["b", "sub-a"]), ("in/[a-b].*", ["a", "b"]), ("in/su?/*", ["sub-a"])],
)
def test_patterns(pattern: str, expected: list[str]) -> None:
    tree("in/b.txt", "in/a.md", "in/sub/a.txt", "in/sub/.hidden.txt")
    assert ids(pattern) == expected


def test_one_more_file_renames_no_other() -> None:
    tree("in/b/report.txt", "in/c/report.txt")
    before = ids("in")
    tree("in/a/report.txt")
    assert ids("in") == ["a-report", *before]


def test_names_that_meet_are_told_apart() -> None:
    tree("in/a-b.txt", "in/a/b.txt", "in/a-b.md")
    documents = distinct_ids(open_collection("in", CollectionOptions()).items)
    assert [item.id for item in documents if isinstance(item, Document)] == ["a-b", "a-b-2", "a-b-3"]


def test_addresses_on_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{n}.txt" for n in range(9)]
    tree(*names)
    monkeypatch.setattr(
        sys, "stdin", io.StringIO("# comment\n\n" + "\n".join([*names[:4], "missing.txt", *names[4:]]) + "\n")
    )
    assert ids("-") == [*"0123", "!missing.txt", *"45678"]


def test_a_feed() -> None:
    entries = "".join(f"<item><title>Bridge {n}</title><description>{ARTICLE}</description></item>" for n in range(3))
    Path("news.xml").write_text(f'<rss version="2.0"><channel><title>News</title>{entries}</channel></rss>')
    found = list(open_collection("news.xml", CollectionOptions()).items)
    assert [item.metadata["title"] for item in found if isinstance(item, Document)] == [
        "Bridge 0",
        "Bridge 1",
        "Bridge 2",
    ]
    Path("no.xml").write_text("<a/>")
    with pytest.raises(UsageError, match=r"no\.xml"):
        list(open_collection("no.xml", CollectionOptions()).items)


def test_pages_are_read_by_several_processes_in_order() -> None:
    Path("in").mkdir()
    for n in range(34):
        Path(f"in/{n:02}.html").write_text(
            f"<html><body><article><h1>Bridge {n}</h1><p>{ARTICLE * 9}</p></article></body></html>"
        )
    Path("in/05.html").write_text("")
    one, two = (list(open_collection("in", CollectionOptions(readers=n)).items) for n in (1, 2))
    assert one == two
    found = [item.id if isinstance(item, Document) else item.kind for item in one]
    assert found == [f"{n:02}" if n != 5 else "empty" for n in range(34)]


def test_a_few_pages_start_no_process() -> None:
    Path("in").mkdir()
    for n in range(5):
        Path(f"in/{n}.html").write_text(f"<html><body><article><p>{ARTICLE * 9}</p></article></body></html>")
    items = open_collection("in", CollectionOptions(readers=2)).items
    next(items)
    assert not multiprocessing.active_children()
    assert len(list(items)) == 4


def test_a_reader_that_is_killed_is_said() -> None:
    Path("in").mkdir()
    for n in range(40):
        Path(f"in/{n}.html").write_text(f"<html><body><article><p>{ARTICLE * 9}</p></article></body></html>")
    items = open_collection("in", CollectionOptions(readers=2)).items
    next(items)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(EngineError, match=r"a process died while it read in/"):
        list(items)


def test_an_unreadable_file_is_a_failure() -> None:
    tree("in/a.txt")
    Path("in/b.txt").write_bytes(b"{\\rtf1 ...}")
    (_, failure) = open_collection("in", CollectionOptions()).items
    assert isinstance(failure, Failure)
    assert (failure.document_id, failure.stage, failure.kind) == ("in/b.txt", "read", "binary")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = open_collection(str(tmp_path), CollectionOptions())
    items = list(found.items)
    assert [item.text if isinstance(item, Document) else item.kind for item in items] == ["One.", "missing"]
    assert found.skipped == {"pipe or device": 1}


LIST = """
import os, resource, sys  # before the change of user, who may not read the libraries
from briefsmith.sources.collection import CollectionOptions, open_collection
if os.geteuid() == 0:  # nothing is closed to root
    os.setuid(65534)
found = open_collection(sys.argv[1], CollectionOptions())
print(found.total, [getattr(item, "message", None) or item.text for item in found.items])
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no permissions of this kind")
def test_a_folder_that_may_not_be_read_fails_by_its_name(tmp_path: Path) -> None:
    home = Path(tempfile.mkdtemp())  # one that another user may enter
    try:
        for name in ("a", "b", "c"):
            (home / name).mkdir()
            (home / name / "in.txt").write_text(f"{name.upper()}.")
        home.chmod(0o755)
        (home / "b").chmod(0)
        done = subprocess.run([sys.executable, "-c", LIST, home], capture_output=True, text=True, check=False, cwd="/")
        told = f"the folder {home}/b may not be read by this user. Change its permissions: `chmod u+rx`."
        assert done.stdout == f"3 {['A.', told, 'C.']}\n", done.stderr
    finally:
        (home / "b").chmod(0o755)
        shutil.rmtree(home)
