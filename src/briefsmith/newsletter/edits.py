"""Applies an editor's plan to the stories of one language, and checks again what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported
from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact
from briefsmith.model import CleanDocument
from briefsmith.newsletter.issue import Story
from briefsmith.newsletter.plan import Plan, StoryPlan, StoryText, text_of
from briefsmith.newsletter.text import one_line
from briefsmith.render.common import DOUBTFUL_SIGN

# How the flag of a changed line begins.
EDITED = "edited:"
# What has the same value in every language.
_ANYWHERE = frozenset({"number", "percent", "money", "date", "time", "url"})


def planned(stories: Sequence[tuple[Story, CleanDocument]], plan: Plan) -> list[Story]:
    """The stories that are not dropped, in the plan's order, with its texts; what it does not know comes last."""
    places = {story.id: place for place, story in enumerate(plan.stories)}
    order = sorted(stories, key=lambda pair: (pair[0].id != plan.lead, places.get(pair[0].id, len(places))))
    kept = [(story, clean, plan.story(story.id)) for story, clean in order if not plan.story(story.id).drop]
    return [_approved(_edited(story, clean, decided), decided) for story, clean, decided in kept]


def _approved(story: Story, decided: StoryPlan) -> Story:
    """With the editor's approval, if it is of these words and flags."""
    return replace(story, approved=decided.codes.get(story.language) == story.code)


def _edited(story: Story, clean: CleanDocument, decided: StoryPlan) -> Story:
    story = replace(story, alt=_line(decided.picture_text(story.language)))
    text = decided.texts.get(story.language, StoryText())
    if not text.edited:
        return story
    before = text_of(story)
    changed = replace(
        story,
        headline=_line(text.headline) or story.headline,
        dek=story.dek if text.dek is None else _line(text.dek),
        bullets=story.bullets if text.bullets is None else tuple(filter(None, map(_line, text.bullets))),
    )
    if text_of(changed) == before:
        return changed
    old = {before.headline, before.dek, *(before.bullets or ())}
    own = [line for line in (changed.headline, changed.dek, *changed.bullets) if line and line not in old]
    # A flag of the checks stays, unless its sentence went.
    kept = tuple(flag for flag in story.flags if before.dek == changed.dek or before.headline == changed.headline)
    found = tuple(flag for line in own for flag in flags_of(line, story.language, clean))
    # The figures and the sign of doubt were of sentences that may be gone.
    facts = tuple(fact for fact in story.facts if _shown(fact, changed))
    doubtful = any(DOUBTFUL_SIGN in line for line in (changed.headline, changed.dek, *changed.bullets))
    return replace(changed, flags=(*kept, *found), facts=facts, doubtful=story.doubtful and doubtful)


def flags_of(text: str, language: str, clean: CleanDocument) -> list[str]:
    """What an edited line says and the article does not: each fact in its language, amounts and dates in a translation."""
    if language == clean.language:
        found = unsupported(text, Source.of(clean))
        return [f'{EDITED} "{finding.text}" ({finding.message})' for finding in found]
    said = {fact.value for sentence in clean.sentences for fact in extract(sentence.text, clean.language)}
    return [
        f'{EDITED} "{fact.text}" (it is not in the article)'
        for fact in extract(text, language)
        if fact.kind in _ANYWHERE and not _is_among(fact, said)
    ]


def _is_among(fact: Fact, said: set[str]) -> bool:
    """Whether the article has the value; a day without its year, a month without its day are parts of a date."""
    part = fact.value.strip("-")
    return fact.value in said or (fact.kind == "date" and any(part in value for value in said))


def _line(text: str | None) -> str:
    return one_line(text or "")


def _shown(fact: str, story: Story) -> bool:
    return any(fact in line for line in (story.dek, *story.bullets))
