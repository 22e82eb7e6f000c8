"""`briefsmith newsletter`: turns articles into an issue that can be sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefsmith.cli import complete
from briefsmith.cli.common import Assignments, Config, SourceLanguage, note, settings_of, write_stdout
from briefsmith.errors import InputError, UsageError
from briefsmith.languages import ALL
from briefsmith.newsletter.issue import GroupBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefsmith.model import Result
    from briefsmith.newsletter.archive.write import ArchiveFolder
    from briefsmith.newsletter.choice import StoryChoice
    from briefsmith.newsletter.plan import Plan
    from briefsmith.newsletter.services.publish import IssueWishes, Made


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
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help="Recipient of the e-mail.")] = None,
    unsubscribe: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="Where to unsubscribe: https://… ({recipient} in it is filled in) or mailto:…"
        ),
    ] = None,
    postal: Annotated[str, typer.Option(metavar="TEXT", help="The sender's postal address, for the footer.")] = "",
    service: Annotated[
        str | None,
        typer.Option("--for", metavar="SERVICE", help="Files that listmonk, buttondown, ghost or mailchimp imports."),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="KEY=VALUE", help="What the service must know, such as lists=1,3."),
    ] = None,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures", help="Fetch the articles' lead pictures: into the e-mail, or to the folder of --url."
        ),
    ] = False,
    posts: Annotated[
        str, typer.Option(metavar="NAME,...", help="Posts too: x, linkedin, mastodon, bluesky, slack, teams, discord.")
    ] = "",
    archive: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Add the stories to a web archive there.", show_default=False)
    ] = None,
    archive_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The archive's address, for its feeds.", show_default=False)
    ] = None,
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

    from briefsmith.jobs import exit_code
    from briefsmith.newsletter import inputs as sources
    from briefsmith.newsletter import run
    from briefsmith.newsletter.archive.write import ArchiveFolder
    from briefsmith.newsletter.brand import read_brand
    from briefsmith.newsletter.choice import choose
    from briefsmith.newsletter.duplicates import distinct
    from briefsmith.newsletter.envelope import envelope
    from briefsmith.newsletter.links import parse_utm
    from briefsmith.newsletter.make import IssueOptions, folder_address, issue_date
    from briefsmith.newsletter.manifest import told_before
    from briefsmith.newsletter.pictures.collect import collect
    from briefsmith.newsletter.pictures.shrink import require_pillow
    from briefsmith.newsletter.plan import plan_folder, read_plan
    from briefsmith.newsletter.services.delivery import Delivery, open_service, parse_posts
    from briefsmith.newsletter.services.publish import IssueWishes, make_files
    from briefsmith.newsletter.templates import open_templates
    from briefsmith.notes import draft_notes, unchecked_notes
    from briefsmith.wiring.pipeline import build_newsletter
    from briefsmith.wiring.reading import read_options

    templates = open_templates(template, read_brand(brand))
    campaign, folder_url = parse_utm(utm), folder_address(url)
    site = ArchiveFolder(archive, folder_address(archive_url, "--archive-url"))
    site.require_outside(inputs)
    delivery = Delivery(
        envelope(sender, to, unsubscribe or (), postal), *open_service(service, with_ or ()), parse_posts(posts)
    )
    if pictures:
        require_pillow()
    desk = plan_folder(inputs, out)
    plan = read_plan(desk)
    _earlier(ledger, out)  # so is a ledger that cannot be read
    issue_date(date, ())  # report a bad date before the work, not after it
    items = distinct(sources.gather(inputs, read_options(settings), settings.source_language, out))
    results = run.run_items(items, build_newsletter(settings), settings.languages)
    languages = settings.languages or run.languages_of(results)
    for message in run.troubles(results):
        note(message)
    choice = choose(
        results,
        most=max_stories,
        earlier=_earlier(ledger, out),
        each=each_article,
        named=plan.ids if plan else (),
        told_before=told_before(inputs),
    )
    templates.require_room(sum(bool(result.briefs) for result in choice.told))
    for message in choice.notes:
        note(f"note: {message}")
    if pictures:
        found, missing = collect(run.only(choice.told, languages), settings.read.local_addresses)
        delivery = replace(delivery, pictures=found)
        for message in missing:
            note(f"note: {message}")
    options = IssueOptions(title, issue_date(date, results), group_by, campaign, folder_url, subject)
    if any(result.briefs for result in choice.told):
        wishes = IssueWishes(options, templates, delivery, allow_draft, allow_flags, plan)
        _write(results, make_files(results, choice, languages, wishes, desk), wishes, site, desk, out)
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


def _write(
    results: Sequence[Result], made: Made, wishes: IssueWishes, site: ArchiveFolder, desk: Path, out: Path
) -> None:
    """The pictures, the files of each language, `briefs.json`, the plan and the archive; their paths to stdout."""
    from briefsmith.files import OUT_HINT, write_atomically, write_bytes
    from briefsmith.newsletter.briefs import write_briefs
    from briefsmith.newsletter.manifest import NAME, IssueManifest, digests, plan_place, stale_files
    from briefsmith.newsletter.plan import NAME as PLAN
    from briefsmith.newsletter.plan import Plan, plan_of, plan_text, read_plan

    for message in made.notes:
        note(message)
    texts = {**made.files, "briefs.json": write_briefs(results)}
    pictures = wishes.delivery.picture_files()
    files = {**pictures, **{name: text.encode() for name, text in texts.items()}}
    own_plan = {PLAN: plan_text(plan_of(made.issues)).encode()} if wishes.plan is None and made.issues else {}
    stale = stale_files(out, files)
    for name, data in {**files, **own_plan}.items():
        write_bytes(out / name, data, OUT_HINT)
        write_stdout(f"{out / name}\n")
    for path in site.add(made.mailed):
        write_stdout(f"{path}\n")
    for path in stale:
        path.unlink(missing_ok=True)
        homeless = path.name.endswith(".rss.xml") and not wishes.options.folder_url
        why = "RSS requires --url" if homeless else "an earlier issue wrote it, and this one does not"
        note(f"removed {path}: {why}")
    # Messages that are with their readers lead to the pictures on the web: these are never taken away.
    ours = {name: data for name, data in files.items() if name not in pictures or not wishes.options.folder_url}
    place = plan_place((desk if wishes.plan else out) / PLAN, out)
    followed = wishes.plan or read_plan(out) or Plan()  # ours as `send` will read it
    left = IssueManifest(digests(ours), made.told, made.held, place, followed.fingerprint)
    write_atomically(out / NAME, left.text(), OUT_HINT)
