from __future__ import annotations

import gzip
import json
import lzma
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefsmith.cli.train import app
from briefsmith.errors import InputError, UsageError
from briefsmith.training.word_tables import learn, parse_origins, parse_pair, read
from briefsmith.translate.guards.coverage import Table, features

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def toy_words(seed: int) -> list[str]:
    rng = random.Random(seed)
    return sorted({"".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(3)) for _ in range(300)})


SOURCE, TARGET = toy_words(1), toy_words(2)
DICTIONARY = dict(zip(SOURCE, TARGET, strict=False))


def toy_pairs(count: int, seed: int) -> list[tuple[str, str]]:
    """Sentences of a toy language, each word with one translation."""
    rng = random.Random(seed)
    sources = [rng.choices(list(DICTIONARY), k=rng.randint(6, 14)) for _ in range(count)]
    return [(" ".join(words), " ".join(DICTIONARY[word] for word in words)) for words in sources]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "toy.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"human\t{source}\t{target}\n" for source, target in toy_pairs(600, seed=3))
    return path


def command(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["word-table", *map(str, arguments)])


def halves(target: str) -> list[str]:
    words = target.split()
    middle = len(words) // 2
    return [" ".join(words[:middle]), " ".join(words[middle:])]


def test_the_table_finds_the_half_that_was_left_out(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "new/en-de.json.gz"
    done = command(pairs, "--pair", "en-German", "--out", out)
    assert (done.exit_code, done.stdout) == (0, f"{out}\n"), done.output
    data = json.loads(gzip.decompress(out.read_bytes()))
    assert data["pair"] == "en-de"
    assert data["measured"]["decision"].startswith("150 ")
    table = Table.from_json(data)
    unseen = toy_pairs(60, seed=4)
    sound = [table.probability(features(source, target, table)) for source, target in unseen]
    cut = [table.probability(features(source, half, table)) for source, target in unseen for half in halves(target)]
    # The threshold is a quantile of 75 sound pairs only.
    assert sum(p > table.threshold for p in sound) <= 0.1 * len(sound)
    assert sum(p > table.threshold for p in cut) >= 0.95 * len(cut)
    first = out.read_bytes()
    command(pairs, "--pair", "en-de", "--out", out)
    assert out.read_bytes() == first


def test_plain_gz_and_two_columns_are_read(tmp_path: Path) -> None:
    lines = "".join(f"{source}\t{target}\n" for source, target in toy_pairs(250, seed=5))
    (tmp_path / "plain.tsv").write_text(lines)
    (tmp_path / "packed.tsv.gz").write_bytes(gzip.compress(lines.encode()))
    corpus = read([tmp_path / "plain.tsv", tmp_path / "packed.tsv.gz"], re.compile("^packed$"), 100)
    assert (len(corpus.table), len(corpus.decision)) == (100, 125)
    assert len(corpus.telling) == 500 - 125 - 100


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (toy_pairs(60, seed=6), "needs at least 200 pairs of 5 to 30 source words"),
        ([(f"{n} a b c d e", "one two three four five six") for n in range(300)], "no word is frequent enough"),
        (
            [(source, " ".join(target.split()[:4])) for source, target in toy_pairs(300, 7)],
            "no target sentence is long",
        ),
    ],
)
def test_pairs_that_tell_nothing_are_one_sentence(
    text: Sequence[tuple[str, str]], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "few.tsv"
    path.write_text("".join(f"{source}\t{target}\n" for source, target in text))
    with pytest.raises(UsageError, match=message):
        learn(read([path], re.compile(""), 1000), ("en", "de"))


def test_what_is_wrong_with_the_files_or_options_is_said(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("a\tb\nonly one\n")
    with pytest.raises(InputError, match=r"bad\.tsv, line 2: expected 2 or 3 columns, found 1"):
        read([tmp_path / "bad.tsv"], re.compile(""), 10)
    with pytest.raises(UsageError, match="There is no file"):
        read([tmp_path / "nowhere.tsv"], re.compile(""), 10)
    with pytest.raises(UsageError, match="--pair de: expected source and target"):
        parse_pair("de")
    with pytest.raises(UsageError, match=r"--human \[: not a regular expression"):
        parse_origins("[")


@pytest.mark.parametrize("name", ["word-table", "ranker"])
def test_without_the_extra_it_says_how_to_get_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    (tmp_path / "data").write_text("")
    more = ["--pair", "en-de"] if name == "word-table" else []
    done = CliRunner().invoke(app, [name, "data", "--out", "out.json", *more])
    assert isinstance(done.exception, UsageError)
    assert str(done.exception) == "Training needs scikit-learn: pip install 'briefsmith[train]'"
