"""The embedded translator as `run` uses it: `python benchmarks/translation.py DATA --pair en-de`.

DATA holds `flores-dev.en` and `.de` and the same of one other set, one sentence a line. It prints what each step of
decoding adds, then what goes wrong on 2,000 sentences, then speed. `--few` prints only the beam and what `run` does, on
these 2,000 sentences.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import sacrebleu

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.ctranslate2 import CTranslate2Engine, embedded_engine
from briefsmith.engines.folder import embedded_models
from briefsmith.facts.digits import numbers
from briefsmith.settings import Settings
from briefsmith.translate.checked import CheckedTranslator, TranslationOptions
from briefsmith.translate.guards.repetition import repeated
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.wiring.translation import build_translators

# The references of newstest have plain quotation marks; what `run` writes has those of the language, and its spaces.
PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("\u00a0\u202f", " ")}
)
BEAM = "beam 4"
CHECKED = "and checked, with retries"
RUN = "and figures and quotation marks of the language"
Way = Callable[[list[str]], list[str]]


def scores(hypotheses: list[str], references: list[str]) -> str:
    """BLEU, chrF, and BLEU with plain quotation marks and spaces on both sides."""
    bleu, chrf = sacrebleu.corpus_bleu(hypotheses, [references]), sacrebleu.corpus_chrf(hypotheses, [references])
    ours, theirs = ([text.translate(PLAIN) for text in texts] for texts in (hypotheses, references))
    return f"{bleu.score:.2f} | {chrf.score:.2f} | {sacrebleu.corpus_bleu(ours, [theirs]).score:.2f}"


def first(translator: Seq2SeqTranslator, params: GenerationParams) -> Way:
    """The likeliest hypothesis, unchanged."""
    return lambda sources: [found[0].text for found in translator.hypotheses(sources, params)]


def ways(translator: Seq2SeqTranslator, pair: tuple[str, str]) -> dict[str, Way]:
    """Ways to decode, each adding one thing; the last is what `run` does."""
    params = translator.params
    return {
        "greedy": first(translator, replace(params, beam_size=1, num_hypotheses=1)),
        BEAM: first(translator, replace(params, beam_size=4, num_hypotheses=1)),
        "beam 4, no word thrice in a row (3-grams)": first(
            translator, replace(params, beam_size=4, num_hypotheses=1, no_repeat_ngram_size=3)
        ),
        "the best of 4 by figures, repetitions and copies": translator.translate,
        CHECKED: CheckedTranslator(translator, pair, TranslationOptions(locale=False)).translate,
        RUN: CheckedTranslator(translator, pair).translate,
    }


def speed(engine: CTranslate2Engine, sources: list[str], batch: int) -> float:
    """Sentences a second, batch after batch."""
    start = time.perf_counter()
    for i in range(0, len(sources), batch):
        engine.generate(sources[i : i + batch], GenerationParams())
    return len(sources) / (time.perf_counter() - start)


def trouble(name: str, sample: list[tuple[str, str]]) -> None:
    """Print what went wrong in the translations, as far as it can be counted."""
    wanted = sum(numbers(s).total() for s, _ in sample)
    lost = sum((numbers(s) - numbers(t)).total() for s, t in sample)
    names = [(w, t) for s, t in sample for w in s.split()[1:] if w.isalpha() and w[0].isupper() and len(w) > 3]
    print(f"\n| on {len(sample)} sentences, {name} | |\n|---|---|")
    print(f"| figures kept | {1 - lost / wanted:.1%} of {wanted} |")
    print(f"| capitalised words found again | {sum(w in t for w, t in names) / len(names):.1%} of {len(names)} |")
    print(f"| empty | {sum(not t.strip() for _, t in sample)} |")
    print(f"| looping | {sum(bool(repeated(t, s)) for s, t in sample)} |")
    print(
        f"| untranslated (a copy of more than three words) | {sum(s == t and len(s.split()) > 3 for s, t in sample)} |"
    )


def main() -> None:
    """Print quality, then errors, then speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pair", default="en-de", metavar="SRC-TGT")
    parser.add_argument("--few", action="store_true", help="two ways to decode, 2,000 sentences, no speed")
    options = parser.parse_args()
    source, target = options.pair.split("-")
    pair = source, target
    translator = build_translators(Settings()).get(*pair)
    plain = embedded_engine(next(model for model in embedded_models() if model.pair == pair))
    others = sorted(path.stem for path in options.data.glob(f"*.{target}") if path.stem.isalnum())
    outputs: dict[str, list[tuple[str, str]]] = {"unchecked": [], "checked": []}
    print("| set | decoding | BLEU | chrF | BLEU, plain marks | seconds |\n|---|---|---|---|---|---|")
    left = 2000 if options.few else None
    for name in ("flores-dev", *others):
        sources, references = ((options.data / f"{name}.{c}").read_text("utf-8").splitlines()[:left] for c in pair)
        left = left and left - len(sources)
        for way, translate in ways(translator, pair).items():
            if options.few and way not in {BEAM, RUN}:
                continue
            start = time.perf_counter()
            chosen = translate(sources)
            seconds = time.perf_counter() - start
            print(f"| {name} | {way} | {scores(chosen, references)} | {seconds:.0f} |", flush=True)
            if way in {BEAM, RUN if options.few else CHECKED}:
                outputs["unchecked" if way == BEAM else "checked"] += zip(sources, chosen, strict=True)
        long = sum(n > plain.max_input_tokens for n in plain.count_tokens(sources))
        print(f"| {name} | {long} of {len(sources)} sentences cut at clauses | | | | |")
    for name, sample in outputs.items():
        trouble(name, sample[:2000])
    if options.few:
        return
    few = [s for s, _ in outputs["checked"][:300]]
    some = [s for s, n in zip(few, plain.count_tokens(few), strict=True) if n <= plain.max_input_tokens][:256]
    print(f"| sentences/s, batch 1 and 64 | {speed(plain, some[:64], 1):.1f}, {speed(plain, some, 64):.1f} |")
    print(f"| peak memory of this process | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB |")


if __name__ == "__main__":
    main()
