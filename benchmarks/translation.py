"""The embedded translator as `run` uses it: `python benchmarks/translation.py ../shared/data/translation/en-de`.

DATA holds `flores-dev.en`, `flores-dev.de`, `newstest2014.en` and `newstest2014.de`, one sentence a line.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import sacrebleu

from briefsmith.build import build_translator
from briefsmith.check.figures import numbers
from briefsmith.check.translation import repeated
from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import CTranslate2Engine, embedded_engine
from briefsmith.engines.folder import by_pair, embedded_models
from briefsmith.settings import Settings


def scores(hypotheses: list[str], references: list[str]) -> str:
    bleu = sacrebleu.corpus_bleu(hypotheses, [references]).score
    return f"{bleu:.1f} | {sacrebleu.corpus_chrf(hypotheses, [references]).score:.1f}"


def speed(engine: CTranslate2Engine, sources: list[str], batch: int) -> float:
    """Sentences a second, batch after batch."""
    start = time.perf_counter()
    for i in range(0, len(sources), batch):
        engine.generate(sources[i : i + batch], GenerationParams())
    return len(sources) / (time.perf_counter() - start)


def main() -> None:
    """Print quality, then trouble on 2,000 sentences, then speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    folder = by_pair(embedded_models())["en", "de"]
    translator = build_translator(Settings(), "en", "de")
    plain = embedded_engine(folder)
    everything: list[tuple[str, str]] = []
    print("| set | decoding | BLEU | chrF | seconds |\n|---|---|---|---|---|")
    for name in ("flores-dev", "newstest2014"):
        sources, references = ((data / f"{name}.{code}").read_text("utf-8").splitlines() for code in ("en", "de"))
        short = [s for s, n in zip(sources, plain.count_tokens(sources), strict=True) if n <= plain.max_input_tokens]
        start = time.perf_counter()
        chosen = translator.translate(sources)
        print(
            f"| {name} | as `run` does | {scores(chosen, references)} | {time.perf_counter() - start:.0f} |", flush=True
        )
        everything += zip(sources, chosen, strict=True)
        print(f"| {name} | {len(sources) - len(short)} of {len(sources)} sentences cut at clauses | | | |")
    sample = everything[:2000]
    wanted = sum(numbers(s).total() for s, _ in sample)
    lost = sum((numbers(s) - numbers(t)).total() for s, t in sample)
    names = [(w, t) for s, t in sample for w in s.split()[1:] if w.isalpha() and w[0].isupper() and len(w) > 3]
    print("\n| on 2,000 sentences | |\n|---|---|")
    print(f"| figures kept | {1 - lost / wanted:.1%} of {wanted} |")
    print(f"| capitalised words found again | {sum(w in t for w, t in names) / len(names):.1%} of {len(names)} |")
    print(f"| empty | {sum(not t.strip() for _, t in sample)} |")
    print(f"| looping | {sum(bool(repeated(t, s)) for s, t in sample)} |")
    print(
        f"| untranslated (a copy of more than three words) | {sum(s == t and len(s.split()) > 3 for s, t in sample)} |"
    )
    fit = [n <= plain.max_input_tokens for n in plain.count_tokens([s for s, _ in everything[:300]])]
    some = [s for (s, _), fits in zip(everything[:300], fit, strict=True) if fits][:256]
    print(f"| sentences/s, batch 1 and 64 | {speed(plain, some[:64], 1):.1f}, {speed(plain, some, 64):.1f} |")
    print(f"| peak memory of this process | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB |")


if __name__ == "__main__":
    main()
