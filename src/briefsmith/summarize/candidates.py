"""What the sentences of a brief were chosen from, for a stage that knows more of each and chooses again."""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.model import BriefCandidate, BriefSentence, CleanDocument, Offer, Step
from briefsmith.summarize.choose import Chosen, Scored, pool_of, weighed_items
from briefsmith.text.length import Length

# Candidates for each sentence of the brief, and their minimum and maximum: all of them will be translated.
FOR_EACH = 3
LEAST, MOST = 6, 24
# Almost as good as the brief's own sentences: of at least this share of the value of the least of them. With less, more
# doubtful sentences are avoided, and too much of what a brief should say (docs/measured/doubt.md).
ALMOST = 0.6


def as_sentence(item: Chosen, clean: CleanDocument) -> BriefSentence:
    """The sentence of a brief, with its evidence."""
    return BriefSentence(item.text, item.sources, "exact", clean.sentences[item.index].paragraph)


def steps_of(item: Chosen) -> tuple[Step, ...]:
    """The steps of provenance of the rules that changed the sentence."""
    return tuple(Step("compress", "embedded", rule, None, None, f"sentence {item.index}") for rule in item.rules)


def offers(
    clean: CleanDocument, scored: Scored, lengths: Sequence[Length], chosen: Sequence[Sequence[Chosen]]
) -> tuple[Offer, ...]:
    """For each brief that was chosen under a budget: its own sentences, and the best of the others.

    None for a text that fits whole, for a sentence that had to be cut, and for key points, which are chosen otherwise.
    """
    made = zip(range(len(lengths)), lengths, chosen, strict=True)
    found = (_offer(clean, scored, place, length, items) for place, length, items in made)
    return tuple(offer for offer in found if offer is not None)


def _offer(clean: CleanDocument, scored: Scored, place: int, length: Length, chosen: Sequence[Chosen]) -> Offer | None:
    whole = len({text.casefold() for text in scored.analysis.texts}) == len(chosen)
    if whole or not chosen or length.unit == "points":
        return None
    budget, own = length.budget(clean.language), [item.index for item in chosen]
    items = [item for item in weighed_items(scored, length) if item.cost <= budget]
    values = {item.index: item.value for item in items}
    if not set(own) <= set(values):  # cut to fit
        return None
    enough = ALMOST * min(values[index] for index in own)
    good = [item for item in items if item.value >= enough or item.index in own]
    most = min(MOST, max(LEAST, FOR_EACH * len(own)))
    pool = pool_of(scored, good, length, max(most, len(own)), own)
    # Its own sentences as they stand in the brief: an acronym may be spelled out in them.
    as_chosen = {item.index: item for item in chosen}
    offered = [as_chosen.get(index) or scored.alone(index) for index in pool.indices]
    problem = pool.problem
    return Offer(
        place,
        tuple(
            BriefCandidate(as_sentence(item, clean), value, needs, steps_of(item))
            for item, value, needs in zip(offered, problem.values, problem.needs, strict=True)
        ),
        tuple(map(tuple, problem.redundancy)),
    )
