"""Whether doubt finds a reader's serious errors: `python benchmarks/doubt.py DATA`.

DATA holds a folder for each pair with the test sets, one sentence a line (`en-de/flores-dev.en`). The verdicts are those of
docs/measured/translation-verdicts.tsv; a sentence that is translated differently by now is left out and counted.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefsmith.settings import Settings
from briefsmith.translate.checked import CheckedTranslator, Translation
from briefsmith.translate.doubt import DOUBTFUL, READ
from briefsmith.wiring.translation import build_translators

VERDICTS = Path(__file__).parents[1] / "docs" / "measured" / "translation-verdicts.tsv"
# Sentences are of similar length if they differ by so many words at most.
SIMILAR = 3


@dataclass(frozen=True)
class Judged:
    """One sentence with its translation and a reader's verdict."""

    source: str
    translation: Translation
    serious: bool

    @property
    def doubt(self) -> float:
        return self.translation.doubt or 0.0


def auroc(scores: Sequence[float], serious: Sequence[bool]) -> float:
    """How often a serious error has the higher score of two; ties count half."""
    bad = [s for s, is_bad in zip(scores, serious, strict=True) if is_bad]
    good = [s for s, is_bad in zip(scores, serious, strict=True) if not is_bad]
    return sum((b > g) + 0.5 * (b == g) for b in bad for g in good) / (len(bad) * len(good))


def within_length(rows: Sequence[Judged]) -> float:
    """The same over pairs of sentences of similar length."""
    won = [
        (bad.doubt > good.doubt) + 0.5 * (bad.doubt == good.doubt)
        for bad in rows
        for good in rows
        if bad.serious and not good.serious and abs(words(bad) - words(good)) <= SIMILAR
    ]
    return sum(won) / len(won)


def words(row: Judged) -> int:
    return len(row.source.split())


def read(pair: str, part: str, data: Path) -> tuple[list[Judged], int]:
    """The sentences of one part as they are translated now, and how many are translated differently."""
    source, target = pair.split("-")
    with VERDICTS.open(encoding="utf-8") as file:
        lines = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        wanted = [row for row in lines if (row["pair"], row["part"]) == (pair, part)]
    names = {row["set"] for row in wanted}
    sets = {name: (data / pair / f"{name}.{source}").read_text("utf-8").split("\n") for name in names}
    sources = [sets[row["set"]][int(row["line"]) - 1] for row in wanted]
    checked = CheckedTranslator(build_translators(Settings()).get(source, target), (source, target))
    begin = time.perf_counter()
    found = checked.checked(sources)
    print(f"{len(sources) / (time.perf_counter() - begin):.0f} sentences a second")
    rows = [
        Judged(text, translation, row["verdict"] == "serious")
        for row, text, translation in zip(wanted, sources, found, strict=True)
        # Verdicts are of the words: they are older than apostrophes of print.
        if hashlib.sha256(translation.text.replace("’", "'").encode()).hexdigest()[:16] == row["hash"]
    ]
    return rows, len(wanted) - len(rows)


def report(name: str, rows: Sequence[Judged], changed: int) -> None:
    """Print how well doubt and its parts separate, and what the levels promise."""
    serious = [row.serious for row in rows]
    signals = {
        "doubt": [row.doubt for row in rows],
        "surprise": [row.translation.signals.surprise or 0 for row in rows],
        "gap": [row.translation.signals.gap or 0 for row in rows],
        "words of the source": [float(words(row)) for row in rows],
        "findings of the guards": [float(bool(row.translation.findings)) for row in rows],
    }
    print(f"\n{name}: {len(rows)} sentences, {sum(serious)} serious; {changed} are translated differently by now")
    print("AUROC: " + ", ".join(f"{signal} {auroc(values, serious):.3f}" for signal, values in signals.items()))
    print(f"AUROC of doubt among sentences of similar length: {within_length(rows):.3f}")
    sure = [row.serious for row in rows if row.doubt < READ]
    doubtful = [row.serious for row in rows if row.doubt >= DOUBTFUL]
    print(f"sure: {len(sure)}, of them serious {sum(sure)}")
    print(
        f"doubtful: {len(doubtful)}, of them serious {sum(doubtful)}, which is {sum(doubtful) / sum(serious):.0%} of all"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    for pair in ("en-de", "en-fr"):
        for part in ("chose", "unseen"):
            report(f"{pair}, {part}", *read(pair, part, arguments.data))


if __name__ == "__main__":
    main()
