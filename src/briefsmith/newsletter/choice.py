"""Which of all results become the stories of an issue, and what is said about the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from briefsmith.model import Result
from briefsmith.newsletter.select import Reports, best, stories_of


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """The results to tell; by their ids the further reports of the same story, and the keys of all; notes on the choice."""

    told: tuple[Result, ...]
    others: Mapping[str, tuple[Result, ...]]
    keys: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]


# How many of the stories that are left out are named.
NEXT = 5


def _left_out(stories: Sequence[Reports]) -> list[str]:
    """The next best, with their points, and how many more there are."""
    named = [f"left out: {story.told.document_id}: {story.reason}" for story in stories[:NEXT]]
    more = len(stories) - len(named)
    return [*named, f"left out: {more} more with fewer points"] if more else named


def choose(
    results: Sequence[Result],
    *,
    most: int | None = None,
    earlier: Collection[str] = (),
    each: bool = False,
    named: Collection[str] = (),
    told_before: Collection[str] = (),
) -> StoryChoice:
    """At most `most` stories, none of which an earlier issue had; with `each` every article is a story by itself.

    `named` are the ids in the editor's plan: these stay, and `most` limits what is added to them. Of an issue that is made
    again, `told_before` are the stories that it had: without `most` nothing is added to both.
    """
    named = frozenset(named)
    stories = stories_of(results, each, named)
    new = [story for story in stories if not set(story.keys) & set(earlier)]
    again = {*named, *told_before} if told_before and most is None else None
    fresh = [story for story in new if again is None or story.told.document_id in again]
    planned = [story for story in fresh if story.told.document_id in named]
    added = [story for story in fresh if story.told.document_id not in named]
    kept = fresh if most is None else [*planned, *best(added, most - len(planned))]
    notes = _notes_left_out(len(stories) - len(new), len(new) - len(fresh))
    if most is not None and len(planned) > most:
        notes.append(f"the plan names {len(planned)} stories, more than the {most} asked for; it is followed")
    notes += [
        f"one story of {len(s.keys)} reports: {', '.join(r.document_id for r in (s.told, *s.others))}"
        for s in kept
        if s.others
    ]
    if most is not None:
        notes += [f"{place}. {story.told.document_id}: {story.reason}" for place, story in enumerate(kept, 1)]
        notes += _left_out([story for story in best(fresh, len(fresh)) if story not in kept])
    others = {story.told.document_id: story.others for story in kept if story.others}
    keys = {story.told.document_id: tuple(story.keys) for story in kept if story.told.briefs}
    return StoryChoice(tuple(story.told for story in kept), others, keys, tuple(notes))


def _notes_left_out(earlier: int, before: int) -> list[str]:
    notes = [f"stories that an earlier issue had, left out: {earlier}"] if earlier else []
    again = f"stories that the issue did not have, left out again: {before}; --max-stories adds the best"
    return [*notes, again] if before else notes
