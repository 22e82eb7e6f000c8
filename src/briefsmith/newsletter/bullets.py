"""The stage that adds the bullets of a story to its briefs, before they are translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.model import Brief, BriefSet
from briefsmith.summarize.key_points import key_points

# The lengths of the brief with the one sentence under the headline, and of the brief with the bullets.
DEK_LENGTH = "1s"
MAX_BULLETS = 3
BULLETS_LENGTH = f"{MAX_BULLETS}s"


class AddPoints:
    """Adds to each set a brief of up to three sentences that do not repeat the one sentence of its shortest brief."""

    name = "points"

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        """One set for each set, in order; without further key points there is no further brief."""
        return [replace(item, briefs=(*item.briefs, *_bullets(item))) for item in batch]


def _bullets(item: BriefSet) -> list[Brief]:
    dek = next((brief for brief in item.briefs if brief.length == DEK_LENGTH), None)
    if dek is None:
        return []
    said = [index for sentence in dek.sentences for index in sentence.sources]
    points = key_points(item.clean, MAX_BULLETS, said)
    return [replace(dek, length=BULLETS_LENGTH, sentences=tuple(points))] if points else []
