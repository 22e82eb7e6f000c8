"""`run` on folders, feeds, rows, pipes and packed files, languages that are not named, and the shell's completion."""

from __future__ import annotations

import gzip
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import COMMAND, Cli, environment

QUAY = (
    "The harbour of Larvik will close its old ferry terminal in spring, because the quay has sunk by eleven centimetres. "
    "A new landing stage is to open four hundred metres further north, beside the fish market. "
    "Until then the ferries to Hirtshals will leave from a floating pontoon that was built for regattas."
)
BRIDGE = QUAY.replace("harbour", "town").replace("Larvik", "Moss").replace("ferry terminal", "railway bridge")
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    f"<item><title>Quay</title><guid>a</guid><description>{QUAY}</description></item>"
    f"<item><title>Bridge</title><guid>b</guid><description>{BRIDGE}</description></item></channel></rss>"
)


def ids(out: str) -> list[str]:
    return [result["document"]["id"] for result in results(out)]


def results(out: str) -> list[Any]:
    """One result is an object, several are an array."""
    found = json.loads(out)
    return found if isinstance(found, list) else [found]


def test_a_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(QUAY)
    (tmp_path / "in" / "sub" / "b.txt.gz").write_bytes(gzip.compress(BRIDGE.encode()))
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    done = cli("run", "in", "--format", "json")
    assert (done.code, ids(done.out)) == (0, ["a", "sub-b"])
    assert "skipped what is not an article by its suffix or kind (1 .jpg)" in done.err
    done = cli("run", "in/*.txt", "in", "-o", "in/briefs/", "-n", "headline")
    assert (done.code, done.out.count(".md\n")) == (0, 3)
    # The briefs in the folder are no articles of the next run.
    assert cli("run", "in", "-o", "in/briefs/", "-n", "headline").out.count(".md\n") == 2


