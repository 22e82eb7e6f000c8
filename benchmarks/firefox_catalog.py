"""The catalog of Mozilla's models, from a list of their hashes: `python benchmarks/firefox_catalog.py pins.json > FILE`.

FILE is `src/briefsmith/models/firefox.json`. The list has, for each folder of mozilla/firefox-translations-models, the
SHA-256 and size of every packed file, those of the unpacked model, and the scores that Mozilla publishes. Models for languages
that briefsmith does not know are named on stderr and left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from briefsmith.engines.codes import known_language


def language(code: str) -> str | None:
    """The canonical code; None for a language that we do not know, or know only as a variety of another."""
    known = known_language(code)
    return known if known == code.partition("-")[0] else None


def entry(model: dict[str, Any]) -> dict[str, Any] | None:
    """One model as it stands in the catalog."""
    source, target = language(model["source"]), language(model["target"])
    if source is None or target is None:
        return None
    files = {
        name: [file["gz_sha256"], file["gz_bytes"]]
        for name, file in sorted(model["files"].items())
        if not name.startswith("qualityModel")
    }
    return {
        "source": source,
        "target": target,
        "architecture": model["architecture"],
        "bleu": model["flores"]["bleu"],
        "comet": model["flores"]["comet"],
        "sha256": model["model_sha256"],
        "bytes": model["model_bytes"],
        "files": files,
    }


def main() -> None:
    pins = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    rows = []
    for name, model in sorted(pins["models"].items()):
        if (row := entry(model)) is None:
            print(f"left out: {name}", file=sys.stderr)
        else:
            rows.append(row)
    rows.sort(key=lambda row: (row["source"], row["target"], row["architecture"]))
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    print(f'{{"from": {json.dumps(pins["from"])}, "models": [\n{lines}\n]}}')


if __name__ == "__main__":
    main()
