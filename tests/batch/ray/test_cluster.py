"""The same batch on a real Ray of two CPUs, with the fixed engine."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from briefsmith.batch.local import Outcome, RunOptions
from briefsmith.batch.ray.cluster import ClusterTask, run_on_cluster
from briefsmith.errors import UsageError
from briefsmith.settings import Settings
from briefsmith.wiring.batch import actor_options, cluster_job

from .. import fakes
from ..conftest import Run, article

pytest.importorskip("ray")
SETTINGS: dict[str, Any] = {
    "source_language": "en",
    "languages": ("en", "de"),
    "lengths": ("short",),
    "batch": {"group": 4, "ray": {"part": 8}},
}


@pytest.fixture(scope="module")
def _ray() -> Iterator[None]:
    """A cluster on this machine whose workers find the tests' own modules."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray

        ray.init(
            num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
            runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])}},
        )  # fmt: skip
        yield
        ray.shutdown()


def cluster(spec: str | Path, out: str | Path, log: Path | None = None, **options: Any) -> Outcome:
    make = fakes.make if log is None else fakes.Logging(str(log))
    settings = Settings(**SETTINGS)
    job = cluster_job(settings, make)
    task = ClusterTask(str(spec), str(out), job, RunOptions(**options), actors=actor_options(settings))
    return run_on_cluster(task, Console(quiet=True))


def rows_of(out: Path) -> list[dict[str, Any]]:
    """The rows of a table or of all its parts, without keys, in a fixed order."""
    import pyarrow.parquet

    paths = sorted(out.glob("part-*")) if out.is_dir() else [out]
    rows: list[dict[str, Any]] = []
    for path in paths:
        if path.suffix == ".parquet":
            rows += pyarrow.parquet.read_table(path).to_pylist()
        else:
            rows += [json.loads(line) for line in path.read_text().splitlines()]
    for row in rows:
        row.pop("key", None)
    return sorted(rows, key=lambda row: (row["id"], row["language"]))


