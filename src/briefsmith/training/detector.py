"""Lays out py3langid's model for `briefsmith.text.language_model`: `python -m briefsmith.training.detector`.

Only the languages that detection tells apart are kept, weights become bytes, and the automaton becomes a hash table of
the n-grams that its states stand for. Run it again after a change of `briefsmith.languages` or of py3langid.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefsmith.text.detect import told_apart
from briefsmith.text.language_model import FOLDER, LONGEST, MULTIPLIERS, slots_of
from briefsmith.training.report import require_extra

# At most two fifths of the places are taken: with two places each, cuckoo hashing needs less than half.
_MOST_TAKEN = 0.4
_MOST_MOVES = 1000


@dataclass(frozen=True, slots=True)
class Automaton:
    """py3langid's: the successors of each distinct row (256 each), the row of each state, and its feature or -1."""

    successors: NDArray[np.uint32]
    row: Sequence[int]
    feature: Sequence[int]


def states(automaton: Automaton) -> dict[bytes, int]:
    """The n-gram that each state stands for, found breadth first, and the state's feature."""
    found, waiting, seen = {b"": automaton.feature[0]}, [(b"", 0)], {0}
    for gram, state in waiting:
        for byte, after in enumerate(automaton.successors[automaton.row[state]].tolist()):
            if after not in seen:
                seen.add(after)
                longer = gram + bytes([byte])
                found[longer] = automaton.feature[after]
                waiting.append((longer, after))
    del found[b""]
    if max(map(len, found)) > LONGEST or any(0 in gram for gram in found):
        raise ValueError("this model's n-grams are longer than ours, or hold a zero byte")
    return found


def hashed(features: dict[bytes, int]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The table of n-grams and their features, each in one of its two places."""
    size = 1 << int(np.ceil(np.log2(len(features) / _MOST_TAKEN)))
    keys = np.array([int.from_bytes(gram, "big") for gram in features], dtype=np.uint64)
    places = [slots_of(keys, multiplier, size).tolist() for multiplier in MULTIPLIERS]
    taken = [-1] * size
    for number in range(len(keys)):
        _place(number, places, taken)
    order = np.array(taken)
    grams = np.where(order >= 0, keys[order], np.uint64(0))
    rows = np.where(order >= 0, np.array(list(features.values()))[order], -1)
    return grams, rows.astype(np.int32)


def _place(number: int, places: Sequence[Sequence[int]], taken: list[int]) -> None:
    """Put a key into its first place; what was there moves to its other place, and so on."""
    slot = places[0][number]
    for _ in range(_MOST_MOVES):
        number, taken[slot] = taken[slot], number
        if number < 0:
            return
        slot = places[1][number] if slot == places[0][number] else places[0][number]
    raise ValueError("the hash table is too full")


def write_detector(folder: Path, labels: Iterable[str]) -> None:
    """Write the model of these labels of py3langid. Raises UsageError without py3langid."""
    require_extra("py3langid")
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    weights, priors, classes, successors, row, feature = load_model(MODEL_DIR / MODEL_FILE)
    wanted = set(labels)
    kept = [column for column, label in enumerate(classes) if label in wanted]
    automaton = Automaton(np.array(successors, dtype=np.uint32).reshape(-1, 256), row, feature)
    grams, rows = hashed(states(automaton))
    few = weights[:, kept].astype(np.float64)
    floor = float(few.min())
    step = (float(few.max()) - floor) / 255
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"grams": grams, "rows": rows, "weights": np.round((few - floor) / step).astype(np.uint8)}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))
    head: dict[str, Any] = {
        "labels": [classes[column] for column in kept],
        "priors": [float(f"{priors[column]:.8g}") for column in kept],
        "floor": floor,
        "step": step,
    }
    (folder / "model.json").write_text(json.dumps(head) + "\n", "utf-8")


if __name__ == "__main__":
    write_detector(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, told_apart())