def test_a_file_of_briefs_in_the_folder_is_no_article(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(QUAY)
    for _ in range(2):
        assert cli("run", "in", "-o", "in/briefs.md", "-n", "headline").code == 0
        assert (tmp_path / "in" / "briefs.md").read_text().count("document:") == 1


def test_an_empty_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = cli("run", "in")
    assert (done.code, done.err) == (1, "briefsmith: the folder in has no articles in it.\n")


def test_a_feed_and_rows(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "news.xml").write_text(FEED)
    (tmp_path / "x.jsonl").write_text(
        "\n".join(json.dumps({"body": text, "key": key}) for key, text in (("larvik", QUAY), ("moss", BRIDGE)))
    )
    (tmp_path / "x.csv").write_text(f'key,body\nk,"{QUAY}"\n')
    columns = ("--text-column", "body", "--id-column", "key")
    done = cli("run", "news.xml", "x.jsonl", "--format", "json", *columns)
    assert (done.code, ids(done.out)) == (0, ["quay", "bridge", "larvik", "moss"])
    assert ids(cli("run", "x.csv", "--format", "json", *columns).out) == ["k"]
    done = cli("run", "x.jsonl")
    assert done.code == 1
    assert "Name the column with the article: --text-column" in done.err


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_what_is_piped_in(cli: Cli, arguments: tuple[str, ...]) -> None:
    done = cli("run", *arguments, "--format", "json", stdin=QUAY)
    assert (done.code, ids(done.out)) == (0, ["stdin"])
    done = cli("run", *arguments, "--format", "json", stdin=FEED)
    assert (done.code, ids(done.out)) == (0, ["quay", "bridge"])
    done = cli("run", *arguments, stdin=gzip.compress(QUAY.encode()))
    assert (done.code, "landing stage" in done.out) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_is_asked_for_a_name_and_shown_progress(tmp_path: Path) -> None:
    def at_terminal(*arguments: str) -> tuple[int, str, str]:
        """Standard input and error are a terminal, as for a person."""
        ours, theirs = pty.openpty()
        done = subprocess.run(
            [*COMMAND, *arguments], stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, cwd=tmp_path,
            env=environment(TERM="xterm"), timeout=120, check=False,
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other side is closed and all is read
                break
            shown += part
            if not part:
                break
        os.close(ours)
        return done.returncode, done.stdout.decode(), shown.decode()

    code, _, shown = at_terminal("run")
    assert code == 2
    assert "name what to read: a file, a folder, a URL, or - to type the text" in shown
    (tmp_path / "a.txt").write_text(QUAY)
    (tmp_path / "b.txt").write_text(BRIDGE)
    code, out, shown = at_terminal("run", "a.txt", "b.txt")
    assert (code, "landing stage" in out) == (0, True)
    assert "2/2" in shown or "0/2" in shown


def test_all_languages_that_are_here(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(QUAY)
    (tmp_path / "b.txt").write_text(
        "Der Hafen von Larvik schließt im Frühling sein altes Terminal, weil der Kai gesunken ist. " * 3
    )
    done = cli("run", "a.txt", "b.txt", "--lang", "all", "-n", "headline", "--format", "json")
    assert done.code == 0, done.err
    languages = {r["document"]["id"]: [b["language"] for b in r["briefs"]] for r in results(done.out)}
    embedded = cli("languages").out
    assert languages["a"][0] == "en"
    assert len(languages["a"]) >= 1 + embedded.count("  en > ") >= 3
    assert languages["b"][0] == "de"
    assert "--to takes one language" in cli("translate", "--from", "en", "--to", "all").err
    assert "in languages that you name" in cli("newsletter", "a.txt", "--lang", "all").err


def test_regions_and_bare_lengths(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(QUAY)
    done = cli("run", "a.txt", "--lang", "en-GB", "--length", "50,50w", "--format", "json")
    (result,) = results(done.out)
    assert [(b["language"], b["length"]) for b in result["briefs"]] == [("en", "50w")]


def test_clean_needs_no_language(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zxqw vbnk plmt.")
    done = cli("clean", "a.txt", "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["language"] == "und"
    assert "give it with --source-lang" in cli("run", "a.txt").err


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("run a.txt --lang d", {"da", "de"}),
        ("run a.txt --lang de,f", {"de,fa", "de,fi", "de,fr"}),
        ("run a.txt --lang al", {"all"}),
        ("run a.txt --length headline,s", {"headline,short"}),
        ("batch in --source-lang en", {"en"}),
        ("translate --from en --to pt", {"pt"}),
        ("run a.txt --config qu", {"quality"}),
        ("models info opus-mt-en-d", None),
    ],
)
def test_the_shell_completes_values(cli: Cli, line: str, offered: set[str] | None) -> None:
    words = f"briefsmith {line}"
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'briefsmith'; from briefsmith.cli import main; main()"],
        env=environment(
            _BRIEFSMITH_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1)
        ),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = set(done.stdout.split())
    if offered is None:
        assert found
        assert all(name.startswith("opus-mt-en-d") for name in found)
    else:
        assert found == offered, done.stderr


def test_a_table_keeps_its_rows_and_is_called_one(cli: Cli, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{n * 37}</td><td>{n * 3}</td></tr>" for n in range(1, 13))
    head = "<tr><th>Week</th><th>Ships</th><th>Lorries</th></tr>"
    page = f"<h1>The harbour in figures</h1><table>{head}{rows}</table>"
    (tmp_path / "a.html").write_text(f"<!doctype html><html lang='en'><body><main>{page}</main></body></html>")
    done = cli("clean", "a.html")
    assert (done.code, [line for line in done.out.split("\n\n") if line.startswith("12 | ")]) == (
        0,
        ["12 | 444 | 36 |\n"],
    )
    done = cli("run", "a.html", "--format", "json")
    assert done.code == 0, done.err
    assert results(done.out)[0]["document"]["language"] == "en"
    assert "are rows of a table or entries of a list. A brief cannot sum them up" in done.err


@pytest.mark.parametrize("name", ["b.csv", "b.xlsx"])
def test_run_writes_no_tables_and_says_what_does(cli: Cli, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(QUAY)
    done = cli("run", "a.txt", "--out", name)
    assert (done.code, done.err) == (
        2,
        f"briefsmith: --out {name}: run writes no tables; 'briefsmith batch INPUT --out FILE.csv' does\n",
    )
    assert not (tmp_path / name).exists()


def test_a_text_without_a_sentence_that_fits_is_told(cli: Cli, tmp_path: Path) -> None:
    # Khmer without its mark between sentences and without a space cannot be cut.
    (tmp_path / "a.txt").write_text(
        "ស្ពានឆ្លងកាត់ទន្លេសេរីន\n\n" + "សាលាក្រុងបានប្រកាសបិទស្ពានឆ្លងកាត់ទន្លេសេរីន" * 9 + "។\n", "utf-8"
    )
    done = cli("run", "a.txt", "--length", "short,headline", "--format", "text")
    assert done.code == 0, done.err
    assert "a: no sentence fits the length short and none can be cut, so there is its headline alone" in done.err
    assert "no sentence fits" not in cli("run", "a.txt", "--length", "headline,2s", "--format", "text").err


def test_an_article_in_urdu_is_no_table(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "وزیر صبح نو بجے شہر پہنچے اور لوگوں سے ملے۔ " * 3
        + "پل چھ ماہ کے لیے بند رہے گا۔ کام پر بہت خرچ آئے گا۔ لوگ خوش نہیں ہیں۔\n",
        "utf-8",
    )
    assert "rows of a table" not in cli("run", "a.txt", "--source-lang", "ur", "--format", "text").err
