"""How often language detection is right, abstains and is wrong, on whole FLORES sentences and on pieces of them.

    python benchmarks/detection.py [FOLDER]

FOLDER holds `en-de/flores-dev.de` and the like (default ../shared/data/translation).
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from briefsmith.text.detect import THRESHOLD, detect

FILES = {
    "en": "en-de/flores-dev.en",
    "de": "en-de/flores-dev.de",
    "fr": "en-fr/flores-dev.fr",
    "es": "en-es/flores-dev.es",
}
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)


def main() -> None:
    """Print one row for each length of piece."""
    default = Path(__file__).parents[2] / "shared/data/translation"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    texts = [(code, line) for code, name in FILES.items() for line in (folder / name).read_text("utf-8").splitlines()]
    print(f"{len(texts)} sentences in {', '.join(FILES)}; the threshold in use is {THRESHOLD}")
    print("piece   right " + " ".join(f"{f'abstain/wrong at {t}':>23}" for t in THRESHOLDS))
    for size in (20, 40, 80, None):
        generator = random.Random(1)
        found = []
        for code, line in texts:
            start = generator.randrange(max(1, len(line) - size)) if size else 0
            detection = detect(line[start : start + size] if size else line)
            found.append((detection.confidence, detection.candidates[0][0] == code if detection.candidates else False))
        cells = []
        for threshold in THRESHOLDS:
            abstained = sum(confidence < threshold for confidence, _ in found) / len(found)
            wrong = sum(confidence >= threshold and not right for confidence, right in found) / len(found)
            cells.append(f"{abstained:>13.1%} / {wrong:>7.2%}")
        right = sum(right for _, right in found) / len(found)
        print(f"{size or 'whole':<7} {right:>5.1%} {' '.join(cells)}")


if __name__ == "__main__":
    main()
