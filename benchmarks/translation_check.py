"""What the check of translations finds, and what it costs: `python benchmarks/translation_check.py DATA --pair en-de`.

DATA holds `flores-dev.en` and `.de`, and the same of newstest2014 (2013 for Spanish). Errors are put into human translations
with a fixed seed; a report on an untouched one counts as a false alarm, though some of these are errors of the translators.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import sacrebleu

from briefsmith.settings import Settings
from briefsmith.training.word_tables import without_clause, without_half
from briefsmith.translate.checked import CheckedTranslator, TranslationOptions
from briefsmith.translate.guards import findings
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.wiring.translation import build_translators

Pair = tuple[str, str]
Pairs = list[tuple[str, str]]
Break = Callable[[str, str, random.Random], "str | None"]
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")


def other_digit(source: str, target: str, rng: random.Random) -> str | None:
    """One digit of the target is changed."""
    digits = list(re.finditer(r"\d", target))
    if not digits:
        return None
    at = rng.choice(digits)
    return target[: at.start()] + str((int(at[0]) + rng.randrange(1, 10)) % 10) + target[at.end() :]


def looped(source: str, target: str, rng: random.Random) -> str:
    """One to five words are repeated three times."""
    words = target.split()
    size = rng.randrange(1, 6)
    start = rng.randrange(0, max(1, len(words) - size))
    return " ".join(words[: start + size] + words[start : start + size] * 2 + words[start + size :])


BREAKS: dict[str, Break] = {
    "half left out": lambda s, t, rng: without_half(t, rng),
    "a clause of 30 to 80 % left out": lambda s, t, rng: without_clause(t, rng),
    "a digit changed": other_digit,
    "a copy of the source": lambda s, t, rng: s,
    "a loop": looped,
}


def read(data: Path, name: str, pair: Pair) -> Pairs:
    sources, targets = ((data / f"{name}.{code}").read_text("utf-8").splitlines() for code in pair)
    return list(zip(sources, targets, strict=True))


def caught(pairs: Pairs, pair: Pair) -> None:
    """Print false alarms by kind, then the share of each seeded error that is reported."""
    start = time.perf_counter()
    reports = [findings(source, target, pair) for source, target in pairs]
    cost = (time.perf_counter() - start) / len(pairs) * 1000
    kinds = Counter(kind for found in reports for kind in {finding.kind for finding in found})
    print(f"| false alarms | {sum(map(bool, reports)) / len(pairs):.2%} of {len(pairs)} |")
    print(f"| by kind | {', '.join(f'{kind} {n / len(pairs):.2%}' for kind, n in kinds.most_common())} |")
    print(f"| milliseconds a sentence | {cost:.2f} |")
    for name, make in BREAKS.items():
        rng = random.Random(7)
        broken = [(s, b) for s, t in pairs if (b := make(s, t, rng)) is not None]
        print(f"| {name} | {sum(bool(findings(s, b, pair)) for s, b in broken) / len(broken):.1%} of {len(broken)} |")


def names_kept(pairs: Pairs, outputs: list[str]) -> str:
    """Capitalised words inside the source that the reference keeps unchanged and the output has too."""
    wanted = [(w, o) for (s, r), o in zip(pairs, outputs, strict=True) for w in set(_NAME.findall(s)) if w in r]
    return f"{sum(w in o for w, o in wanted) / len(wanted):.1%} of {len(wanted)}"


def with_and_without(pairs: Pairs, pair: Pair) -> None:
    """Print BLEU, names and seconds of the embedded model, unchecked and checked, and what the ladder did."""
    plain = build_translators(Settings()).get(*pair)
    checked = {
        "checked, source forms": CheckedTranslator(plain, pair, TranslationOptions(locale=False)),
        "checked": CheckedTranslator(plain, pair, TranslationOptions()),
    }
    sources, references = [s for s, _ in pairs], [t for _, t in pairs]
    plain.translate(sources[:8])
    systems: dict[str, Seq2SeqTranslator | CheckedTranslator] = {"unchecked": plain, **checked}
    for name, system in systems.items():
        start, cpu = time.perf_counter(), time.process_time()
        outputs = system.translate(sources)
        seconds = f"{time.perf_counter() - start:.0f} ({time.process_time() - cpu:.0f} CPU)"
        bleu = sacrebleu.corpus_bleu(outputs, [references]).score
        print(f"| {name} | {bleu:.2f} | {names_kept(pairs, outputs)} | {seconds} |", flush=True)
    done = checked["checked"].checked(sources)
    rungs = Counter(rung for translation in done for rung in translation.rungs)
    righted = sum(bool(t.rungs) and not t.findings for t in done)
    print(f"\nflagged {sum(bool(t.findings) for t in done) / len(done):.1%}, put right {righted}, tries {dict(rungs)}")


def main() -> None:
    """Print the tables of docs/measured/checking.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pair", default="en-de", metavar="SRC-TGT")
    parser.add_argument("--no-model", action="store_true", help="only the check itself")
    options = parser.parse_args()
    source, target = options.pair.split("-")
    pair = source, target
    names = [*sorted({path.stem for path in options.data.glob(f"*.{target}") if path.stem.isalnum()}), "flores-dev"]
    for name in names:
        print(f"\n| {name}, human translations | |\n|---|---|")
        caught(read(options.data, name, pair), pair)
    if not options.no_model:
        print("\n| flores-dev | BLEU | names kept | seconds |\n|---|---|---|---|")
        with_and_without(read(options.data, "flores-dev", pair), pair)


if __name__ == "__main__":
    main()
