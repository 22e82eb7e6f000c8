"""`briefsmith setup`: from nothing to good translations offline, in one command on a machine with a network."""

from __future__ import annotations

from typing import Annotated

import typer

from briefsmith.cli.common import note, write_stdout


def setup(
    languages: Annotated[
        str, typer.Option("--lang", metavar="LANG,...", help="Languages of the briefs.", show_default=False)
    ],
    sources: Annotated[str, typer.Option("--from", metavar="LANG,...", help="Languages of the articles.")] = "en",
) -> None:
    """Fetch the best offline translation models for these languages; runs then use them without a flag.

    They are those of Firefox, by Mozilla. A pair without English takes two.
    """
    from briefsmith.cli.progress import download_bar
    from briefsmith.models.firefox_catalog import needed
    from briefsmith.models.firefox_here import missing
    from briefsmith.models.pull import PullOptions, pull
    from briefsmith.models.resolve import size

    targets, names = _codes(languages), needed(_codes(sources), _codes(languages))
    models = missing(names)
    total = sum(model.size for model in models)
    if models:
        note(f"{size(total / 1e6)} to fetch: {', '.join(model.name for model in models)}")
    else:
        note("everything is here already" if names else "nothing is needed: no article is to be translated")
    with download_bar("fetching", total) as progress:
        for model in models:
            pull(model.name, PullOptions(progress=progress))
    write_stdout(f"Ready. Now: briefsmith run article.txt --lang {','.join(targets)}\n")


def _codes(listed: str) -> list[str]:
    from briefsmith.errors import UsageError
    from briefsmith.languages import canonical

    codes = [canonical(code.strip()) for code in listed.split(",") if code.strip()]
    if not codes:
        raise UsageError("name at least one language, such as --lang de")
    return list(dict.fromkeys(codes))
