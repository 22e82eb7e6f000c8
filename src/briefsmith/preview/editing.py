"""The plan of an issue for the page's editor: shown with the flags of every story, checked and saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefsmith.errors import InputError
from briefsmith.files import write_atomically
from briefsmith.model import Result
from briefsmith.newsletter.choice import choose
from briefsmith.newsletter.issue import Story
from briefsmith.newsletter.make import IssueOptions, make_issue
from briefsmith.newsletter.plan import (
    MAX_BYTES,
    NAME,
    Plan,
    StoryPlan,
    parse_plan,
    plan_of,
    plan_text,
    read_plan,
    text_of,
)
from briefsmith.newsletter.run import languages_of
from briefsmith.preview.issue import IssueFiles

OPTIONS = IssueOptions()


def editor_data(files: IssueFiles) -> dict[str, Any]:
    """What the editor shows: every story of the plan, also those dropped, in every language. Raises InputError."""
    if files.folder is None:
        raise InputError("only an issue in a folder can be edited.", "missing")
    results = files.results()
    languages = languages_of(results)
    plan = read_plan(files.folder)
    if plan is None:
        choice = choose(results)
        made_of = [make_issue(choice.told, language, OPTIONS, None, choice.others) for language in languages]
        plan = plan_of([made for made in made_of if made is not None])
    others = _others(results, plan)
    kept = replace(plan, stories=tuple(replace(story, drop=False) for story in plan.stories))
    shown: dict[str, dict[str, Story]] = {}
    for language in languages:
        made = make_issue(results, language, OPTIONS, kept, others)
        for story in made.stories if made else ():
            shown.setdefault(story.id, {})[language] = story
    stories = [
        {
            "id": story.id,
            "approve": story.approve,
            "drop": story.drop,
            "section": {language: story.heading(language) for language in languages},
            "alt": {language: story.picture_text(language) for language in languages},
            "texts": {language: _words(found) for language, found in shown[story.id].items()},
        }
        for story in plan.stories
        if story.id in shown
    ]
    around = {language: plan.texts_around(language) for language in languages}
    return {
        "lead": plan.lead,
        "languages": list(languages),
        "intro": {language: texts[0] for language, texts in around.items()},
        "outro": {language: texts[1] for language, texts in around.items()},
        "stories": stories,
    }


def _others(results: Sequence[Result], plan: Plan) -> dict[str, list[Result]]:
    """Further reports of the stories; what the plan tells by itself is none."""
    alone = {story.id for story in plan.stories}
    return {
        name: [other for other in found if other.document_id not in alone]
        for name, found in choose(results).others.items()
    }


def save(files: IssueFiles, body: bytes) -> dict[str, Any]:
    """Write `issue.yaml` from what the editor sent, and return the issue with its new flags. Raises InputError."""
    if files.folder is None or len(body) > MAX_BYTES:
        raise InputError("this cannot be saved.", "bad_plan")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise InputError("what the page sent is not a plan.", "bad_plan")
    plan = parse_plan(data, NAME)
    known = {result.document_id for result in files.results()}
    unknown = next((story.id for story in plan.stories if story.id not in known), None)
    if unknown is not None:
        raise InputError(f"the story {unknown} is not in this issue.", "bad_plan")
    write_atomically(files.folder / NAME, plan_text(_short(_with_origins(plan, _generated(files, plan)))))
    return editor_data(files)


def _generated(files: IssueFiles, plan: Plan) -> dict[tuple[str, str], str]:
    """The fingerprints of the words that no editor has touched, by story and language."""
    results = files.results()
    others = _others(results, plan)
    return {
        (story.id, language): text_of(story).made
        for language in languages_of(results)
        if (made := make_issue(results, language, OPTIONS, None, others)) is not None
        for story in made.stories
    }


def _with_origins(plan: Plan, made: Mapping[tuple[str, str], str]) -> Plan:
    """The plan in which it can be seen what was changed."""

    def known(story: StoryPlan) -> StoryPlan:
        texts = {code: replace(text, made=made.get((story.id, code), "")) for code, text in story.texts.items()}
        return replace(story, texts=texts)

    return replace(plan, stories=tuple(map(known, plan.stories)))


def _words(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "dek": story.dek,
        "bullets": list(story.bullets),
        "flags": list(story.flags),
    }


def _short(plan: Plan) -> Plan:
    """The plan with one text where it is the same in every language."""
    stories = tuple(replace(story, section=_one(story.section), alt=_one(story.alt)) for story in plan.stories)
    return replace(plan, intro=_one(plan.intro), outro=_one(plan.outro), stories=stories)


def _one(text: str | Mapping[str, str]) -> str | Mapping[str, str]:
    if isinstance(text, str):
        return text
    values = set(text.values())
    return values.pop() if len(values) == 1 else {language: value for language, value in text.items() if value}
