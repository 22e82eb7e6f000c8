"""Turns a model's outputs into sentences within a length: drops unfinished ones, cuts long ones, picks the best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported
from briefsmith.engines.base import Hypothesis
from briefsmith.summarize.compression import leading_clauses
from briefsmith.summarize.standalone import finished
from briefsmith.text.length import Length
from briefsmith.text.sentences import split_sentences

# Costs in units of length-normalised log-probability; the spread within a beam of 4 is about 0.1 to 0.3.
UNSUPPORTED = 1.0
SHORT = 0.5
UNFINISHED = 0.5
# A brief that uses less than this share of its budget is short.
FULL = 0.6
# PEGASUS writes its line breaks as a word.
_LINE_BREAK = re.compile(r"<n>|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences within a budget, and the rules that shortened the last of them."""

    sentences: tuple[str, ...]
    rules: tuple[str, ...] = ()


def sentences(text: str, language: str) -> list[str]:
    """The distinct sentences of a model's output; an unfinished last one is left out unless it is the only one."""
    plain = _LINE_BREAK.sub("\n\n", text)
    found = list(dict.fromkeys(s.text for s in split_sentences(plain, 0, len(plain), language, 0)))
    return found[:-1] if len(found) > 1 and not finished(found[-1]) else found


def cut(texts: Sequence[str], length: Length, language: str) -> Draft:
    """The first sentences that fit together; if the first does not fit, its main clause; empty if that is too long."""
    room, kept = length.budget(language), []
    for text in texts:
        room -= length.cost(text, language)
        if room < 0:
            break
        kept.append(text)
    if kept or not texts:
        return Draft(tuple(kept))
    for clause in leading_clauses(texts[0], language):
        if length.cost(clause, language) <= length.budget(language):
            return Draft((clause,), ("clause",))
    return Draft(())


def best(hypotheses: Sequence[Hypothesis], source: Source, length: Length) -> Draft:
    """The n-best output that, cut to the length, is likely, fills it and has no fact that `source` does not have."""
    drafts = [cut(sentences(h.text, source.language), length, source.language) for h in hypotheses]
    if len(drafts) == 1:
        return drafts[0]
    scores = [h.score - penalty(draft, source, length) for h, draft in zip(hypotheses, drafts, strict=True)]
    return drafts[max(range(len(drafts)), key=lambda k: (bool(drafts[k].sentences), scores[k]))]


def penalty(draft: Draft, source: Source, length: Length) -> float:
    """The penalty of a draft for facts that are not in the source, for unused room, and for an unfinished end."""
    used = sum(length.cost(text, source.language) for text in draft.sentences) / length.budget(source.language)
    cost = SHORT * (1 - min(used / FULL, 1.0))
    if draft.sentences and not finished(draft.sentences[-1]):
        cost += UNFINISHED
    return cost + UNSUPPORTED * sum(len(unsupported(text, source)) for text in draft.sentences)
