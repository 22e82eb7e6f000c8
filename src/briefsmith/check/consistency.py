"""The stage that asks a model of consistency whether the article supports each sentence of a brief."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from briefsmith.engines.consistency import ConsistencyModel
from briefsmith.model import Brief, BriefSet, Check, CleanDocument, Step
from briefsmith.text.clauses import split_clauses
from briefsmith.text.tokens import stems

# Below this a sentence is warned of: what the authors of HHEM and of MiniCheck take for "not supported".
WARNED = 0.5
# The parts of a long article that a sentence is compared with: those that share most words with it.
_PARTS = 3

Place = tuple[int, int, int]


class CheckConsistency:
    """Gives each sentence that a model wrote (`every`: each sentence) the score of the part that supports it best.

    A score below `WARNED` is a warning: these models are too often wrong to fail a run. Texts in other languages than
    `languages` (empty: any) and briefs in another language than their documents are passed over.
    """

    name = "consistency"

    def __init__(self, model: ConsistencyModel, *, every: bool = False, languages: Collection[str] = ()) -> None:
        self.model = model
        self.every = every
        self.languages = frozenset(languages)

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        """The sets in order; the sentences of all of them are scored in one call. Raises EngineError."""
        asked: list[tuple[Place, str, str]] = []
        for i, item in enumerate(batch):
            places = [(j, k) for j, brief in enumerate(item.briefs) for k in self._sentences(brief, item.clean)]
            parts = (
                [(part, frozenset(stems(part, item.clean.language))) for part in self._parts(item.clean)]
                if places
                else []
            )
            for j, k in places:
                claim = item.briefs[j].sentences[k].text
                asked += [((i, j, k), part, claim) for part in _nearest(claim, parts, item.clean.language)]
        scores: dict[Place, float] = {}
        for (place, _, _), score in zip(
            asked, self.model.score([(text, claim) for _, text, claim in asked]), strict=True
        ):
            scores[place] = max(score, scores.get(place, 0.0))
        return [
            replace(item, briefs=tuple(self._told(brief, i, j, scores) for j, brief in enumerate(item.briefs)))
            for i, item in enumerate(batch)
        ]

    def _sentences(self, brief: Brief, clean: CleanDocument) -> list[int]:
        """The places of the sentences to score."""
        if brief.language != clean.language or (self.languages and clean.language not in self.languages):
            return []
        own = {sentence.text for sentence in clean.sentences}
        written = ((k, s.support == "chunk" and s.text not in own) for k, s in enumerate(brief.sentences))
        return [k for k, is_written in written if is_written or self.every]

    def _parts(self, clean: CleanDocument) -> list[str]:
        """The article in parts that the model reads at once, cut between sentences, or clauses of endless ones."""
        room = self.model.room

        def fits(texts: Sequence[str]) -> list[bool]:
            return [count <= room for count in self.model.count_tokens(texts)]

        texts = [sentence.text for sentence in clean.sentences]
        pieces = [
            p
            for text, fit in zip(texts, fits(texts), strict=True)
            for p in ([text] if fit else split_clauses(text, fits))
        ]
        parts: list[list[str]] = [[]]
        free = room
        for piece, count in zip(pieces, self.model.count_tokens(pieces), strict=True):
            if count > free and parts[-1]:
                parts, free = [*parts, []], room
            parts[-1].append(piece)
            free -= count
        return [" ".join(part) for part in parts if part]

    def _told(self, brief: Brief, i: int, j: int, scores: dict[Place, float]) -> Brief:
        found = [(k, scores[i, j, k]) for k in range(len(brief.sentences)) if (i, j, k) in scores]
        if not found:
            return brief
        info = self.model.info
        step = Step(self.name, info.engine, info.model, info.revision, route=brief.language)
        return replace(
            brief,
            checks=(*brief.checks, *(_check(k, score) for k, score in found)),
            provenance=(*brief.provenance, step),
        )


def _nearest(claim: str, parts: Sequence[tuple[str, frozenset[str]]], language: str) -> list[str]:
    """The parts, given with their stems, that share most words with the claim."""
    words = set(stems(claim, language))
    return [part for part, _ in sorted(parts, key=lambda part: -len(words & part[1]))[:_PARTS]]


def _check(place: int, score: float) -> Check:
    low = score < WARNED
    said = " (not supported by the article)" if low else ""
    return Check(
        "consistency", "warned" if low else "passed", f"sentence {place + 1}: consistency {score:.2f}{said}", place
    )
