"""Chooses the sentences of a brief once more, when it is known how surely each would be translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.model import Brief, BriefCandidate, Offer, Step
from briefsmith.summarize.selection import Problem, select
from briefsmith.text.length import Length
from briefsmith.translate.checked import Translation


def surest(
    brief: Brief, offer: Offer, translations: Sequence[Translation], language: str
) -> tuple[Brief, list[Translation]] | None:
    """The brief, still in its own language, of the candidates with the most value times sureness; and their translations.

    The length is that of the translations. None if nothing fits, or if the brief has these sentences already.
    """
    length = Length.parse(brief.length)
    problem = Problem(
        values=[c.value * (1 - (t.doubt or 0.0)) for c, t in zip(offer.candidates, translations, strict=True)],
        costs=[length.cost(translation.text, language) for translation in translations],
        redundancy=offer.redundancy,
        needs=[candidate.needs for candidate in offer.candidates],
        capacity=length.budget(language),
    )
    found = select(problem)
    taken = [offer.candidates[i] for i in found]
    # The last of its sources is the sentence itself; the one before, where its name comes from.
    if not taken or [c.sentence.sources[-1] for c in taken] == [s.sources[-1] for s in brief.sentences]:
        return None
    return _with(brief, taken, language), [translations[i] for i in found]


def _with(brief: Brief, taken: Sequence[BriefCandidate], language: str) -> Brief:
    """The brief with these sentences, and with their steps and checks in place of those of its own."""
    kept = [step for step in brief.provenance if step.stage != "compress"]  # each is a step of one sentence
    steps = [step for candidate in taken for step in candidate.steps]
    again = Step("choose", "embedded", "sureness", route=f"{brief.language}>{language}")
    checks = [check for check in brief.checks if check.sentence is None]
    checks += [replace(check, sentence=i) for i, candidate in enumerate(taken) for check in candidate.checks]
    return replace(
        brief,
        sentences=tuple(candidate.sentence for candidate in taken),
        checks=tuple(checks),
        provenance=(*kept, *steps, again),
    )
