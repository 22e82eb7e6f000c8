"""A brief of bullets beside another brief: sentences that each read alone and say what the other does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefsmith.model import Brief, BriefSentence, BriefSet, CleanDocument
from briefsmith.summarize.choose import Scored, weigh
from briefsmith.summarize.features import analyse
from briefsmith.summarize.key_points import choose_points
from briefsmith.summarize.ranker import Ranker, packaged


def bullets(clean: CleanDocument, scored: Scored, beside: Brief, count: int) -> tuple[Brief, ...]:
    """One brief of at most `count` sentences that do not repeat `beside`; none where the text has no more to say."""
    said = [index for sentence in beside.sentences for index in sentence.sources]
    points = choose_points(scored, count, said)
    if not points:
        return ()
    sentences = tuple(
        BriefSentence(item.text, item.sources, "exact", clean.sentences[item.index].paragraph) for item in points
    )
    return (replace(beside, length=f"{count}s", sentences=sentences),)


@dataclass(frozen=True, slots=True)
class AddBullets:
    """A stage behind a summarizer that writes its own sentences: bullets beside the first brief, chosen from the source.

    `compress` and `ranker` are those of `ExtractiveSummarizer`, which adds its bullets itself.
    """

    count: int
    compress: bool = True
    ranker: Ranker | None = None

    @property
    def name(self) -> str:
        return "bullets"

    def __call__(self, batch: Sequence[BriefSet]) -> list[BriefSet]:
        """One set for each set, in order; a text that has no more to say gets no further brief."""
        return [replace(item, briefs=(*item.briefs, *self._bullets(item))) for item in batch]

    def _bullets(self, item: BriefSet) -> tuple[Brief, ...]:
        clean = item.clean
        if not clean.sentences:
            return ()
        scored = weigh(analyse(clean), self.ranker or packaged(clean.language), shorten=self.compress)
        return bullets(clean, scored, item.briefs[0], self.count)
