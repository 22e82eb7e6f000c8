"""How well the check of facts finds errors: against human judgements, on seeded swaps, on true sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from swaps import KINDS, Swap, swaps

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported
from briefsmith.languages.vocabulary import ranks
from briefsmith.text.tokens import LETTERS
from briefsmith.translate.casing import forms_of

ERRORS = ("EntE", "CircE", "OutE")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of a yes-or-no check against the truth."""

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    rejections: int = 0

    @classmethod
    def of(cls, said: Sequence[bool], true: Sequence[bool]) -> Rates:
        pairs = list(zip(said, true, strict=True))
        return cls(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))))

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def balanced_accuracy(self) -> float:
        return (self.recall + _share(self.rejections, self.rejections + self.false_alarms)) / 2


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A summary that people judged: its sentences, and which of `ERRORS` they found."""

    document_id: str
    system: str
    sentences: tuple[str, ...]
    errors: frozenset[str]


def judged(record: Mapping[str, Any]) -> list[Judged]:
    """The summaries of one FRANK record; a kind of error is present if its score is below 1."""
    return [
        Judged(
            record["id"],
            system,
            tuple(part for part in _SENTENCE_END.split(record["systems"][system].strip()) if part),
            frozenset(error for error in ERRORS if scores[error] < 1),
        )
        for system, scores in record["annotations"].items()
        if system in record["systems"]
    ]


def truecased(item: Judged, source: Source) -> Judged:
    """The summary with its capitals, if it has none, as most of FRANK's have been lower-cased: names cannot be seen otherwise.

    A word is written as the article mostly writes it inside sentences. One that the article does not have is a name if it
    is not among the frequent English words either. Sentences begin with a capital.
    """
    if any(character.isupper() for sentence in item.sentences for character in sentence):
        return item
    forms = forms_of(" ".join(source.sentences))
    known = ranks(source.language)

    def cased(match: re.Match[str]) -> str:
        word = match[0]
        seen = [form for form in (word, word.capitalize(), word.upper()) if forms[form]]
        return max(seen, key=forms.__getitem__) if seen else word if word in known else word.capitalize()

    texts = (LETTERS.sub(cased, sentence) for sentence in item.sentences)
    return replace(item, sentences=tuple(text[:1].upper() + text[1:] for text in texts))


def naive(sentences: Sequence[str], source: Source) -> bool:
    """The baseline: whether a figure or a capitalised word is not literally in the source."""
    text = source.text
    return any(word not in text for part in sentences for word in re.findall(r"\d+|\b[A-Z]\w+", part))


def flagged(sentences: Sequence[str], source: Source) -> bool:
    """The product's answer: whether any sentence has a fact that the source does not support."""
    return any(unsupported(sentence, source) for sentence in sentences)


def swap_recall(sources: Sequence[Source], per_document: int = 8, seed: int = 0) -> list[tuple[Swap, bool, bool]]:
    """Swaps of some sentences of each document, with whether they were found with the sentence as evidence, and with
    the whole document."""
    rng, found = random.Random(seed), []
    for place, source in enumerate(sources):
        other = sources[(place + 1) % len(sources)]
        pool = [fact for one in (source, other) for i in range(len(one.sentences)) for fact in one.facts(i)]
        for index in rng.sample(range(len(source.sentences)), min(per_document, len(source.sentences))):
            for swap in swaps(source.sentences[index], source.language, pool, rng):
                found.append(
                    (swap, bool(unsupported(swap.text, source, (index,))), bool(unsupported(swap.text, source)))
                )
    return found


def by_kind(found: Iterable[tuple[Swap, bool, bool]]) -> dict[str, tuple[int, float, float]]:
    """For each kind of swap: how many, and the shares found by sentence and by document."""
    found = list(found)
    table = {}
    for kind in KINDS:
        rows = [(near, far) for swap, near, far in found if swap.kind == kind]
        if rows:
            table[kind] = (
                len(rows),
                _share(sum(a for a, _ in rows), len(rows)),
                _share(sum(b for _, b in rows), len(rows)),
            )
    return table
