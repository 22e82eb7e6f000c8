"""Key points for a list of bullets: sentences that each read alone and do not repeat each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefsmith.summarize.choose import Chosen, Scored, word_count
from briefsmith.summarize.selection import Problem, select
from briefsmith.summarize.standalone import reads_alone

# Two sentences whose stems have a higher cosine describe the same facet: never both.
SAME_FACET = 0.35
# The loss for one unit of cosine below that, as `choose.REDUNDANCY` but higher: facets before completeness.
REDUNDANCY = 0.6
# A bullet is skimmed: each word costs this share of a reference summary's gain.
WORD_PRICE = 0.006
CANDIDATES_PER_POINT = 6


def choose_points(scored: Scored, count: int, avoid: Sequence[int] = ()) -> tuple[Chosen, ...]:
    """At most `count` sentences in source order, none of them similar to another or to the sentences `avoid`.

    Fewer when the text has fewer facets. `avoid` are indices into the sentences: what a summary next to the points
    already says.
    """
    candidates = _candidates(scored, count, frozenset(avoid))
    if not candidates:
        return ()
    language = scored.analysis.language
    overlap = np.clip(scored.analysis.words.gram([*candidates, *avoid]), 0.0, 1.0)
    size = len(candidates)
    said = overlap[:size, size:].max(axis=1, initial=0.0)
    open_ = [k for k in range(size) if said[k] <= SAME_FACET]
    values = [
        # The constant fills every place that a new facet can fill.
        1.0
        + float(scored.gains[candidates[k]])
        - WORD_PRICE * word_count(scored.alone(candidates[k]).text, language)
        - REDUNDANCY * float(said[k])
        for k in open_
    ]
    among = overlap[np.ix_(open_, open_)]
    problem = Problem(
        values=values,
        costs=[1] * len(open_),
        redundancy=np.where(among > SAME_FACET, 2 * (1.0 + max(values, default=0.0)), REDUNDANCY * among).tolist(),
        needs=[None] * len(open_),
        capacity=count,
    )
    chosen = [candidates[open_[k]] for k in select(problem)]
    return tuple(scored.alone(index) for index in chosen)


def _candidates(scored: Scored, count: int, avoid: frozenset[int]) -> list[int]:
    """The best sentences that read alone, or after those of `avoid`; any sentences if none does."""
    texts, language = [scored.alone(index).text for index in range(len(scored.shortened))], scored.analysis.language
    bad, needs = scored.unfit, scored.antecedents
    said = {texts[i].casefold() for i in avoid}
    first = {text.casefold(): i for i, text in reversed(list(enumerate(texts))) if text.casefold() not in said}
    others = sorted(first.values())
    fit = [i for i in others if not bad[i] and not texts[i].endswith(("?", "？", "؟"))]
    alone = [i for i in fit if reads_alone(texts[i], language) and (needs[i] is None or needs[i] in avoid)]
    ranked = sorted(alone or fit or others, key=lambda i: (-float(scored.gains[i]), i))
    return sorted(ranked[: CANDIDATES_PER_POINT * count])
