"""The files of an issue in all its languages, and what an editor must be told of them. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefsmith.languages import describe
from briefsmith.model import Result
from briefsmith.newsletter.choice import StoryChoice
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.mail import MAX_HTML_BYTES
from briefsmith.newsletter.make import IssueOptions, Rendered, make_issue, render_issue
from briefsmith.newsletter.plan import NAME as PLAN
from briefsmith.newsletter.plan import Plan
from briefsmith.newsletter.run import edit_flags, only
from briefsmith.newsletter.services.delivery import Delivery
from briefsmith.newsletter.templates import Templates


@dataclass(frozen=True, slots=True)
class IssueWishes:
    """How an issue is to be: `allow_draft` and `allow_flags` let out what would be held back; `plan` is the editor's."""

    options: IssueOptions
    templates: Templates
    delivery: Delivery
    allow_draft: bool = False
    allow_flags: bool = False
    plan: Plan | None = None


@dataclass(slots=True)
class Made:
    """The issues, the text of each file by its name, and notes; `mailed` are the issues that have an `.eml`."""

    issues: list[Issue] = field(default_factory=list)
    mailed: list[Issue] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def make_files(
    results: Sequence[Result], choice: StoryChoice, languages: Sequence[str], wishes: IssueWishes, desk: Path
) -> Made:
    """An issue for each language that has a story. `desk` is the folder of the plan.

    Raises UsageError for a template that fails.
    """
    made = Made()
    plan = wishes.plan
    if (
        plan is not None
        and plan.stories
        and not {story.id for story in plan.stories} & {result.document_id for result in results}
    ):
        made.notes.append(
            f"{desk / PLAN} is of another issue, none of its stories is here: ignored. Remove it for a new one"
        )
        plan = Plan()
    if not wishes.options.folder_url:
        made.notes.append("no RSS: its format requires the address of the issue on the web; give it with --url")
    for language in languages:
        issue = make_issue(only(choice.told, languages), language, wishes.options, plan, choice.others)
        if issue is None:
            made.notes.append(f"no story in {describe(language)}, so there are no files for it")
        else:
            _add(wishes.delivery.prepare(issue), wishes, desk, made)
    return made


def _add(issue: Issue, wishes: IssueWishes, desk: Path, made: Made) -> None:
    sender = wishes.delivery.envelope.sender
    rendered = render_issue(issue, wishes.templates, sender, wishes.allow_draft, wishes.allow_flags)
    made.issues.append(issue)
    made.files |= wishes.delivery.finish(issue, wishes.templates, rendered.files)
    if f"{issue.language}.eml" in rendered.files:
        made.mailed.append(issue)
    made.notes += _notes(issue, rendered, wishes, desk)


def _notes(issue: Issue, rendered: Rendered, wishes: IssueWishes, desk: Path) -> Iterator[str]:
    name = issue.language
    if issue.draft and not wishes.allow_draft:
        yield f"{name}: no .eml and no feed of a draft; read it first, then --allow-draft writes them"
    yield from (f"note: {message}" for message in edit_flags(issue))
    waiting = [story.id for story in issue.stories if story.waiting]
    if waiting and not wishes.allow_flags:
        yield (
            f"{name}: no .eml, because flagged stories are not approved: {', '.join(waiting)}. "
            f"Read them, then set 'approve: true' in {desk / PLAN}; --allow-flags writes it in any case"
        )
    if rendered.left_out:
        room = f"Gmail cuts after {MAX_HTML_BYTES // 1000} kB"
        yield f"{name}.html has no room for {rendered.left_out} of {len(issue.stories)} stories: {room}"
