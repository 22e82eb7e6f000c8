"""How often a glossary is honoured and what it costs: `python benchmarks/glossary.py DATA`, the table of
docs/measured/glossary.md.

DATA holds `newstest2014.en` and `.de`. Terms are English words with the German noun that most references use for
them and that the word table lists as a translation; chosen by a fixed seed. Only sentences whose reference honours all its
terms count: elsewhere BLEU would punish obeying the glossary.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import sacrebleu

from briefsmith.engines.base import Hypothesis
from briefsmith.settings import Settings
from briefsmith.translate.checked import WIDE_BEAM, CheckedTranslator, TranslationOptions
from briefsmith.translate.glossary import Glossary, Term
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.placeholders import mask
from briefsmith.translate.rerank import penalty
from briefsmith.translate.seq2seq import Seq2SeqTranslator
from briefsmith.wiring.translation import build_translators

PAIR = ("en", "de")
SEEN = range(4, 31)
TERMS, SENTENCES, LONGEST = 150, 350, 220
_WORD = re.compile(r"\b[a-z]{5,}(?<!s)\b")
_NOUN = re.compile(r"(?<=.)[A-ZÄÖÜ][a-zäöüß]{4,}")
Pairs = list[tuple[str, str]]


def chosen_terms(pairs: Pairs) -> Glossary:
    """Words of 4 to 30 sentences of which at least half have the same noun in the reference."""
    table = coverage.table(*PAIR)
    if table is None:
        raise SystemExit("no word table for en-de in the package")
    seen: Counter[str] = Counter()
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for source, target in pairs:
        nouns = sorted(set(_NOUN.findall(target)))
        for word in sorted(set(_WORD.findall(source))):
            seen[word] += 1
            known = table.words.get(word[: coverage.STEM], table.unknown).translations
            beside[word].update(noun for noun in nouns if noun.lower()[: coverage.STEM] in known)
    best = {word: nouns.most_common(1)[0] for word, nouns in beside.items() if nouns and seen[word] in SEEN}
    terms = [Term(word, noun) for word, (noun, n) in best.items() if 2 * n >= seen[word]]
    random.Random(0).shuffle(terms)
    return Glossary(tuple(terms[:TERMS]))


def honouring(pairs: Pairs, glossary: Glossary) -> Pairs:
    """A sample of the sentences with terms, except those whose reference has another word."""
    some = [(s, t) for s, t in pairs if len(s) < LONGEST and glossary.slots(s, PAIR[1])]
    random.Random(1).shuffle(some)
    return [(s, t) for s, t in some[:SENTENCES] if not glossary.missed(s, t, PAIR[1])]


def written_in(source: str, glossary: Glossary) -> str:
    """The source with each term already in German."""
    for slot in reversed(glossary.slots(source, PAIR[1])):
        source = source[: slot.start] + slot.text + source[slot.end :]
    return source


class Comparison:
    """Ways to bring in terms; each gives one text for each source."""

    def __init__(self, sources: Sequence[str], glossary: Glossary, translator: Seq2SeqTranslator) -> None:
        self.sources, self.glossary, self.translator = sources, glossary, translator

    def _choice(self, found: Sequence[Sequence[Hypothesis]], terms: Glossary) -> list[str]:
        def cost(source: str, text: str) -> float:
            return penalty(Sides(source, text)) + len(terms.missed(source, text, PAIR[1]))

        return [
            max(some, key=lambda h: h.score - cost(source, h.text)).text
            for source, some in zip(self.sources, found, strict=True)
        ]

    def plain(self) -> list[str]:
        """The model's n-best without any terms."""
        return self._choice(self.translator.hypotheses(self.sources, self.translator.params), Glossary(()))

    def choice(self, beam: int) -> list[str]:
        """The best of this many hypotheses, with a missing term counted as a finding."""
        params = replace(self.translator.params, beam_size=beam, num_hypotheses=beam)
        return self._choice(self.translator.hypotheses(self.sources, params), self.glossary)

    def in_source(self) -> list[str]:
        """German terms in the English sentence."""
        texts = [written_in(source, self.glossary) for source in self.sources]
        return self._choice(self.translator.hypotheses(texts, self.translator.params), self.glossary)

    def placeholders(self) -> list[str]:
        """Every term carried around the model; the best hypothesis with all of them, otherwise the best one."""
        masked = [mask(source, self.glossary.slots(source, PAIR[1])) for source in self.sources]
        usable = [m for m in masked if m is not None]
        if len(usable) < len(masked):
            raise SystemExit("a sentence has no room for placeholders")
        found = self.translator.hypotheses([m.text for m in usable], self.translator.params)
        restored = [[m.restore(h.text) for h in some] for m, some in zip(usable, found, strict=True)]
        return [
            next((t for t in texts if t is not None), some[0].text) for texts, some in zip(restored, found, strict=True)
        ]

    def ladder(self) -> list[str]:
        """What briefsmith runs; says how many sentences needed placeholders."""
        checked = CheckedTranslator(self.translator, PAIR, TranslationOptions(glossary=self.glossary))
        done = checked.checked(self.sources)
        print(f"placeholders in {sum('placeholders' in found.rungs for found in done)} of {len(done)} sentences")
        return [found.text for found in done]


def main() -> None:
    """Print the table of docs/measured/glossary.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    sides = [(data / f"newstest2014.{code}").read_text("utf-8").splitlines() for code in PAIR]
    every = list(zip(*sides, strict=True))
    glossary = chosen_terms(every)
    pairs = honouring(every, glossary)
    translator = build_translators(Settings()).get(*PAIR)
    compared = Comparison([s for s, _ in pairs], glossary, translator)
    total = sum(len(glossary.slots(source, PAIR[1])) for source, _ in pairs)
    print(
        f"{len(glossary.terms)} terms, {len(pairs)} sentences that hold {total}\n\n| | honoured | BLEU |\n|---|---|---|"
    )
    ways = {
        "no glossary": compared.plain,
        "choice among 4 hypotheses": lambda: compared.choice(4),
        f"choice among {WIDE_BEAM}": lambda: compared.choice(WIDE_BEAM),
        "the German term written into the English source": compared.in_source,
        "placeholders always": compared.placeholders,
        "choice, wider beam, then placeholders where the term is still missing": compared.ladder,
    }
    for name, way in ways.items():
        texts = way()
        missed = sum(len(glossary.missed(s, t, PAIR[1])) for (s, _), t in zip(pairs, texts, strict=True))
        bleu = sacrebleu.corpus_bleu(texts, [[t for _, t in pairs]]).score
        print(f"| {name} | {1 - missed / total:.1%} | {bleu:.2f} |", flush=True)


if __name__ == "__main__":
    main()
