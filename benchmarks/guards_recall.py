"""What the guards find and how often they are wrong: `python benchmarks/guards_recall.py DATA`.

DATA holds a folder for each pair (`en-de`, `en-fr`, `en-es`) with flores-dev and a newstest, a sentence a line. Sentences with an
even number are there to tune on; the table is of the others. `--tune` shows the former, with examples.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from translation_errors import BREAKS

from briefsmith.translate.guards import GUARDS, findings
from briefsmith.translate.guards.base import Sides

TARGETS = ("de", "fr", "es")
Pairs = list[tuple[str, str]]
Pair = tuple[str, str]


def read(folder: Path, target: str, half: int) -> dict[str, Pairs]:
    """The sentence pairs of one half by the name of their set."""
    sets = {}
    for path in sorted(folder.glob(f"*.{target}")):
        if not (path.stem == "flores-dev" or path.stem.isalnum()):
            continue  # a system's output
        sides = [(folder / f"{path.stem}.{code}").read_text("utf-8").splitlines() for code in ("en", target)]
        sets[path.stem] = [pair for i, pair in enumerate(zip(*sides, strict=True)) if i % 2 == half]
    return sets


def alarms(pairs: Pairs, pair: Pair, examples: bool) -> tuple[float, Counter[str]]:
    """The share of sound translations that are flagged, and how many by which guard."""
    flagged, by_guard = 0, Counter[str]()
    for source, target in pairs:
        found = findings(source, target, pair)
        flagged += bool(found)
        by_guard.update({finding.kind for finding in found})
        if examples and found:
            print(f"  {[f'{f.kind}: {f.message}' for f in found]}\n    {source}\n    {target}")
    return flagged / len(pairs), by_guard


def recall(name: str, pairs: Pairs, pair: Pair, seed: int, show: int = 0) -> tuple[int, int]:
    """How many of the errors of a kind are found, and how many there are."""
    rng, make, seen, caught = random.Random(seed), BREAKS[name], 0, 0
    for source, target in pairs:
        broken = make(source, target, pair[1], rng)
        if broken is None or (broken[1] == target and broken[0] == source):
            continue
        found = bool(findings(*broken, pair))
        seen, caught = seen + 1, caught + found
        if not found and show:
            show -= 1
            print(f"  MISSED {name}\n    {broken[0]}\n    {broken[1]}")
    return caught, seen


def cost(pairs: Pairs, pair: Pair) -> dict[str, float]:
    """Microseconds a sentence of each guard, in order; what several share counts for the first."""
    spent: dict[str, float] = defaultdict(float)
    for source, target in pairs:
        sides = Sides(source, target, pair)
        for guard in GUARDS:
            start = time.perf_counter()
            guard.findings(sides)
            spent[guard.name] += time.perf_counter() - start
    return {name: seconds / len(pairs) * 1e6 for name, seconds in spent.items()}


def percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%} of {whole}" if whole else "-"


def row(name: str, cells: Sequence[str]) -> None:
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the table of docs/measured/checking.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tune", action="store_true", help="the half to tune on")
    parser.add_argument("--alarms", action="store_true", help="print every alarm on a human translation")
    parser.add_argument(
        "--missed", type=int, default=0, metavar="N", help="print N errors of each kind that are missed"
    )
    parser.add_argument("--only", help="kinds of errors that contain this")
    parser.add_argument("--targets", default=",".join(TARGETS))
    options = parser.parse_args()
    targets, half, seed = options.targets.split(","), 0 if options.tune else 1, 1 if options.tune else 2
    data = {target: read(options.data / f"en-{target}", target, half) for target in targets}
    row("", targets)
    row("---", ["---"] * len(targets))
    if not options.only:
        every: dict[str, list[str]] = defaultdict(list)
        for target in targets:
            total, kinds, n = 0.0, Counter[str](), 0
            for name, pairs in data[target].items():
                rate, counted = alarms(pairs, ("en", target), options.alarms)
                every[f"alarms, {name.rstrip('0123456789')}"].append(f"{rate:.2%} of {len(pairs)}")
                total, kinds, n = total + rate * len(pairs), kinds + counted, n + len(pairs)
            every["alarms in all"].append(f"{total / n:.2%} of {n}")
            every["by kind"].append(", ".join(f"{kind} {count / n:.2%}" for kind, count in kinds.most_common()))
        for name, cells in sorted(every.items()):
            row(name, cells)
        spent = {target: cost(data[target]["flores-dev"], ("en", target)) for target in targets}
        row("milliseconds a sentence", [f"{sum(spent[target].values()) / 1000:.2f}" for target in targets])
        if options.tune:
            for guard in GUARDS:
                row(f"microseconds, {guard.name}", [f"{spent[target][guard.name]:.0f}" for target in targets])
    for name in BREAKS:
        if options.only and options.only not in name:
            continue
        joined = {target: [pair for pairs in data[target].values() for pair in pairs] for target in targets}
        row(name, [percent(*recall(name, joined[t], ("en", t), seed, options.missed)) for t in targets])


if __name__ == "__main__":
    main()
