"""The plan of an issue for the page's editor: shown with the flags of every story, checked and saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefsmith.errors import InputError
from briefsmith.files import write_atomically
from briefsmith.model import Result
from briefsmith.newsletter.choice import choose
from briefsmith.newsletter.issue import Story
from briefsmith.newsletter.make import IssueOptions, make_issue
from briefsmith.newsletter.manifest import read_manifest
from briefsmith.newsletter.plan import (
    MAX_BYTES,
    NAME,
    Plan,
    StoryPlan,
    parse_plan,
    plan_text,
    read_plan,
    text_of,
)
from briefsmith.newsletter.run import languages_of
from briefsmith.preview.issue import IssueFiles

OPTIONS = IssueOptions()


@dataclass(frozen=True, slots=True)
class Desk:
    """What there is to edit: the plan, all results, and the ids of the stories that the issue tells as it was last made.

    `told` is None where nobody has made it yet. `strange` says that the plan in the folder is of another issue; `seen` is the
    fingerprint of that plan.
    """

    plan: Plan
    results: Sequence[Result]
    told: tuple[str, ...] | None
    strange: bool
    seen: str

    @property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.results)

    def stories(self, plan: Plan | None) -> dict[str, dict[str, Story]]:
        """Every story in each of its languages, as this plan has it; none of them left out."""
        choice = choose(self.results, named=[*self.plan.ids, *(self.told or ())])
        kept = plan and replace(plan, stories=tuple(replace(story, drop=False) for story in plan.stories))
        found: dict[str, dict[str, Story]] = {}
        for language in self.languages:
            made = make_issue(choice.told, language, OPTIONS, kept, choice.others)
            for story in made.stories if made else ():
                found.setdefault(story.id, {})[language] = story
        return found


def open_desk(files: IssueFiles) -> Desk:
    """The plan beside the briefs, empty where there is none. Raises InputError."""
    if files.folder is None:
        raise InputError("only an issue in a folder can be edited.", "missing")
    results, plan, manifest = files.results(), read_plan(files.folder) or Plan(), read_manifest(files.folder)
    there = {result.document_id for result in results}
    # Where none of the stories is here, other briefs came into the folder after the issue was made.
    told = manifest.stories if manifest and there & {*manifest.stories} else None
    strange = plan.strange_to(there)
    return Desk(Plan() if strange else plan, results, told, strange, plan.fingerprint)


def editor_data(files: IssueFiles) -> dict[str, Any]:
    """What the editor shows, in every language: the stories of the plan, also those dropped, then what the plan does not know.

    Of these, `new` are in the issue, where they come last, and `spare` are not. Raises InputError.
    """
    desk = open_desk(files)
    plan, languages = desk.plan, desk.languages
    shown = desk.stories(plan)
    unknown = [name for name in shown if name not in plan.ids]
    spare = [] if desk.told is None else [name for name in unknown if name not in desk.told]
    new = [name for name in unknown if name not in spare] if plan.stories else []
    order = dict.fromkeys([*plan.ids, *unknown])
    stories = [_story_data(plan.story(name), shown[name], languages) for name in order if name in shown]
    around = {language: plan.texts_around(language) for language in languages}
    return {
        "seen": desk.seen,
        "lead": plan.lead,
        "languages": list(languages),
        "intro": {language: texts[0] for language, texts in around.items()},
        "outro": {language: texts[1] for language, texts in around.items()},
        "stories": stories,
        "new": new,
        "spare": spare,
        "strange": desk.strange,
    }


def _story_data(decided: StoryPlan, shown: Mapping[str, Story], languages: Sequence[str]) -> dict[str, Any]:
    waiting = [language for language, story in shown.items() if story.waiting]
    return {
        "id": decided.id,
        "approve": bool(decided.codes) and not waiting,
        "changed": any(language in decided.codes for language in waiting),
        "drop": decided.drop,
        "section": {language: decided.heading(language) for language in languages},
        "alt": {language: decided.picture_text(language) for language in languages},
        "texts": {language: _words(found) for language, found in shown.items()},
    }


def _words(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "dek": story.dek,
        "bullets": list(story.bullets),
        "flags": list(story.flags),
        "code": story.code,
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
    desk, seen = open_desk(files), data.pop("seen", "")
    if seen != desk.seen:
        raise InputError(
            f"{NAME} was changed since this page was loaded. Reload the page to see it as it is now.", "bad_plan"
        )
    plan = parse_plan(data, NAME)
    known = {result.document_id for result in desk.results}
    unknown = next((name for name in plan.ids if name not in known), None)
    if unknown is not None:
        raise InputError(f"the story {unknown} is not in this issue.", "bad_plan")
    write_atomically(files.folder / NAME, plan_text(_short(_with_rest(_with_origins(plan, desk), desk))))
    return editor_data(files)


def _with_origins(plan: Plan, desk: Desk) -> Plan:
    """The plan in which it can be seen what was changed: with the fingerprints of the words that no editor has touched."""
    stories = desk.stories(None)
    made = {(name, code): text_of(story).made for name, found in stories.items() for code, story in found.items()}

    def known(story: StoryPlan) -> StoryPlan:
        texts = {code: replace(text, made=made.get((story.id, code), "")) for code, text in story.texts.items()}
        return replace(story, texts=texts)

    return replace(plan, stories=tuple(map(known, plan.stories)))


def _with_rest(plan: Plan, desk: Desk) -> Plan:
    """With what the page did not show, and so could not send: stories and languages that the last run did not have."""
    there = {result.document_id for result in desk.results}
    gone = tuple(story for story in desk.plan.stories if story.id not in there)
    before = desk.plan

    def whole(story: StoryPlan) -> StoryPlan:
        old = before.story(story.id)
        return replace(
            story,
            approve={**old.codes, **story.codes} if story.codes else story.approve,
            section=_merged(old.section, story.section),
            alt=_merged(old.alt, story.alt),
            texts={**old.texts, **story.texts},
        )

    intro, outro = _merged(before.intro, plan.intro), _merged(before.outro, plan.outro)
    return replace(plan, intro=intro, outro=outro, stories=(*map(whole, plan.stories), *gone))


def _merged(old: str | Mapping[str, str], new: str | Mapping[str, str]) -> str | Mapping[str, str]:
    return new if isinstance(old, str) or isinstance(new, str) else {**old, **new}


def _short(plan: Plan) -> Plan:
    """The plan with one text where it is the same in every language."""
    stories = tuple(replace(story, section=_one(story.section), alt=_one(story.alt)) for story in plan.stories)
    return replace(plan, intro=_one(plan.intro), outro=_one(plan.outro), stories=stories)


def _one(text: str | Mapping[str, str]) -> str | Mapping[str, str]:
    if isinstance(text, str):
        return text
    values = set(text.values())
    return values.pop() if len(values) == 1 else {language: value for language, value in text.items() if value}
