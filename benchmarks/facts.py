"""The check of facts, measured: `python benchmarks/facts.py frank|swaps|references|briefs DATA.jsonl [...]`.

`frank` takes FRANK files and prints precision, recall and balanced accuracy of three checks: naive (figures and
capitals), product (what `run` flags) and risk (weights of the package; with `--folds`, of five folds that have not seen
the document; `--fit` writes new ones, which needs a file of one-sentence summaries and one of longer ones).
`swaps` changes facts of true sentences; `references` prints the sentences of human summaries that are flagged;
`briefs` counts flags on the embedded summarizer's briefs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from frank import ERRORS, Judged, Rates, by_kind, flagged, judged, naive, swap_recall, truecased

from briefsmith.check import risk
from briefsmith.check.source import Source
from briefsmith.check.stage import STRANGE
from briefsmith.check.support import unsupported
from briefsmith.evaluate.data import read
from briefsmith.evaluate.summaries import document
from briefsmith.model import Document
from briefsmith.settings import Settings
from briefsmith.wiring.pipeline import build_pipeline

FOLDS = 5
# Strong regularisation: with seven features and 500 summaries, 0.003 to 0.03 differ by less than 0.01.
STRENGTH = 0.01
WEIGHTS = Path(risk.__file__).with_name("risk.json")
Table = list[tuple[Judged, Source]]


def load(path: Path) -> Table:
    """Every judged summary of a file with its source."""
    table = []
    for record in read(str(path), ("text",)):
        source = Source.of(document(record["text"], record["lang"], record["id"]))
        table += [(truecased(item, source), source) for item in judged(record)]
    return table


def fit(table: Table) -> dict[str, object]:
    """Bias and weights for unscaled features."""
    from sklearn.linear_model import LogisticRegression

    values = np.array([risk.summary_features(item.sentences, source) for item, source in table])
    truth = np.array([bool(item.errors) for item, _ in table])
    mean, scale = values.mean(0), values.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, class_weight="balanced").fit((values - mean) / scale, truth)
    weights = model.coef_[0] / scale
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return {"bias": round(bias, 4), "weights": [round(float(weight), 4) for weight in weights]}


def out_of_fold(table: Table) -> list[bool]:
    """For each summary, the prediction of weights that were fitted without its document."""
    ids = sorted({item.document_id for item, _ in table})
    random.Random(0).shuffle(ids)
    fold = {id_: place % FOLDS for place, id_ in enumerate(ids)}
    said = [False] * len(table)
    values = np.array([risk.summary_features(item.sentences, source) for item, source in table])
    for held in range(FOLDS):
        model = fit([row for row in table if fold[row[0].document_id] != held])
        scores = values @ np.array(model["weights"]) + model["bias"]
        for place, (item, _) in enumerate(table):
            if fold[item.document_id] == held:
                said[place] = bool(scores[place] > 0)
    return said


def frank(paths: Sequence[Path], *, folds: bool) -> None:
    print("| data | check | error | precision | recall | balanced accuracy |\n|---|---|---|---|---|---|")
    for path in paths:
        table = load(path)
        checks: dict[str, Callable[[Judged, Source], bool]] = {
            "naive": lambda item, source: naive(item.sentences, source),
            "product": lambda item, source: flagged(item.sentences, source),
            "risk": lambda item, source: risk.risk(item.sentences, source) > 0.5,
            "words": lambda item, source: (
                len(item.sentences) == 1 and len(risk.strange_words(item.sentences[0], source)) >= STRANGE
            ),
        }
        said = {name: [check(item, source) for item, source in table] for name, check in checks.items()}
        if folds:
            said["risk, 5 folds"] = out_of_fold(table)
        for name, answers in said.items():
            for error in ("any", *ERRORS):
                true = [bool(item.errors) if error == "any" else error in item.errors for item, _ in table]
                r = Rates.of(answers, true)
                print(
                    f"| {path.name} | {name} | {error} | {r.precision:.2f} | {r.recall:.2f} | {r.balanced_accuracy:.3f} |"
                )


def write_weights(paths: Sequence[Path]) -> None:
    made: dict[str, object] = {
        "made": f"benchmarks/facts.py frank --fit {' '.join(path.name for path in paths)}; logistic regression, "
        f"C={STRENGTH}, balanced classes",
        "features": list(risk.FEATURES),
    }
    for path in paths:
        table = load(path)
        one = sum(len(item.sentences) == 1 for item, _ in table) > len(table) / 2
        made["sentence" if one else "several"] = fit(table)
    WEIGHTS.write_text(json.dumps(made, indent=2) + "\n", "utf-8")


def references(path: Path) -> None:
    """Print id, sentence number and findings, tab-separated, of each flagged sentence; the count comes last."""
    total = fired = 0
    for record in read(str(path), ("text", "summary")):
        source = Source.of(document(record["text"], record["lang"], record["id"]))
        for index, sentence in enumerate(document(record["summary"], record["lang"]).sentences):
            total += 1
            findings = unsupported(sentence.text, source)
            if findings:
                fired += 1
                what = "; ".join(f"{f.kind} {f.text!r}: {f.message}" for f in findings)
                print(record["id"], index, what, sentence.text, sep="\t")
    print(f"{fired} of {total} sentences flagged ({fired / total:.1%})")


def briefs(paths: Sequence[Path]) -> None:
    """Flags on briefs of the embedded summarizer, whose sentences are the source's."""
    pipeline = build_pipeline(Settings(lengths=("headline", "short", "medium", "long", "280c")))
    for path in paths:
        records = read(str(path), ("text",))
        documents = [Document.create(r["id"], r["text"], language=r["lang"]) for r in records]
        made = [brief for result in pipeline.run(documents) for brief in result.briefs]
        checks = [check for brief in made for check in brief.checks if check.name == "facts"]
        flags = [check.message for check in checks if check.status == "flagged"]
        replaced = sum(bool(check.message) for check in checks) - len(flags)
        print(
            f"{path.name}: {len(made)} briefs, {len(checks)} checks, {len(flags)} flags, {replaced} sentences put back"
        )
        for message in flags:
            print("   ", message)


def main() -> None:
    """Print Markdown tables and counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["frank", "swaps", "references", "briefs"])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--documents", type=int, default=None, help="Of each file, for swaps.")
    options = parser.parse_args()
    if options.what == "frank" and options.fit:
        write_weights(options.data)
    if options.what == "frank":
        frank(options.data, folds=options.folds)
    elif options.what == "swaps":
        for path in options.data:
            records = read(str(path), ("text",))[: options.documents]
            sources = [Source.of(document(r["text"], r["lang"], r["id"])) for r in records]
            print(f"| {path.name} | swaps | found, sentence as evidence | found, whole document |\n|---|---|---|---|")
            for kind, (count, near, far) in by_kind(swap_recall(sources)).items():
                print(f"| {kind} | {count} | {near:.1%} | {far:.1%} |")
    elif options.what == "references":
        for path in options.data:
            references(path)
    else:
        briefs(options.data)


if __name__ == "__main__":
    main()
