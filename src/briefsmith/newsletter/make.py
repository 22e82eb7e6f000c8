"""Makes issues from results, and files from an issue."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from briefsmith.errors import UsageError
from briefsmith.model import Result
from briefsmith.newsletter.combine import combined
from briefsmith.newsletter.edits import planned
from briefsmith.newsletter.feeds import atom, json_feed, rss
from briefsmith.newsletter.issue import GroupBy, Issue, Story, group_by
from briefsmith.newsletter.labels import Labels, labels_for
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.mail import make_mail, message
from briefsmith.newsletter.plan import Plan
from briefsmith.newsletter.story import article_date, make_story, parse_date
from briefsmith.newsletter.templates import Templates
from briefsmith.newsletter.text import one_line
from briefsmith.notes import draft_models


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """The options of an issue; with an empty `title` it has the default title in its language."""

    title: str = ""
    date: datetime = datetime(1970, 1, 1, tzinfo=timezone.utc)
    group: GroupBy | None = None
    utm: Mapping[str, str] = field(default_factory=dict)
    folder_url: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of one issue by name, and how many stories its e-mail had no room for."""

    files: Mapping[str, str]
    left_out: int


# What programs send on without anybody reading it first.
_SENT_ON = (".eml", ".rss.xml", ".atom.xml", ".feed.json")


def make_issue(
    results: Sequence[Result],
    language: str,
    options: IssueOptions,
    plan: Plan | None = None,
    others: Mapping[str, Sequence[Result]] | None = None,
) -> Issue | None:
    """The issue in one language, stories in the order of the results or of the plan; None without a story in it.

    `others` are further reports of the same story, by the id of the one that is told.
    """
    plan, others = plan or Plan(), others or {}
    made = [
        (_told(result, language, options.utm, others.get(result.document_id, ())), result.clean) for result in results
    ]
    stories = planned([(story, clean) for story, clean in made if story is not None and clean is not None], plan)
    if not stories:
        return None
    labels = labels_for(language)
    heading = _HEADINGS[options.group] if options.group else None
    sections = [one_line(plan.story(story.id).heading(language), 80) for story in stories]
    # A plan with sections governs; without one the stories are grouped as the options say.
    names = sections if any(sections) or not heading else [heading(story, labels) for story in stories]
    if stories[0].id == plan.lead and "" in names:
        names[0] = ""  # stories without a heading come first, and the lead before them
    groups = group_by(stories, names)
    intro, outro = plan.texts_around(language)
    draft = bool(draft_models(results, language))
    title = one_line(options.title) or labels.issue
    subject = one_line(options.subject)
    date, url = options.date, options.folder_url
    return Issue(title, language, date, groups, url, draft=draft, subject=subject, intro=intro, outro=outro)


def _told(result: Result, language: str, utm: Mapping[str, str], others: Sequence[Result]) -> Story | None:
    """The story of one result, with what other reports of it add."""
    story = make_story(result, language, utm, others)
    reports = [made for other in others if (made := make_story(other, language, utm)) is not None]
    return combined(story, reports) if story else None


def render_issue(
    issue: Issue,
    templates: Templates,
    sender: str | None = None,
    allow_draft: bool = False,
    allow_flags: bool = False,
) -> Rendered:
    """All formats of the issue; RSS only with an address, without which it is not valid.

    No message while a story waits for approval, unless `allow_flags`. Of a draft those that programs send on, the e-mail
    and the feeds, only with `allow_draft`. Raises UsageError for a template that fails.
    """
    mail = make_mail(issue, templates)
    name = issue.language
    files = {
        f"{name}.html": mail.html,
        f"{name}.txt": mail.text,
        f"{name}.eml": message(mail, issue, sender),
        f"{name}.md": templates.render("issue.md", issue),
        **({f"{name}.rss.xml": rss(issue, templates)} if issue.folder_url else {}),
        f"{name}.atom.xml": atom(issue, templates),
        f"{name}.feed.json": json_feed(issue, templates),
    }
    if any(story.waiting for story in issue.stories) and not allow_flags:
        del files[f"{name}.eml"]
    if issue.draft and not allow_draft:
        files = {file: text for file, text in files.items() if not file.endswith(_SENT_ON)}
    return Rendered(files, mail.left_out)


def issue_date(given: str | None, results: Sequence[Result]) -> datetime:
    """The date given, else SOURCE_DATE_EPOCH, else that of the newest article, else today. Raises UsageError.

    Today is the last resort, so that the same inputs make the same files. An article from the future does not count: it
    would date the issue.
    """
    if given is not None:
        moment = parse_date(given, "en")
        if moment is None:
            raise UsageError(f"--date {given}: expected a date such as 2026-05-03")
        return moment
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isdigit():
            raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: expected seconds since 1970")
        return datetime.fromtimestamp(int(epoch), tz=timezone.utc)
    today = datetime.combine(date.today(), time(), timezone.utc)
    # Where the day is a day ahead, an article of today is of tomorrow here.
    latest = today + timedelta(days=2)
    dates = [moment for moment in map(article_date, results) if moment is not None and moment < latest]
    return max(dates, default=today)


def folder_address(url: str | None, option: str = "--url") -> str:
    """The address of the published folder with its `/`; empty for None. Raises UsageError if it is not on the web."""
    if url is None:
        return ""
    address = web_address(url)
    if not address or "?" in address or "#" in address:
        raise UsageError(f"{option} {url}: expected the http(s) address of a folder, such as https://example.org/news/")
    return address if address.endswith("/") else f"{address}/"


_HEADINGS: dict[GroupBy, Callable[[Story, Labels], str]] = {
    GroupBy.source: lambda story, _: story.source.site,
    GroupBy.date: lambda story, labels: labels.date(story.source.date) if story.source.date else "",
    GroupBy.author: lambda story, _: story.source.author,
    GroupBy.language: lambda story, labels: labels.language_name(story.source.language),
}
