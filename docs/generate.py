"""Writes the documents that are made from the code: docs/commands.md and docs/schema/run.schema.json.

python docs/generate.py            write them
python docs/generate.py --check    exit with 1 if they are not up to date
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import typer

from briefsmith.cli import app
from briefsmith.render.schema import run_schema

DOCS = Path(__file__).parent
INTRO = """# Commands

Made from the program's own help by `make snapshots`.

Exit codes: 0 done; 1 some documents failed; 2 usage or configuration; 3 model or engine unavailable; 4 a check raised a
flag under `--strict`; 130 interrupted. When the reader of stdout goes away (`| head -1`), the rest is not written and
the code is 0. Results go to stdout, everything else to stderr. `--debug` may stand anywhere and shows tracebacks.
"""


def command_paths(group: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command and group below a group, depth first."""
    found = [path] if path else []
    for name, command in getattr(group, "commands", {}).items():
        found += command_paths(command, (*path, name))
    return found


def help_text(path: tuple[str, ...]) -> str:
    """The help as it is printed on a terminal of 100 columns without colours."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-c", "from briefsmith.cli import main; main()", *path, "--help"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.decode().strip("\n").splitlines())


def documents() -> dict[Path, str]:
    """What each generated document is to contain."""
    sections = [
        f"## briefsmith {' '.join(path)}\n\n```text\n{help_text(path)}\n```\n"
        for path in command_paths(typer.main.get_command(app))
    ]
    return {
        DOCS / "commands.md": "\n".join([INTRO, *sections]),
        DOCS / "schema" / "run.schema.json": json.dumps(run_schema(), indent=2) + "\n",
    }


def main() -> int:
    """Write the documents, or say which are stale."""
    check = "--check" in sys.argv[1:]
    stale = [path for path, text in documents().items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        if check:
            sys.stderr.write(f"{path} is not up to date: run 'make snapshots'\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(documents()[path], "utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
