from __future__ import annotations

import gzip
import lzma
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import InputError, UsageError
from briefsmith.training.files import PairBlock, PairGroup, census, group_weights, read_lines, read_pairs
from briefsmith.training.settings import TrainingSettings

ROWS = "news\tOne.\tEins.\nweb\tTwo.\tZwei.\nweb\tThree.\tDrei.\n"


def settings(folder: Path, files: list[dict[str, Any]], **other: Any) -> TrainingSettings:
    given = {"source": "en", "target": "de", "data_dir": folder, "data": files, "schedule": {"minutes": 1}, **other}
    return TrainingSettings.model_validate(given)


def whole(blocks: Any) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for block in blocks:
        assert isinstance(block, PairBlock)
        found += zip((g.origin for g in block.groups), block.sources, block.targets, strict=True)
    return found


@pytest.mark.parametrize(("suffix", "opener"), [("", open), (".xz", lzma.open), (".gz", gzip.open)])
def test_plain_and_compressed_files(tmp_path: Path, suffix: str, opener: Any) -> None:
    name = f"pairs.tsv{suffix}"
    with opener(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write(ROWS)
    assert whole(read_pairs(settings(tmp_path, [{"path": name}]))) == [tuple(r.split("\t")) for r in ROWS.splitlines()]


def test_two_columns_take_the_origin_from_the_settings_or_the_name(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("One.\tEins.\n", "utf-8")
    assert whole(read_pairs(settings(tmp_path, [{"path": "mine.tsv"}]))) == [("mine", "One.", "Eins.")]
    named = settings(tmp_path, [{"path": "mine.tsv", "origin": "house"}])
    assert whole(read_pairs(named)) == [("house", "One.", "Eins.")]


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("a\u2028b\x85c\nd\n", "utf-8")
    assert list(read_lines(tmp_path / "odd.txt")) == [["a\u2028b\x85c", "d"]]


def test_limit_exclude_reverse_and_tag(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(ROWS, "utf-8")
    (tmp_path / "s.tsv").write_text("back\tmade\techt\n", "utf-8")
    synthetic = [{"path": "s.tsv", "tag": "<bt>"}]
    one = settings(tmp_path, [{"path": "a.tsv", "limit": 2}], exclude=["ne*"], reverse=True, synthetic=synthetic)
    assert whole(read_pairs(one)) == [("web", "Zwei.", "Two."), ("back", "<bt> made", "echt")]


def test_a_line_of_the_wrong_width_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(ROWS + "alone\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.tsv, line 4: expected 2 or 3 columns, found 1"):
        whole(read_pairs(settings(tmp_path, [{"path": "a.tsv"}])))


def test_unlisted_origins(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(ROWS, "utf-8")
    listed = {"n*": {"licence": "CC0-1.0"}}
    with pytest.raises(UsageError, match="neither in `origins` nor in `exclude`: web"):
        census(settings(tmp_path, [{"path": "a.tsv"}], origins=listed, unlisted="error"))
    assert census(settings(tmp_path, [{"path": "a.tsv"}], origins=listed, unlisted="drop")) == {PairGroup(0, "news"): 1}


def test_weights_of_origin_file_and_stage(tmp_path: Path) -> None:
    origins = {"ne*": {"weight": 3}, "*": {"weight": 1}}
    stages = [{"until": 0.5}, {"until": 1, "weights": {"web": 0}}]
    schedule = {"minutes": 1, "stages": stages}
    one = settings(tmp_path, [{"path": "a.tsv", "weight": 2}], origins=origins, schedule=schedule)
    counts = {PairGroup(0, "news"): 1, PairGroup(0, "web"): 2}
    assert group_weights(one, counts, 0) == {PairGroup(0, "news"): 6, PairGroup(0, "web"): 2}
    assert group_weights(one, counts, 1) == {PairGroup(0, "news"): 6, PairGroup(0, "web"): 0}


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.floats(0.05, 0.45), st.floats(0.05, 0.45)
)
def test_files_get_their_shares(a: int, b: int, c: int, share_b: float, share_c: float) -> None:
    files = [{"path": "a"}, {"path": "b", "share": share_b}, {"path": "c", "share": share_c}]
    one = settings(Path("data"), files, origins={"x": {"weight": 2.5}})
    counts = {PairGroup(0, "x"): a, PairGroup(1, "y"): b, PairGroup(2, "z"): c}
    weights = group_weights(one, counts)
    drawn = [counts[group] * weight for group, weight in weights.items()]
    assert weights[PairGroup(0, "x")] == 2.5
    assert drawn[1] / sum(drawn) == pytest.approx(share_b)
    assert drawn[2] / sum(drawn) == pytest.approx(share_c)
