from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefsmith.errors import OutputError
from briefsmith.files import OUT_HINT, write_atomically


def test_the_file_is_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "brief.md"
    write_atomically(path, "Äpfel\n")
    write_atomically(path, "Öl\n")
    assert path.read_bytes() == "Öl\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_the_umask_decides_who_may_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "a", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot write .*brief\.md: .*; choose another place with --out$"):
        write_atomically(tmp_path / "file" / "brief.md", "x", OUT_HINT)


def test_without_a_hint_no_option_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot write .*brief\.md: [\w ]+$"):
        write_atomically(tmp_path / "file" / "brief.md", "x")


def test_a_failed_write_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
