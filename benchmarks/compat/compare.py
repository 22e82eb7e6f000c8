"""Compares two files of `run.py`: on how many calls result or exception are the same, and the warnings too.

    PYTHON benchmarks/compat/compare.py OLD.json NEW.json [--least PERCENT] [--show PART]

A call agrees if both gave the same result, or if the new exception can be caught as the old one. Calls that differ for
a reason that docs/guide/migrating-from-transformers-pipelines.md states are listed with it. Exits with 1 below `--least`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tests"), str(Path(__file__).resolve().parent)]

import calls


def agrees(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the new outcome is what a script of 4.57 expects."""
    if "error" in old:
        return "error" in new and old["error"][0] in new["error"]
    return "error" not in new and old["result"] == new["result"]


def shown(outcome: dict[str, Any]) -> str:
    if "error" in outcome:
        return f"{outcome['error'][0]}: {outcome['message'][:300]}"
    return json.dumps(outcome["result"], ensure_ascii=False)[:400]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--show", default=None)
    parser.add_argument("--warnings", action="store_true", help="show calls whose warnings differ")
    asked = parser.parse_args()
    old, new = (json.loads(path.read_text("utf-8")) for path in (asked.old, asked.new))
    names = [name for name in old if name in new]
    differing = [name for name in names if not agrees(old[name], new[name])]
    warned = [
        name
        for name in names
        if name not in differing and sorted(old[name]["warnings"]) != sorted(new[name]["warnings"])
    ]
    reasons = {call.name: call.differs for call in calls.CALLS}
    for name in differing:
        if asked.show is None or asked.show in name:
            print(f"{name}: {reasons.get(name) or 'NO REASON'}")
            if asked.show is not None:
                print(f"    old {shown(old[name])}\n    new {shown(new[name])}")
    for name in warned if asked.warnings else ():
        print(name)
        for mark, here, there in (("-", old, new), ("+", new, old)):
            for text in here[name]["warnings"]:
                if text not in there[name]["warnings"]:
                    print(f"    {mark} {text[:220]}")
    share = 100 * (1 - len(differing) / len(names))
    both = 100 * (1 - (len(differing) + len(warned)) / len(names))
    open_ = [name for name in differing if not reasons.get(name)]
    print(f"{len(names)} calls: {len(names) - len(differing)} agree ({share:.1f} %), warnings too {both:.1f} %; "
          f"{len(open_)} differ without a stated reason")  # fmt: skip
    if share < asked.least or (asked.least and open_):
        sys.exit(1)


if __name__ == "__main__":
    main()
