"""One table with all briefs, as an analyst loads it, and what tells which article a row is of."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet
import pytest

from briefsmith.batch.rows import COLUMNS
from briefsmith.batch.sinks import Places
from briefsmith.batch.spreadsheet import line
from briefsmith.errors import UsageError

from . import fakes
from .conftest import Run, article, folder


def rows(path: str) -> list[dict[str, Any]]:
    """The rows of any kind of table; lists and numbers of CSV as they were."""
    if path.endswith("jsonl"):
        return [json.loads(row) for row in Path(path).read_text("utf-8").splitlines()]
    if path.endswith("parquet"):
        return list(pyarrow.parquet.read_table(path).to_pylist())
    separator = "\t" if path.endswith("tsv") else ","
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        found: list[dict[str, Any]] = list(csv.DictReader(file, delimiter=separator))
    for row in found:
        for name in ("sentences", "sources", "levels", "machine_translated", "row", "source_words"):
            row[name] = json.loads(row[name])
    return found


def test_all_tables_hold_the_same(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"ä b.txt": article(1, 'He said: "no;\tnever".'), "sub/c.txt": article(2)})
    for suffix in ("jsonl", "parquet", "csv", "tsv"):
        assert run("in", f"out.{suffix}", settings={"languages": ("en", "de")}).paths == [f"out.{suffix}"]
    first = rows("out.jsonl")
    assert list(first[0]) == list(COLUMNS)
    assert rows("out.parquet") == rows("out.csv") == rows("out.tsv") == first
    assert [(row["path"], row["row"]) for row in first] == [("in/ä b.txt", 0)] * 2 + [("in/sub/c.txt", 0)] * 2
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")  # Excel takes it for Windows-1252 otherwise


def test_pandas_reads_csv_with_its_types(run: Run, tmp_path: Path) -> None:
    table = "".join(
        f'{{"id": "00{n}", "text": {json.dumps(article(n))}, "date": "2024-03-0{n + 1}"}}\n' for n in range(3)
    )
    Path("in.jsonl").write_text(table)
    run("in.jsonl", "out.csv")
    found = pd.read_csv("out.csv", dtype={"id": str}, parse_dates=["date"])
    assert list(found["id"]) == ["000", "001", "002"]
    assert list(found["row"]) == [1, 2, 3]
    assert set(found["path"]) == {"in.jsonl"}
    assert found["machine_translated"].dtype == bool
    assert found["source_words"].dtype == "int64"
    assert found["date"].dt.year.eq(2024).all()


def test_an_empty_table_has_its_header(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run("in", "out.csv")
    assert list(pd.read_csv("out.csv").columns) == list(COLUMNS)


def test_what_a_spreadsheet_would_run_is_text() -> None:
    cells = ["=1+1", "+49 30", "-5 degrees", "@cmd", "a=b", '=HYPERLINK("x")', True, ["=1"], 7]
    (found,) = csv.reader([line(cells, ",")])
    assert found[:5] == ["'=1+1", "'+49 30", "'-5 degrees", "'@cmd", "a=b"]
    assert found[5:] == ['\'=HYPERLINK("x")', "true", '["=1"]', "7"]


@pytest.mark.parametrize("name", ["out.xlsx", "out.parq", "out.jsonl.gz", "out.json", "out.duckdb"])
def test_a_table_that_is_not_written_is_no_folder(name: str) -> None:
    with pytest.raises(UsageError, match=r"ends in \.jsonl, \.parquet, \.csv or \.tsv"):
        Places.of(name)
    assert Places.of("briefs.2024").out == Path("briefs.2024")


def test_articles_of_one_id_are_told_apart_by_their_rows(run: Run) -> None:
    Path("in.csv").write_text("id;text\n" + "".join(f'7;"{article(n)}"\n' for n in range(3)))
    ran = run("in.csv", "out.csv")
    assert [(row["id"], row["row"]) for row in rows("out.csv")] == [("7", 1), ("7-2", 2), ("7-3", 3)]
    assert (ran.outcome.renamed.count, ran.outcome.renamed.example) == (2, "7-2")


def test_failures_are_a_table_too(run: Run, tmp_path: Path) -> None:
    folder(tmp_path / "in", {"1.txt": fakes.BROKEN, "2.txt": "", "3.txt": article(3)})
    expected = [("1", "in/1.txt", "internal"), ("in/2.txt", "", "empty")]
    for again in range(2):  # an unchanged failure is reported from the ledger
        run("in", "out")
        with Path("out/failures.csv").open(encoding="utf-8-sig", newline="") as file:
            found = [(row["id"], row["path"], row["kind"]) for row in csv.DictReader(file)]
        assert sorted(found) == expected, again
    assert "  1 (in/1.txt): ValueError: broken" in Path("out/failures.txt").read_text()
    folder(tmp_path / "in", {"1.txt": article(1), "2.txt": article(2)})
    run("in", "out")
    assert not Path("out/failures.csv").exists()


def test_a_row_that_moved_is_not_written_again(run: Run, log: Any) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": article(n)}) for n in range(3)]
    Path("in.jsonl").write_text("\n".join(lines[1:]))
    run("in.jsonl", "out")
    log()
    Path("in.jsonl").write_text("\n".join(lines))
    ran = run("in.jsonl", "out")
    assert (ran.outcome.counts.unchanged, len(ran.paths), len(log())) == (2, 1, 1)
