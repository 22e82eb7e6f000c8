"""`issue.yaml`: what an editor decides about an issue, beside its briefs. Written once, then only read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefsmith.errors import InputError, SettingsError
from briefsmith.fingerprint import fingerprint
from briefsmith.newsletter.issue import Issue, Story
from briefsmith.yaml12 import parse_yaml

NAME = "issue.yaml"
# Far more than an issue of 200 stories in ten languages.
MAX_BYTES = 4_000_000
# For pydantic: a key that is misspelt is an error.
_STRICT = {"extra": "forbid"}
_APPROVAL = "this takes the code of each language, which 'briefsmith newsletter' tells: {en: ...}"
_HEADER = """\
# The plan of this issue. Edit it, and run the same `briefsmith newsletter` again: it is read, and never overwritten.
# Stories come in this order; `lead` names the one that comes first. `drop: true` leaves a story out, `section: Name` puts it
# under a heading, `alt` says what its picture shows, `approve` that the flags of these words have been read: by the code of each
# language, which `briefsmith newsletter` tells, so that words which change later are not approved. A text that is changed is
# checked against the article; one that is not may become better in the next run (`made` is how that is known).
# `intro` and `outro` are Markdown, above and below the stories; with a language each: {en: ..., de: ...}.
"""


@dataclass(frozen=True, slots=True)
class StoryText:
    """The words of one story in one language; None is what was generated.

    `made` is the fingerprint of the words as they were generated: as long as nobody changes them, better ones may follow.
    """

    __pydantic_config__ = _STRICT
    headline: str | None = None
    dek: str | None = None
    bullets: tuple[str, ...] | None = None
    made: str = ""

    @property
    def edited(self) -> bool:
        """Whether somebody changed the words."""
        return self.made != self.fingerprint

    @property
    def fingerprint(self) -> str:
        words = "\n".join([self.headline or "", self.dek or "", *(self.bullets or ())])
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """What was decided about one story; `id` is that of its article, `alt` what its picture shows.

    `approve` has for each language the code of the story that was approved. A mere `true` does not say what was read.
    """

    __pydantic_config__ = _STRICT
    id: str
    approve: bool | Mapping[str, str] = False
    drop: bool = False
    section: str | Mapping[str, str] = ""
    alt: str | Mapping[str, str] = ""
    texts: Mapping[str, StoryText] = field(default_factory=dict)

    @property
    def codes(self) -> Mapping[str, str]:
        """What was approved, by language."""
        return {} if isinstance(self.approve, bool) else self.approve

    def heading(self, language: str) -> str:
        return _in(self.section, language)

    def picture_text(self, language: str) -> str:
        return _in(self.alt, language)


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions about an issue; texts with one form for each language, or one for all."""

    __pydantic_config__ = _STRICT
    lead: str = ""
    intro: str | Mapping[str, str] = ""
    outro: str | Mapping[str, str] = ""
    stories: tuple[StoryPlan, ...] = ()

    def texts_around(self, language: str) -> tuple[str, str]:
        """Intro and outro in one language, as Markdown."""
        return _in(self.intro, language), _in(self.outro, language)

    @property
    def ids(self) -> list[str]:
        """The stories that it names, in order."""
        return [story.id for story in self.stories]

    def strange_to(self, ids: Iterable[str]) -> bool:
        """Whether it is the plan of another issue: it names stories, and none of these articles."""
        return bool(self.stories) and not {*self.ids} & {*ids}

    @property
    def fingerprint(self) -> str:
        """Of all that it says, however that is written."""
        return fingerprint(plan_data(self))

    def story(self, id: str) -> StoryPlan:
        """The plan of one story; nothing is decided about one that is not in it."""
        return next((story for story in self.stories if story.id == id), StoryPlan(id))


def plan_folder(inputs: Sequence[str], out: Path) -> Path:
    """Where the plan of an issue is: in its folder, or else beside the `briefs.json` that it is made of again."""
    made_of = [Path(spec).parent for spec in inputs if Path(spec).name == "briefs.json"]
    there = [folder for folder in (out, *made_of) if (folder / NAME).exists()]
    return there[0] if there and (len(inputs) == 1 or there[0] == out) else out


def read_plan(folder: Path) -> Plan | None:
    """The plan in a folder; None if there is none. Raises InputError that names file, line or key."""
    path = folder / NAME
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES:,} bytes, which no plan of an issue is.", "too_large")
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}.", "unreadable") from None
    try:
        return parse_plan(parse_yaml(text, str(path)), str(path))
    except SettingsError as error:
        raise InputError(str(error), "bad_plan") from None


def parse_plan(data: Mapping[str, Any], origin: str) -> Plan:
    """The plan in plain data. Raises InputError that names the key."""
    from pydantic import TypeAdapter, ValidationError

    try:
        plan: Plan = TypeAdapter(Plan).validate_python(data)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"] if part not in {"str", "bool", "dict[str,str]"})
        what = _APPROVAL if "approve" in problem["loc"] else problem["msg"]
        raise InputError(f"{origin}: {where}: {what}", "bad_plan") from None
    twice = next((name for name, count in Counter(plan.ids).items() if count > 1), None)
    if twice is not None:
        raise InputError(f"{origin}: the story {twice} is in it twice", "bad_plan")
    return plan


def plan_of(issues: Sequence[Issue]) -> Plan:
    """The plan that changes nothing: the stories of all languages with their texts, for an editor to begin with."""
    texts: dict[str, dict[str, StoryText]] = {}
    sections: dict[str, dict[str, str]] = {}
    for issue in issues:
        for group in issue.groups:
            for story in group.stories:
                texts.setdefault(story.id, {})[issue.language] = text_of(story)
                if group.name:
                    sections.setdefault(story.id, {})[issue.language] = group.name
    return Plan(
        stories=tuple(StoryPlan(name, section=sections.get(name, ""), texts=made) for name, made in texts.items())
    )


def text_of(story: Story) -> StoryText:
    """The words of a story as they are, as generated."""
    text = StoryText(story.headline, story.dek, story.bullets)
    return replace(text, made=text.fingerprint)


def plan_text(plan: Plan) -> str:
    """The plan as YAML with its explanation, as `read_plan` reads it."""
    import yaml

    body = yaml.safe_dump(plan_data(plan), allow_unicode=True, sort_keys=False, width=110)
    return _HEADER + body


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data."""
    stories = [
        {
            "id": story.id,
            "approve": dict(story.codes) or story.approve is True,
            "drop": story.drop,
            "section": _plain(story.section),
            "alt": _plain(story.alt),
            "texts": {
                language: {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in (
                        ("headline", text.headline),
                        ("dek", text.dek),
                        ("bullets", text.bullets),
                        ("made", text.made),
                    )
                    if value is not None
                }
                for language, text in story.texts.items()
            },
        }
        for story in plan.stories
    ]
    return {"lead": plan.lead, "intro": _plain(plan.intro), "outro": _plain(plan.outro), "stories": stories}


def _plain(text: str | Mapping[str, str]) -> str | dict[str, str]:
    return text if isinstance(text, str) else dict(text)


def _in(text: str | Mapping[str, str], language: str) -> str:
    return text if isinstance(text, str) else text.get(language, "")
