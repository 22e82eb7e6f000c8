"""Negations lost or added between a sentence and the source sentence of which it is a version."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefsmith.check.source import Source, stems
from briefsmith.facts.fact import Fact
from briefsmith.languages.knowledge import gathered
from briefsmith.text.tokens import ALPHANUMERIC

# "Failed to win", "has yet to win", "is unable to": these negate without a negating word.
_SOFT = re.compile(rf"\b(?:{'|'.join(gathered(lambda known: known.checking.soft_negations))})", re.IGNORECASE)
_PREFIXES = "|".join(gathered(lambda known: known.checking.negative_prefixes))


def reversed_negations(text: str, facts: Sequence[Fact], source: Source, index: int) -> list[tuple[int, int, str]]:
    """Spans of `text` with what is wrong: a word that the source sentence of which it is a version negates and `text`
    does not, or the reverse.
    """
    ours = {fact.value: fact for fact in facts if fact.kind == "negation"}
    theirs = [fact.value for fact in source.facts(index) if fact.kind == "negation"]
    mine, original = stems(text), stems(source.sentences[index])
    found = []
    for stem in sorted(set(theirs) - {""}):
        lost = sum(fact.kind == "negation" and fact.value == stem for fact in facts) < theirs.count(stem)
        # A word that the source has twice may occur once in the text, correctly without the negation.
        if lost and stem in mine and mine.count(stem) >= original.count(stem) and not _softened(stem, text):
            found.append((*_place(text, stem), "the source negates this"))
    for stem, fact in ours.items():
        if stem and stem not in theirs and stem in original and len(ours) > len(theirs):
            found.append((fact.start, fact.end, "the source does not negate this"))
    return found


def _softened(stem: str, text: str) -> bool:
    prefixed = rf"\b(?:{_PREFIXES}){re.escape(stem)}"
    return bool(_SOFT.search(text)) or re.search(prefixed, text.lower()) is not None


def _place(text: str, stem: str) -> tuple[int, int]:
    for match in ALPHANUMERIC.finditer(text):
        if match[0].lower().startswith(stem):
            return match.span()
    return 0, len(text)
