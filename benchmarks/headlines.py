"""Headlines of our own making: `python benchmarks/headlines.py DATA.jsonl [...] [--limit 500]`.

The records have `text`, `summary` (the publisher's headline) and `lang`; the text is given without its title. Shown: ROUGE-1/2
of our headline and of the text's first twelve words, mean length, the share that is broken off, and the share that lost who says it:
headlines with fewer words of saying outside quotations than the sentence that they are from, and without an ellipsis.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from rouge_score.rouge_scorer import RougeScorer

from briefsmith.evaluate.data import read
from briefsmith.evaluate.summaries import document
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.summarize.headline import shorten
from briefsmith.text.length import HEADLINE_WORDS, Length
from briefsmith.text.quotations import outside_quotations

SCORES = ("rouge1", "rouge2")
# Not the summarizer's own list, so that what it overlooks is counted.
SAYING = {
    "en": re.compile(
        r"\b(?:says?|said|told|tells?|according to|announce[sd]?|reported|reports that|claim(?:s|ed)|warn(?:s|ed)|confirm(?:s|ed)|"
        r"admit(?:s|ted)|alleged(?:ly)?|reportedly|insist(?:s|ed)|argue[sd]?|denie[sd]|believed?|believes|suggest(?:s|ed)|predict(?:s|ed)|"
        r"estimate[sd]|explain(?:s|ed)|stated|added)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:selon|d['’]après|(?:a|ont|avait|avaient) (?:déclaré|dit|annoncé|indiqué|affirmé|expliqué|précisé|estimé|assuré|confié|"
        r"ajouté|révélé|rapporté|confirmé|souligné|rappelé|reconnu|prévenu)|déclare|annonce|indique|affirme|explique|précise|estime|assure|confie|"
        r"ajoute|révèle|rapporte|confirme|souligne|rappelle|reconnaît|prévient)\b",
        re.IGNORECASE,
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    arguments = parser.parse_args()
    print("| data | ours | first 12 words | words | broken off | lost who says it |\n|---|---|---|---|---|---|")
    for path in arguments.data:
        print(row(path, arguments.limit))


def row(path: Path, limit: int) -> str:
    """One line of the table."""
    scorer = RougeScorer(list(SCORES), use_stemmer=False)
    summarize = ExtractiveSummarizer([Length.parse("headline")])
    ours, first, words, broken, lost = [], [], [], [], []
    for record in read(str(path), ("text", "summary"))[:limit]:
        clean = document(record["text"], record["lang"])
        headline = summarize([clean])[0].briefs[0].headline
        lead = " ".join(record["text"].split()[:HEADLINE_WORDS])
        ours.append(scorer.score(record["summary"], headline))
        first.append(scorer.score(record["summary"], lead))
        words.append(len(headline.split()))
        broken.append(headline.endswith("…"))
        lost.append(loses(headline, [sentence.text for sentence in clean.sentences], record["lang"]))
    figures = [
        "/".join(f"{100 * mean(s[name].fmeasure for s in scored):.1f}" for name in SCORES) for scored in (ours, first)
    ]
    return f"| {path.stem} | {figures[0]} | {figures[1]} | {mean(words):.1f} | {mean(broken):.1%} | {mean(lost):.1%} |"


def loses(headline: str, sentences: Sequence[str], language: str) -> bool:
    """Whether the headline says without qualification what its sentence says that somebody said."""
    source = next((text for text in sentences if shorten(text, language) == headline), headline)
    count = {text: len(SAYING[language].findall(outside_quotations(text))) for text in (headline, source)}
    return not headline.endswith("…") and count[headline] < count[source]


if __name__ == "__main__":
    main()
