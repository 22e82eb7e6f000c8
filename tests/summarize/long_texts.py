"""Long texts made for the tests, with facts planted at chosen places."""

from __future__ import annotations

import random
from dataclasses import dataclass

from briefsmith.model import CleanDocument, Document, Sentence

PLACES = (0.1, 0.5, 0.9)
_WHO = (
    "The council",
    "A neighbour",
    "The ferry company",
    "One of the engineers",
    "The school",
    "A reader of this paper",
)
_DID = ("asked about", "praised", "measured", "described", "photographed", "paid for", "repaired", "counted")
_WHAT = (
    "the old pier",
    "the wooden bridge",
    "two grey boats",
    "the station clock",
    "a row of lime trees",
    "the new wall",
)
_WHEN = ("before the storm", "in the early morning", "after the meeting", "during the holidays", "while it rained")


@dataclass(frozen=True)
class Planted:
    """A document and the sentences planted in it, in order of their places."""

    clean: CleanDocument
    facts: tuple[str, ...]


def planted(words: int, seed: int = 0, places: tuple[float, ...] = PLACES) -> Planted:
    """A text of about this many words, with one fact at each of the places (shares of the text)."""
    draw = random.Random(seed)
    texts: list[str] = []
    size = 0
    while size < words:
        texts.append(f"{draw.choice(_WHO)} {draw.choice(_DID)} {draw.choice(_WHAT)} {draw.choice(_WHEN)}.")
        size += len(texts[-1].split())
    facts = tuple(
        f"Depot {seed}-{k} in Harrow Lane held {draw.randrange(1000, 9999)} barrels." for k in range(len(places))
    )
    for place, fact in sorted(zip(places, facts, strict=True), reverse=True):
        texts.insert(int(place * len(texts)), fact)
    return Planted(clean(texts), facts)


def clean(texts: list[str]) -> CleanDocument:
    """The sentences as cleaning would return them, five to a paragraph."""
    sentences, position = [], 0
    for number, text in enumerate(texts):
        sentences.append(Sentence(text, position, position + len(text), number // 5))
        position += len(text) + 1
    return CleanDocument(Document.create("long", " ".join(texts), language="en"), tuple(sentences))
