"""`briefsmith models`: models besides the embedded ones, from the catalog or the hub."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from briefsmith.cli.common import note, write_stdout

app = typer.Typer(help="Find, fetch and manage models besides the embedded ones.", no_args_is_help=True)


class ListFormat(str, Enum):
    """What `models list --format` takes."""

    text = "text"
    json = "json"


class LicenseFilter(str, Enum):
    """What `--license` takes."""

    any = "any"
    commercial = "commercial"


class Quantization(str, Enum):
    """What `models convert --precision` takes."""

    auto = "auto"
    int8 = "int8"
    float32 = "float32"
    float16 = "float16"
    bfloat16 = "bfloat16"


Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A name of the list, or a hub id such as ORG/NAME.", show_default=False),
]
Names = Annotated[
    list[str], typer.Argument(metavar="NAME...", help="Names of the list, or hub ids.", show_default=False)
]
License = Annotated[
    LicenseFilter, typer.Option("--license", help="`commercial` refuses weights whose licence forbids commercial use.")
]


@app.command("list")
def list_models(
    license: License = LicenseFilter.any,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="LANG", help="Only models that read or write this language.")
    ] = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="Format of the list.")] = ListFormat.text,
) -> None:
    """List the catalog, Mozilla's models and all other pulled ones; `*` marks what is on this machine."""
    from briefsmith.languages import canonical
    from briefsmith.models.show import listed, table

    code = None if language is None else canonical(language)
    write_stdout(table(listed(commercial=license is LicenseFilter.commercial, language=code), format.value))


@app.command()
def info(name: Name) -> None:
    """Show what is known about one model, and whether it is on this machine."""
    from briefsmith.models.show import described

    write_stdout(described(name))


@app.command()
def pull(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Names of the list, or hub ids.")] = None,
    bundle: Annotated[
        Path | None, typer.Option("--from", metavar="BUNDLE", help="Read them from a bundle, without network.")
    ] = None,
    license: License = LicenseFilter.any,
    revision: Annotated[
        str | None, typer.Option(metavar="COMMIT", help="A commit, tag or branch, instead of the pinned or newest one.")
    ] = None,
    allow_pickle: Annotated[
        bool, typer.Option("--allow-pickle", help="Accept weights in pickle format where there are no others.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Look for a newer commit of a model that is already here.")
    ] = False,
) -> None:
    """Fetch models into the Hugging Face cache; an interrupted pull continues where it stopped.

    `firefox-de-fr`, which no model translates directly, fetches the two that do it through English.
    """
    from briefsmith.cli.progress import download_bar
    from briefsmith.errors import UsageError
    from briefsmith.models.bundle import read_bundle
    from briefsmith.models.catalog import find
    from briefsmith.models.firefox_catalog import expanded
    from briefsmith.models.pull import PullOptions
    from briefsmith.models.pull import pull as pull_one
    from briefsmith.models.resolve import size

    commercial = license is LicenseFilter.commercial
    if bundle is not None:
        for lock in read_bundle(bundle, expanded(names or ()), commercial=commercial):
            write_stdout(f"{lock.hub_id} {lock.revision[:12]}\n")
        return
    if not names:
        raise UsageError("name a model, or a bundle with --from; 'briefsmith models list' shows the catalog")
    for name in expanded(names):
        firefox = entry.firefox if (entry := find(name)) else None
        # The hub's library shows a bar of its own.
        with download_bar(name, firefox.size if firefox else 0) as progress:
            pulled = pull_one(name, PullOptions(revision, allow_pickle, commercial, update, progress))
        got = f"{size(pulled.fetched / 1e6)} fetched" if pulled.fetched else "here already"
        write_stdout(f"{pulled.model.name} {pulled.model.revision[:12]} {got}\n")


@app.command()
def verify(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Names or hub ids. Default: all models that were pulled."),
    ] = None,
) -> None:
    """Hash every file of pulled models and compare. Exit code 3 if one has changed."""
    from briefsmith.errors import EngineError
    from briefsmith.models.firefox_catalog import expanded
    from briefsmith.models.manage import locked_models
    from briefsmith.models.manage import verify as verify_one

    changed = []
    for name in expanded(names or ()) or [lock.hub_id for lock in locked_models()]:
        found = verify_one(name)
        write_stdout(f"{name}: {'changed' if found.changed else 'as fetched'} ({len(found.lock.files)} files)\n")
        changed += [f"{name}: {file}" for file in found.changed]
    if changed:
        raise EngineError(
            f"changed since the download: {', '.join(changed)}; run 'briefsmith models remove' and pull again"
        )


@app.command()
def convert(
    names: Names,
    precision: Annotated[
        Quantization, typer.Option("--precision", help="`auto`: int8 on a CPU, float16 on a GPU.")
    ] = Quantization.auto,
) -> None:
    """Convert models for CTranslate2 now instead of at first use, and print where they are."""
    from briefsmith.engines.options import EngineOptions
    from briefsmith.models.manage import convert as convert_one

    for name in names:
        write_stdout(f"{convert_one(name, EngineOptions(precision=precision.value))}\n")


@app.command()
def remove(names: Names) -> None:
    """Remove models from the Hugging Face cache, and what was converted from them."""
    from briefsmith.models.firefox_catalog import expanded
    from briefsmith.models.manage import remove as remove_one
    from briefsmith.models.resolve import size

    for name in expanded(names):
        note(f"{name}: removed, {size(remove_one(name) / 1e6)} freed")


@app.command()
def bundle(
    names: Names,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="PATH", help="A new .tar archive, or a new folder.", show_default=False),
    ],
    license: License = LicenseFilter.any,
) -> None:
    """Pack pulled models for a machine without network; `models pull --from` unpacks them there."""
    from briefsmith.models.bundle import write_bundle
    from briefsmith.models.firefox_catalog import expanded

    write_bundle(expanded(names), out, commercial=license is LicenseFilter.commercial)
    write_stdout(f"{out}\n")
