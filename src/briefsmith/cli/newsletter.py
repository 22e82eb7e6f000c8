"""`briefsmith newsletter`: turns articles into an issue that can be sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from briefsmith.cli import complete
from briefsmith.cli.common import Assignments, Config, SourceLanguage, note, settings_of, write_stdout
from briefsmith.errors import InputError, UsageError
from briefsmith.languages import ALL
from briefsmith.newsletter.issue import GroupBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefsmith.model import Result
    from briefsmith.newsletter.choice import StoryChoice
    from briefsmith.newsletter.issue import Issue
    from briefsmith.newsletter.make import IssueOptions
    from briefsmith.newsletter.plan import Plan
    from briefsmith.newsletter.templates import Templates


def newsletter(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="An article or feed (file, URL or -), a folder of them, or briefs from run --format json.",
            show_default=False,
        ),
    ],
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            "-l",
            metavar="LANG,...",
            help="One issue for each. Default: the articles' own.",
            autocompletion=complete.languages_to_write,
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the files.")] = Path(
        "outputs/issue"
    ),
    title: Annotated[str, typer.Option(help="Name of the newsletter. Default: 'News in brief' in the language.")] = "",
    subject: Annotated[str, typer.Option(help="Subject of the e-mail. Default: the first headline.")] = "",
    template: Annotated[
        str, typer.Option(metavar="NAME|FOLDER,...", help="digest, single, plain, or a folder that overrides parts.")
    ] = "digest",
    brand: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML with color, dark_color, logo, logo_width, tagline.")
    ] = None,
    group_by: Annotated[GroupBy | None, typer.Option(help="Group the stories under headings.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date of the issue. Default: that of the newest article.")
    ] = None,
    utm: Annotated[
        str, typer.Option(metavar="KEY=VALUE,...", help="Campaign parameters for links, such as source=briefs.")
    ] = "",
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The folder's address on the web, for links to its files.")
    ] = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help="Sender of the e-mail.")] = None,
    max_stories: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="The best N stories, the best first; stderr says why.")
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Leave out what earlier issues had that are in this file, and add this one."),
    ] = None,
    each_article: Annotated[
        bool, typer.Option("--each-article", help="A story for each article, also of one event.")
    ] = False,
    allow_draft: Annotated[
        bool,
        typer.Option("--allow-draft", help="Write .eml and feeds also of what a draft-grade model translated."),
    ] = False,
    allow_flags: Annotated[
        bool,
        typer.Option("--allow-flags", help="Write .eml also with flagged stories that issue.yaml does not approve."),
    ] = False,
    source_lang: SourceLanguage = None,
    config: Config = None,
    assignments: Assignments = None,
) -> None:
    """Make a newsletter: for each language, e-mail (HTML, text, .eml), Markdown, RSS, Atom and JSON Feed.

    The files go to the folder, and their names to stdout.
    """
    settings = settings_of(config, assignments, languages=lang, source_language=source_lang)
    if ALL in settings.languages:
        raise UsageError("an issue is made in languages that you name: --lang de,fr")

    from briefsmith.build import build_newsletter, read_options
    from briefsmith.jobs import exit_code
    from briefsmith.model import Failure
    from briefsmith.newsletter import inputs as sources
    from briefsmith.newsletter import run
    from briefsmith.newsletter.brand import read_brand
    from briefsmith.newsletter.choice import choose
    from briefsmith.newsletter.duplicates import distinct
    from briefsmith.newsletter.links import parse_utm
    from briefsmith.newsletter.mail import sender_address
    from briefsmith.newsletter.make import IssueOptions, folder_address, issue_date
    from briefsmith.newsletter.plan import read_plan
    from briefsmith.newsletter.templates import open_templates
    from briefsmith.notes import draft_notes, unchecked_notes

    templates = open_templates(template, read_brand(brand))
    campaign, folder_url, from_ = parse_utm(utm), folder_address(url), sender_address(sender)
    plan = read_plan(out)
    _earlier(ledger, out)  # so is a ledger that cannot be read
    issue_date(date, ())  # report a bad date before the work, not after it
    items = distinct(sources.gather(inputs, read_options(settings), settings.source_language, out))
    templates.require_room(sum(not isinstance(item, Failure) for item in items))
    results = run.run_items(items, build_newsletter(settings), settings.languages)
    languages = settings.languages or run.languages_of(results)
    for message in run.troubles(results):
        note(message)
    choice = choose(results, most=max_stories, earlier=_earlier(ledger, out), each=each_article)
    for message in choice.notes:
        note(f"note: {message}")
    options = IssueOptions(title, issue_date(date, results), group_by, campaign, folder_url, subject)
    if any(result.briefs for result in choice.told):
        _write(results, choice, languages, options, templates, out, _Sending(from_, allow_draft, allow_flags), plan)
        _record(ledger, out, choice, plan)
    elif any(result.briefs for result in results):
        raise InputError("there is nothing new to send: an earlier issue had every story", "empty")
    elif not any(result.failures for result in results):
        raise InputError("there is nothing to send: no input has a brief", "empty")
    sent = run.only(choice.told, languages)
    for message in (*run.flags(choice.told, languages), *draft_notes(sent), *unchecked_notes(sent)):
        note(f"note: {message}")
    raise typer.Exit(exit_code(results))


def _earlier(ledger: Path | None, out: Path) -> set[str]:
    from briefsmith.newsletter.select import earlier_keys

    return earlier_keys(ledger, str(out.resolve())) if ledger else set()


def _record(ledger: Path | None, out: Path, choice: StoryChoice, plan: Plan | None) -> None:
    """The issue in the ledger, once its files are there, without what the editor dropped."""
    from briefsmith.files import write_atomically
    from briefsmith.newsletter.select import ledger_text

    if ledger:
        sent = [key for name, keys in choice.keys.items() if not (plan and plan.story(name).drop) for key in keys]
        write_atomically(ledger, ledger_text(ledger, str(out.resolve()), sent), "choose another --ledger")


class _Sending(NamedTuple):
    """The sender of the e-mails, and whether drafts and flagged stories may be sent."""

    sender: str | None
    allow_draft: bool
    allow_flags: bool


def _write(
    results: Sequence[Result],
    choice: StoryChoice,
    languages: Sequence[str],
    options: IssueOptions,
    templates: Templates,
    out: Path,
    sending: _Sending,
    plan: Plan | None,
) -> None:
    """The files of each language, then `briefs.json`; their paths to stdout."""
    from briefsmith.files import OUT_HINT, write_atomically
    from briefsmith.languages import describe
    from briefsmith.newsletter.briefs import write_briefs
    from briefsmith.newsletter.make import make_issue, render_issue
    from briefsmith.newsletter.manifest import NAME, manifest, stale_files
    from briefsmith.newsletter.plan import NAME as PLAN
    from briefsmith.newsletter.plan import Plan, plan_of, plan_text
    from briefsmith.newsletter.run import edit_flags, only

    if plan is not None and not {story.id for story in plan.stories} & {result.document_id for result in results}:
        note(f"{out / PLAN} is of another issue, none of its stories is here: ignored. Remove it for a new one")
        plan = Plan()
    files: dict[str, str] = {}
    issues: list[Issue] = []
    if not options.folder_url:
        note("no RSS: its format requires the address of the issue on the web; give it with --url")
    for language in languages:
        issue = make_issue(only(choice.told, languages), language, options, plan, choice.others)
        if issue is None:
            note(f"no story in {describe(language)}, so there are no files for it")
            continue
        issues.append(issue)
        rendered = render_issue(issue, templates, *sending)
        files |= rendered.files
        if issue.draft and not sending.allow_draft:
            note(f"{language}: no .eml and no feed of a draft; read it first, then --allow-draft writes them")
        for message in edit_flags(issue):
            note(f"note: {message}")
        waiting = [story.id for story in issue.stories if story.waiting]
        if waiting and not sending.allow_flags:
            note(
                f"{language}: no .eml, because flagged stories are not approved: {', '.join(waiting)}. "
                f"Read them, then set 'approve: true' in {out / PLAN}; --allow-flags writes it in any case"
            )
        if rendered.left_out:
            stories = len(issue.stories)
            note(f"{language}.html has no room for {rendered.left_out} of {stories} stories: Gmail cuts after 102 kB")
    files["briefs.json"] = write_briefs(results)
    stale = stale_files(out, files)
    for name, text in files.items():
        write_atomically(out / name, text, OUT_HINT)
        write_stdout(f"{out / name}\n")
    if plan is None and issues:
        write_atomically(out / PLAN, plan_text(plan_of(issues)), OUT_HINT)
        write_stdout(f"{out / PLAN}\n")
    for path in stale:
        path.unlink(missing_ok=True)
        note(f"removed {path}: an earlier issue wrote it, and this one does not")
    write_atomically(out / NAME, manifest(files), OUT_HINT)
