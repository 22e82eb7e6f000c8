"""Names put in the place of others: the document has both, but not in this place."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.check.aliases import same_name
from briefsmith.check.source import Source, stems
from briefsmith.facts.fact import Fact
from briefsmith.text.tokens import ALPHANUMERIC

# With a smaller share of its words in one source sentence, a sentence is not a version of it, and its slots differ.
MIN_OVERLAP = 0.7


def overlap(text: str, source: Source, index: int) -> float:
    """The share of the text's words that source sentence `index` has."""
    return _share(set(stems(text)), source, index)


def _share(own: set[str], source: Source, index: int) -> float:
    return len(own & source.stems(index)) / len(own) if own else 0.0


def version_of(text: str, facts: Sequence[Fact], source: Source, indices: Sequence[int]) -> int | None:
    """The index of the sentence of which `text` is most likely a version, without the names among its `facts`."""
    for fact in facts:
        if fact.kind == "name":
            text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
    own = set(stems(text))
    share, place = max(((_share(own, source, i), -i) for i in indices), default=(0.0, 0))
    return -place if share >= MIN_OVERLAP else None


def substituted_names(text: str, facts: Sequence[Fact], source: Source, index: int) -> list[tuple[Fact, Fact]]:
    """Names of `text` with the names that have the same neighbours in the source sentence of which it is a version."""
    names = [fact for fact in facts if fact.kind == "name"]
    if not names:
        return []
    sentence = source.sentences[index]
    slots: dict[tuple[str, str], Fact] = {}
    for fact in source.facts(index):
        if fact.kind == "name":
            slots[_neighbours(sentence, fact)] = fact
    found = []
    for fact in names:
        other = slots.get(_neighbours(text, fact))
        if other is not None and not _related(fact, other, sentence):
            found.append((fact, other))
    return found


def _neighbours(text: str, fact: Fact) -> tuple[str, str]:
    before, after = ALPHANUMERIC.findall(text[: fact.start]), ALPHANUMERIC.findall(text[fact.end :])
    return (before[-1].lower() if before else "", after[0].lower() if after else "")


def _related(fact: Fact, other: Fact, sentence: str) -> bool:
    """Whether two names are the same, or the sentence has the first somewhere else."""
    words = {word.lower() for word in ALPHANUMERIC.findall(sentence)}
    return same_name(fact.value, other.value) or set(fact.value.split()) <= words
