"""One story from several reports: what the others say in addition, each with the name of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.languages.knowledge import knowledge
from briefsmith.newsletter.issue import Story
from briefsmith.newsletter.lengths import MAX_BULLETS
from briefsmith.text.tokens import STEM_LETTERS, stems

# A sentence with this share of its words in what is told already says nothing new.
SAID = 0.5
# How many bullets a story of several reports has at most; each further report adds one.
MOST = MAX_BULLETS + 2


def combined(story: Story, others: Sequence[Story]) -> Story:
    """The story with a bullet from each other report that says something new; unchanged without one.

    `others` are the stories of these reports in the same language. A flagged sentence of theirs is never taken.
    """
    bullets = list(story.bullets)
    told = [story.headline, story.dek, *bullets]
    for other in others:
        lines = [*other.bullets, *([] if other.flags else [other.dek])]
        new = next((line for line in lines if line and not _is_said(line, told, story.language)), None)
        if new is None or len(bullets) >= MOST:
            continue
        told.append(new)
        bullets.append(f"{new} ({other.source.site})" if other.source.site else new)
    added = len(bullets) > len(story.bullets)
    return replace(
        story, bullets=tuple(bullets), doubtful=story.doubtful or (added and any(o.doubtful for o in others))
    )


def _is_said(line: str, told: Sequence[str], language: str) -> bool:
    small = {word[:STEM_LETTERS] for word in knowledge(language).phrases.function.split()}
    words = set(stems(line, language)) - small
    known = {stem for text in told for stem in stems(text, language)}
    return not words or len(words & known) >= SAID * len(words)
