"""`briefsmith batch` as a user has it, with the embedded models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli, cli

from .conftest import article, briefs, folder

__all__ = ["cli"]
GERMAN = ("--source-lang", "en", "--lang", "de", "--length", "short,headline")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder(tmp_path / "in", {f"{n}.txt": article(n, "It was the third of its kind. " * (n % 3)) for n in range(9)})
    return tmp_path / "in"


def test_paths_on_stdout_and_the_rest_on_stderr(cli: Cli, sources: Path, tmp_path: Path) -> None:
    (sources / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (sources / "bad.txt").write_bytes(b"%PDF-1.7")
    done = cli("batch", "in", "--limit", "3", *GERMAN)
    assert done.code == 0
    assert done.out.splitlines() == [
        f"outputs/{n}.de.{length}.md" for n in range(3) for length in ("short", "headline")
    ]
    assert "skipped what is not an article by its suffix or kind (1 .jpg)" in done.err
    assert "3 documents: 3 processed, 0 unchanged, 0 failed; 6 briefs written" in done.err
    assert "note: German by the embedded en>de model, draft quality" in done.err
    again = cli("batch", "in", *GERMAN)
    assert again.code == 1
    assert "10 documents: 6 processed, 3 unchanged, 1 failed (1 unreadable); 12 briefs written" in again.err
    assert "see outputs/failures.txt for what failed and why" in again.err
    assert "bad.txt is not a sound PDF" in (tmp_path / "outputs/failures.txt").read_text()
    assert cli("batch", "in", *GERMAN, "--dry-run").err.endswith(
        "10 documents: 0 to process, 0 to write from earlier results, 9 done, 1 unreadable; nothing was written\n"
    )


def test_the_embedded_models_give_the_same_alone_and_together(cli: Cli, sources: Path, tmp_path: Path) -> None:
    for out, arguments in {
        "together": ["--jobs", "1"],
        "alone": ["--set", "batch.group=1"],
        "two": ["--jobs", "2", "--set", "batch.group=2"],
    }.items():
        assert cli("batch", "in", "--out", out, *GERMAN, *arguments).code == 0
    assert briefs(tmp_path / "together") == briefs(tmp_path / "alone") == briefs(tmp_path / "two")
    one = cli("run", "in/4.txt", *GERMAN, "--out", "run/")
    assert one.code == 0
    assert (tmp_path / "run/4.de.short.md").read_bytes() == (tmp_path / "together/4.de.short.md").read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_datasets_reads_the_tables_back(cli: Cli, sources: Path, tmp_path: Path) -> None:
    import datasets

    found = []
    for suffix in ("jsonl", "parquet"):
        out = tmp_path / f"briefs.{suffix}"
        assert cli("batch", "in", "--out", out, *GERMAN).out == f"{out}\n"
        kind = "json" if suffix == "jsonl" else suffix
        data = datasets.load_dataset(kind, data_files=str(out), split="train", cache_dir=str(tmp_path / "cache"))
        found.append(list(data))
    assert found[0] == found[1]
    assert [(row["id"], row["length"]) for row in found[0]] == [
        (str(n), x) for n in range(9) for x in ("short", "headline")
    ]
    assert found[0][0]["machine_translated"] is True
    assert json.loads((tmp_path / "briefs.parquet.manifest.json").read_text())["counts"]["documents"] == 9


def test_a_batch_of_files_needs_neither_torch_nor_datasets(cli: Cli, sources: Path, tmp_path: Path) -> None:
    for name in ("torch", "transformers", "datasets", "ray"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a heavy library was imported')\n")
    assert cli("batch", "in", *GERMAN, PYTHONPATH=str(tmp_path)).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 2, "there is no file or folder nowhere; check the path"),
        (
            ["in", "--out", "brief.md"],
            2,
            "--out brief.md: choose a folder, or a file that ends in .jsonl, .parquet, .csv or .tsv",
        ),
        (["in", "--length", "huge"], 2, "--length: "),
        (["in", "--set", "batch.jobs=-1"], 2, "--set: batch.jobs: Input should be greater than or equal to 0"),
        (["in", "--engine", "ray", "--dry-run"], 2, "--engine ray takes neither --dry-run nor --fail-fast"),
        (["in", "--source-lang", "en", "--lang", "sw"], 3, "no model here translates English"),
    ],
)
def test_what_cannot_be_is_one_sentence(cli: Cli, sources: Path, arguments: list[str], code: int, message: str) -> None:
    done = cli("batch", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(f"briefsmith: {message}"), done.err


def test_one_document_is_not_one_documents(cli: Cli, sources: Path) -> None:
    one = ("batch", "in", "--limit", "1", "--source-lang", "en", "--length", "short")
    assert "briefsmith: 1 document: 1 processed, 0 unchanged, 0 failed; 1 brief written\n" in cli(*one).err
    assert cli(*one, "--dry-run").err.startswith("briefsmith: 1 document: 0 to process, ")
