"""The files of an issue in all its languages, and what an editor must be told of them. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefsmith.languages import describe
from briefsmith.model import Result
from briefsmith.newsletter.choice import StoryChoice
from briefsmith.newsletter.issue import Issue, Story
from briefsmith.newsletter.mail import MAX_HTML_BYTES
from briefsmith.newsletter.make import IssueOptions, Rendered, make_issue, render_issue
from briefsmith.newsletter.plan import NAME as PLAN
from briefsmith.newsletter.plan import Plan
from briefsmith.newsletter.run import edit_flags, only
from briefsmith.newsletter.services.delivery import Delivery
from briefsmith.newsletter.templates import Templates
from briefsmith.newsletter.text import one_line

# How many stories a note names.
NAMED = 5


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
    """The issues, the text of each file by its name, and notes; `mailed` are the issues that have an `.eml`.

    `held` says of each message that was not written why, and what it waits for.
    """

    issues: list[Issue] = field(default_factory=list)
    mailed: list[Issue] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """The ids of the stories that are in the issue, in any language."""
        return tuple(dict.fromkeys(story.id for issue in self.issues for story in issue.stories))


def make_files(
    results: Sequence[Result], choice: StoryChoice, languages: Sequence[str], wishes: IssueWishes, desk: Path
) -> Made:
    """An issue for each language that has a story. `desk` is the folder of the plan.

    Raises UsageError for a template that fails.
    """
    made = Made()
    plan = wishes.plan or Plan()
    if plan.strange_to(result.document_id for result in results):
        made.notes.append(
            f"{desk / PLAN} is of another issue, none of its stories is here: ignored. Remove it for a new one"
        )
        plan = Plan()
    for language in languages:
        issue = make_issue(only(choice.told, languages), language, wishes.options, plan, choice.others)
        if issue is None:
            made.notes.append(f"no story in {describe(language)}, so there are no files for it")
        else:
            _add(wishes.delivery.prepare(issue), wishes, plan, made)
    made.notes += _not_here(plan, results, made.told, desk)
    if not wishes.allow_flags:
        made.notes += _how_to_approve(made.issues, plan, desk)
    return made


def _not_here(plan: Plan, results: Sequence[Result], told: Sequence[str], desk: Path) -> Iterator[str]:
    """What the plan names and this run does not have: articles that failed, and names that are misspelt."""
    there = {result.document_id for result in results if result.briefs}
    gone = [name for name in plan.ids if name not in there]
    if gone:
        more = f" and {len(gone) - NAMED} more" if len(gone) > NAMED else ""
        yield f"note: {desk / PLAN} names stories that this run does not have: {', '.join(gone[:NAMED])}{more}"
    if plan.lead and plan.lead not in told:
        yield f"note: {desk / PLAN}: the lead {one_line(plan.lead, 60)} is not in the issue"


def _add(issue: Issue, wishes: IssueWishes, plan: Plan, made: Made) -> None:
    sender = wishes.delivery.envelope.sender
    rendered = render_issue(issue, wishes.templates, sender, wishes.allow_draft, wishes.allow_flags)
    made.issues.append(issue)
    made.files |= wishes.delivery.finish(issue, wishes.templates, rendered.files)
    if f"{issue.language}.eml" in rendered.files:
        made.mailed.append(issue)
    waiting = [] if wishes.allow_flags else [_waiting(story, plan) for story in issue.stories if story.waiting]
    unapproved = f"flagged stories are not approved: {', '.join(waiting)}" if waiting else ""
    draft = "it is a draft, which --allow-draft writes once you have read it" if _is_held_draft(issue, wishes) else ""
    if why := " and ".join(filter(None, (unapproved, draft))):
        made.held[f"{issue.language}.eml"] = why
    made.notes += _notes(issue, rendered, wishes, unapproved)


def _is_held_draft(issue: Issue, wishes: IssueWishes) -> bool:
    return issue.draft and not wishes.allow_draft


def _notes(issue: Issue, rendered: Rendered, wishes: IssueWishes, unapproved: str) -> Iterator[str]:
    name = issue.language
    if _is_held_draft(issue, wishes):
        yield f"{name}: no .eml and no feed of a draft; read it first, then --allow-draft writes them"
    yield from (f"note: {message}" for message in edit_flags(issue))
    if unapproved:
        yield f"{name}: no .eml, because {unapproved}; --allow-flags writes it in any case"
    if rendered.left_out:
        room = f"Gmail cuts after {MAX_HTML_BYTES // 1000} kB"
        yield f"{name}.html has no room for {rendered.left_out} of {len(issue.stories)} stories: {room}"


def _waiting(story: Story, plan: Plan) -> str:
    """The story, and why the approval that it may have does not hold."""
    decided = plan.story(story.id)
    if story.language in decided.codes:
        return f"{story.id} (changed since its approval)"
    return f"{story.id} ('approve: true' does not say which words)" if decided.approve is True else story.id


def _how_to_approve(issues: Sequence[Issue], plan: Plan, desk: Path) -> Iterator[str]:
    """What to write into the plan once the flags have been read: for each story what holds in all languages."""
    waiting = [story for issue in issues for story in issue.stories if story.waiting]
    if not waiting:
        return
    yield f"to approve them, read their flags, then tick 'Approved' in 'briefsmith preview', or write into {desk / PLAN}:"
    for name in dict.fromkeys(story.id for story in waiting):
        codes = {**plan.story(name).codes, **{story.language: story.code for story in waiting if story.id == name}}
        yield f"  {name}: approve: {{{', '.join(f'{language}: {code}' for language, code in codes.items())}}}"