def write(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


@pytest.mark.usefixtures("_ray")
@pytest.mark.filterwarnings("ignore")
class TestCluster:
    def test_the_same_briefs_as_on_one_machine(self, run: Run, tmp_path: Path) -> None:
        source = write(tmp_path / "in.jsonl", [*(article(n) for n in range(20)), article(3), fakes.BROKEN])
        run(str(source), "local.parquet", settings=SETTINGS)
        outcome = cluster(source, tmp_path / "out")
        assert rows_of(tmp_path / "out") == rows_of(tmp_path / "local.parquet")
        assert (outcome.counts.documents, outcome.counts.failed, outcome.counts.briefs) == (22, 1, 42)
        assert outcome.exit_code == 1
        assert "r21: ValueError: broken" in (tmp_path / "out/failures.txt").read_text()
        assert json.loads((tmp_path / "out/manifest.json").read_text())["counts"]["briefs"] == 42
        assert not list((tmp_path / "out/.tries").iterdir())

    def test_a_killed_actor_is_started_again_and_what_killed_it_found(self, run: Run, tmp_path: Path) -> None:
        texts = [article(n) for n in range(10)]
        source = write(tmp_path / "in.jsonl", [*texts[:6], article(6, fakes.DEADLY), *texts[7:]])
        outcome = cluster(source, tmp_path / "out.jsonl")
        assert (outcome.counts.briefs, outcome.counts.kinds) == (18, {"died": 1})
        run(str(source), "local.jsonl", settings=SETTINGS)
        assert rows_of(tmp_path / "out.jsonl") == rows_of(tmp_path / "local.jsonl")

    def test_actors_can_be_started_again_whatever_the_object_store_keeps(self, tmp_path: Path) -> None:
        """Ray says when an actor is made that its restart will fail once its arguments are gone from the store."""
        texts = [article(n) for n in range(10)]
        source = write(tmp_path / "in.jsonl", [*texts[:6], article(6, fakes.DEADLY), *texts[7:]])
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; "
            "from batch.ray.test_cluster import cluster; print(cluster(*map(Path, sys.argv[2:])).counts.kinds)"
        )
        root = Path(__file__).parents[2]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
        command = [sys.executable, "-W", "ignore", "-c", code, root, source, tmp_path / "out"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert done.stdout == "{'died': 1}\n"
        assert "died" in done.stderr
        assert "restart will fail" not in done.stderr

    def test_it_goes_on_from_the_parts_that_are_there(self, tmp_path: Path) -> None:
        log = tmp_path / "worked.log"
        texts = [article(n) for n in range(12)]
        source = write(tmp_path / "in.jsonl", [*texts, fakes.BROKEN])
        cluster(source, tmp_path / "out", log, limit=8)
        assert len(log.read_text().splitlines()) == 8
        log.unlink()
        again = cluster(write(source, [*texts[:2], article(40), *texts[3:], fakes.BROKEN]), tmp_path / "out", log)
        assert (again.counts.unchanged, again.counts.worked, again.counts.failed) == (7, 6, 1)
        assert article(40).split("\n")[0] in log.read_text().splitlines()
        log.unlink()
        assert cluster(source, tmp_path / "out", log).counts.unchanged == 13
        assert not log.exists()
        assert cluster(source, tmp_path / "out", log, retry_failed=True).counts.worked == 1

    def test_folders_and_columns(self, tmp_path: Path) -> None:
        import pyarrow as pa
        import pyarrow.csv
        import pyarrow.parquet

        table = pa.table({"id": ["007", "008"], "text": [article(7), article(8)]})
        pyarrow.parquet.write_table(table, tmp_path / "in.parquet")
        pyarrow.csv.write_csv(table, tmp_path / "in.csv")
        folder = tmp_path / "in"
        folder.mkdir()
        for name, text in zip(("007", "008"), (article(7), article(8)), strict=True):
            (folder / f"{name}.txt").write_text(text)
        (folder / "empty.txt").write_text("")
        found = []
        for spec in ("in.parquet", "in.csv", "in"):
            outcome = cluster(tmp_path / spec, tmp_path / f"{spec}-out")
            assert outcome.counts.failed == (spec == "in")
            found.append(rows_of(tmp_path / f"{spec}-out"))
        places = [[(row.pop("path"), row.pop("row")) for row in rows] for rows in found]
        assert places[:2] == [[(f"in.{kind}", number) for number in (1, 1, 2, 2)] for kind in ("parquet", "csv")]
        assert places[2] == [(str(folder / f"{name}.txt"), 0) for name in ("007", "007", "008", "008")]
        assert found[0] == found[1] == found[2]
        assert [row["id"] for row in found[0]] == ["007", "007", "008", "008"]

    def test_rows_are_read_as_on_one_machine(self, run: Run, tmp_path: Path) -> None:
        """In an old encoding, broken, too deep, cut short: what is whole is done, and the rest has its name."""
        rows = [json.dumps({"text": "Müller sagte: „Ja.“ " + article(n)}, ensure_ascii=False) for n in range(3)]
        lines = [
            rows[0].encode("cp1252"),
            rows[1].encode(),
            b'{"text": ' + b"[" * 100_000,
            b"no JSON",
            rows[2].encode(),
        ]
        packed = gzip.compress(b"\n".join(lines) + b"\n" + random.Random(1).randbytes(4000).hex().encode())
        (tmp_path / "in.jsonl.gz").write_bytes(packed[:-2000])
        outcome = cluster(tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl")
        local = run(str(tmp_path / "in.jsonl.gz"), "local.jsonl", settings=SETTINGS).outcome
        assert rows_of(tmp_path / "out.jsonl") == rows_of(tmp_path / "local.jsonl")
        assert {row["id"] for row in rows_of(tmp_path / "out.jsonl")} == {"in-1", "in-2", "in-5"}
        assert (
            (outcome.counts.documents, outcome.counts.failed) == (local.counts.documents, local.counts.failed) == (6, 3)
        )
        told = (tmp_path / "out.jsonl/failures.txt").read_text()
        assert "cannot be read after row 5: its packed data are cut short" in told
        assert "row 3 of" in told

    def test_an_input_that_is_none_starts_nothing(self, tmp_path: Path) -> None:
        write(tmp_path / "in.jsonl", ["x"])
        with pytest.raises(UsageError, match="there is no file or folder nowhere"):
            cluster("nowhere", tmp_path / "out")
        task = ClusterTask("in.jsonl", "out", cluster_job(Settings(batch={"text_column": "body"})))
        with pytest.raises(UsageError, match="has no column 'body'; it has id, text"):
            run_on_cluster(task, Console(quiet=True))
        assert not (tmp_path / "out").exists()
