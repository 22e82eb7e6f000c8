"""Choosing among the n-best hypotheses: being fluent is not enough, the figures must be there too."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.engines.base import Hypothesis
from briefsmith.translate.guards.base import Sides
from briefsmith.translate.guards.copies import copied
from briefsmith.translate.guards.figures import source_figures, target_figures
from briefsmith.translate.guards.made_up import made_up
from briefsmith.translate.guards.omission import log_odds
from briefsmith.translate.guards.repetition import said_twice

# Costs in units of length-normalised log-probability; the spread within a beam of 4 is about 0.1 to 0.3.
_LOST_NUMBER = 1.0
_COPY = 2.0
_REPEATED = 0.5
_REPEATED_WORD = 0.5
_MADE_UP = 0.1
# For each unit of the log-odds that a part is missing. Four best, en-de, first 400 sentences of flores-dev: +0.3 BLEU,
# +0.4 chrF; first 500 of newstest2014: -0.05 and +0.35. Twice as much still gains on the first, costs 0.4 on the second.
_OMISSION = 0.025
# A part left out never outweighs a lost number: the spread within a beam is 1 on average, 16 at most.
_MOST_DOUBT = 16.0


def penalty(sides: Sides) -> float:
    """What a hypothesis loses for figures lost or invented, for words that are none, for saying things twice, and for being a
    copy.
    """
    wanted, found = sides.once(source_figures), sides.once(target_figures)
    cost = _LOST_NUMBER * ((wanted - found).total() + (found - wanted).total())
    cost += _MADE_UP * len(sides.once(made_up))
    again = sides.once(said_twice)
    return cost + _COPY * sides.once(copied) + (_REPEATED + _REPEATED_WORD * len(again) if again else 0)


def omission(sides: Sides) -> float:
    """What a hypothesis loses (or gains) by how likely it leaves a part out; 0 for a pair without a word table."""
    doubt = log_odds(sides)
    return 0.0 if doubt is None else _OMISSION * max(-_MOST_DOUBT, min(_MOST_DOUBT, doubt))


def best(source: str, hypotheses: Sequence[Hypothesis]) -> Hypothesis:
    """The best hypothesis by score minus penalty, which needs no languages; an empty one only if all are empty."""
    full = [h for h in hypotheses if h.text.strip()] or list(hypotheses)
    return max(full, key=lambda h: h.score - penalty(Sides(source, h.text)))
