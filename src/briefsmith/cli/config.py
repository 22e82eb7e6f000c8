"""`briefsmith config`: show, check and create a configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefsmith.cli.common import Assignments, Config, note, settings_of, write_stdout

app = typer.Typer(help="Show, validate or create a configuration.", no_args_is_help=True)


@app.command()
def show(config: Config = None, assignments: Assignments = None) -> None:
    """Print the settings that a run here would use, as YAML."""
    from briefsmith.settings import dump_yaml

    write_stdout(dump_yaml(settings_of(config, assignments)))


@app.command()
def validate(
    file: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="A profile by name, or a YAML file.", show_default=False)
    ],
) -> None:
    """Check a configuration and name every problem in it. Values of --set are checked by `config show`."""
    from briefsmith import settings as s

    s.load(file, environment={})
    note(f"{file}: valid")


@app.command()
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")] = Path("briefsmith.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Write a configuration with every setting at its default, explained."""
    from briefsmith import settings as s
    from briefsmith.errors import UsageError
    from briefsmith.files import write_atomically

    if file.exists() and not force:
        raise UsageError(f"{file} already exists; use --force to overwrite it")
    write_atomically(file, s.commented_yaml())
    write_stdout(f"{file}\n")
