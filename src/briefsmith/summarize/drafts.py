"""From what a model wrote to sentences that keep the length: unfinished ones go, whole ones are cut, the best text wins."""

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
# A brief that uses less of its budget than this is a short one.
FULL = 0.6
# PEGASUS writes its line breaks as a word.
_LINE_BREAK = re.compile(r"<n>|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences under a budget, and the rules that shortened the last of them."""

    sentences: tuple[str, ...]
    rules: tuple[str, ...] = ()


def sentences(text: str, language: str) -> list[str]:
    """The distinct sentences of a model's output; a last one without an end is left out unless it is all there is."""
    plain = _LINE_BREAK.sub("\n\n", text)
    found = list(dict.fromkeys(s.text for s in split_sentences(plain, 0, len(plain), language, 0)))
    return found[:-1] if len(found) > 1 and not finished(found[-1]) else found


def cut(texts: Sequence[str], length: Length, language: str) -> Draft:
    """The first sentences that fit together; of a first one that does not fit, its main clause; nothing if that is too long."""
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
    """Of the n-best outputs the one that, cut to the length, is likely, fills it and says nothing that `source` does not."""
    drafts = [cut(sentences(h.text, source.language), length, source.language) for h in hypotheses]
    if len(drafts) == 1:
        return drafts[0]
    scores = [h.score - penalty(draft, source, length) for h, draft in zip(hypotheses, drafts, strict=True)]
    return drafts[max(range(len(drafts)), key=lambda k: (bool(drafts[k].sentences), scores[k]))]


def penalty(draft: Draft, source: Source, length: Length) -> float:
    """What a draft loses for facts that are not in the source, for room left unused, and for an end that is missing."""
    used = sum(length.cost(text, source.language) for text in draft.sentences) / length.budget(source.language)
    cost = SHORT * (1 - min(used / FULL, 1.0))
    if draft.sentences and not finished(draft.sentences[-1]):
        cost += UNFINISHED
    return cost + UNSUPPORTED * sum(len(unsupported(text, source)) for text in draft.sentences)
