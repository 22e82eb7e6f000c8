"""`read`: files, folders, stdin, limits, ids, and a sentence for every error."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import InputError
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.names import slug, url_id

PAGE = (
    "<!doctype html><html><body><article>"
    + "<p>The river rose and the bridge held.</p>" * 5
    + "</article></body></html>"
)


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def refused(spec: str, options: ReadOptions | None = None) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read(spec, options=options)
    return caught.value.kind, str(caught.value)


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "The River.txt"
    path.write_bytes("It röse.\r\nIt fell.".encode("cp1252"))
    document = read(str(path))
    assert (document.id, document.text, document.language) == ("the-river", "It röse.\nIt fell.", None)
    assert document.metadata == {"format": "text"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        *(
            ("a.html", PAGE, "html"),
            ("a.HTM", PAGE, "html"),
            ("a.txt", PAGE, "html"),
            ("a", "\n<!-- x -->" + PAGE, "html"),
        ),
        *(("a.md", "*It* rained.", "markdown"), ("a.txt", "---\ntitle: Rain\n---\nIt rained.", "markdown")),
        *(
            ("a.txt", "*It* rained.", "text"),
            ("a.text", "---\nIt rained.", "text"),
            ("a.log", "It <b>rained</b>", "text"),
        ),
    ],
)
def test_format_by_suffix_and_content(tmp_path: Path, name: str, content: str, expected: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert read(str(tmp_path / name)).metadata["format"] == expected


def test_format_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("*It* rained.", "utf-8")
    assert read(str(tmp_path / "a.md"), options=ReadOptions(format="text")).text == "*It* rained."


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin("Es regnete.".encode("utf-16")))
    document = read("-")
    assert (document.id, document.text) == ("stdin", "Es regnete.")
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert refused("-") == ("empty", "standard input is empty. Give a file with the article's text in it.")


def test_missing_file_names_a_near_miss(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x", "utf-8")
    kind, message = refused(str(tmp_path / "artcle.txt"))
    assert kind == "missing"
    assert message.endswith(f"Did you mean {tmp_path / 'article.txt'}?")
    assert refused("no/such/folder/x.txt")[1] == "there is no file no/such/folder/x.txt. Check the path."
    assert "https://www.example.org" in refused("www.example.org")[1]


def test_folder_says_how_to_name_its_files(tmp_path: Path) -> None:
    kind, message = refused(str(tmp_path))
    assert kind == "folder"
    assert f"`briefsmith run {tmp_path}/*.txt`" in message


@pytest.mark.parametrize("content", [b"", b" \n\n\t"])
def test_empty_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert refused(str(tmp_path / "a.txt"))[0] == "empty"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read every file")
def test_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", "utf-8")
    path.chmod(0)
    assert refused(str(path))[0] == "unreadable"


def test_forbidden_file_as_any_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", "utf-8")

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    kind, message = refused(str(path))
    assert kind == "unreadable"
    assert "may not be read" in message


@pytest.mark.parametrize("spec", ["a\x00b.txt", "x" * 5000, "\udcff.txt", ""])
def test_impossible_names_are_refused_with_a_sentence(spec: str) -> None:
    kind, message = refused(spec)
    assert kind in {"unreadable", "missing", "folder"}
    assert message.encode("utf-8")


def test_limit_on_files_and_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_001)
    options = ReadOptions(max_bytes=2_000_000)
    assert refused(str(path), options)[0] == "too_large"
    monkeypatch.setattr(sys, "stdin", Stdin(b"x" * 2_000_001))
    assert refused("-", options) == (
        "too_large",
        "standard input is larger than the limit of 2 MB. Split it into articles.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_50_mb_are_read_fast(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes("Die Straße ist für große Wagen gesperrt.\n".encode(encoding) * 1_220_000)
    start = time.process_time()
    assert len(read(str(path)).text) == 41 * 1_220_000
    assert time.process_time() - start < 15  # 1.5 to 2.5 s on one slow core


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"open({str(pipe)!r}, 'w').write('It rained.')"
    with subprocess.Popen([sys.executable, "-c", code]):
        assert read(str(pipe)).text == "It rained."


def test_entities_cannot_bring_control_characters_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It&#7; rained&#27;.&#xD800;", "utf-8")
    text = read(str(tmp_path / "a.md")).text
    assert "\x07" not in text
    assert "\x1b" not in text
    assert text.encode("utf-8")


def test_import_is_light() -> None:
    heavy = "{'lxml', 'trafilatura', 'httpx', 'markdown_it', 'charset_normalizer', 'yaml', 'torch'}"
    code = f"import sys, briefsmith.sources; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(max_size=200))
def test_slug_is_safe_and_stable(name: str) -> None:
    made = slug(name)
    assert made == slug(name)
    assert 0 < len(made) <= 73
    assert not set(made) & set('/\\:*?"<>| \n\x00')
    assert made.strip(".-") == made
    assert made.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CON", "con-document"),
        ("Ärger: Teil 2", "ärger-teil-2"),
        ("com¹.txt", "com¹-document.txt"),
        ("nul.example.org/a", "nul-document.example.org-a"),
        ("CONIN$", "conin-document"),
        ("..", slug("..")),
        ("河水上涨", "河水上涨"),
        ("a__b--c", "a-b-c"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_slugs_of_long_names_stay_distinct() -> None:
    assert slug("a" * 100 + "1") != slug("a" * 100 + "2")


def test_url_ids() -> None:
    assert url_id("https://www.example.org/2026/Bridge.html") == "example.org-2026-bridge"
    assert url_id("https://example.org/") == "example.org"
    assert url_id("https://example.org/x?id=1") != url_id("https://example.org/x?id=2")
