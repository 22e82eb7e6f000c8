"""What the page shows: the briefs of an issue and the newsletter files next to them, read again at each request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.errors import InputError
from briefsmith.languages import LANGUAGES, describe, is_unspaced, sentence_separator
from briefsmith.model import Result
from briefsmith.newsletter.briefs import read_briefs
from briefsmith.render.common import direction, native_name
from briefsmith.render.json import result_data

BRIEFS = "briefs.json"

# The ending of a newsletter's file, and the media type it is served with: only HTML is shown as a page.
FORMATS = {
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/plain",
    "eml": "text/plain",
    "rss.xml": "text/plain",
    "atom.xml": "text/plain",
    "feed.json": "text/plain",
}


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """Where the briefs are; `folder` is where the newsletter's files may be, None if only JSON was named."""

    briefs: Path
    folder: Path | None = None

    @classmethod
    def find(cls, path: Path) -> IssueFiles:
        """The issue in a folder or in a JSON file. Raises InputError if there is none."""
        if path.is_dir():
            briefs = path / BRIEFS
            if not briefs.is_file():
                raise InputError(
                    f"{path} has no {BRIEFS}. 'briefsmith newsletter' writes one; "
                    f"so does 'briefsmith run --format json --out {briefs}'.",
                    "missing",
                )
            return cls(briefs, path)
        if not path.exists():
            raise InputError(f"there is no folder or file {path}. Check the path.", "missing")
        return cls(path)

    @property
    def name(self) -> str:
        return str(self.folder or self.briefs)

    def data(self) -> dict[str, Any]:
        """What the page's script reads. Raises InputError."""
        return {**issue_data(self.name, self.results(), list(self.files())), "editable": self.folder is not None}

    def files(self) -> dict[str, Path]:
        """The newsletter's files by name, `de.html` and so on. Nothing else in the folder is ever served."""
        if self.folder is None:
            return {}
        names = (f"{language}.{ending}" for language in LANGUAGES for ending in FORMATS)
        home = self.folder.resolve()
        paths = {name: home / name for name in names}
        # A link that leads out of the folder is not part of the issue.
        return {name: path for name, path in paths.items() if path.is_file() and path.resolve().parent == home}

    def results(self) -> list[Result]:
        """The briefs. Raises InputError."""
        try:
            return read_briefs(self.briefs.read_bytes(), str(self.briefs))
        except OSError as error:
            raise InputError(f"cannot read {self.briefs}: {error.strerror or error}.", "unreadable") from None


def issue_data(name: str, results: Sequence[Result], files: Sequence[str] = ()) -> dict[str, Any]:
    """What the page's script reads: results with the names of their languages, and of the newsletter's `files`."""
    codes = {brief.language for result in results for brief in result.briefs}
    codes |= {result.clean.language for result in results if result.clean is not None}
    codes |= {file.partition(".")[0] for file in files}
    return {
        "name": name,
        "languages": {code: _language(code) for code in sorted(codes)},
        "newsletter": list(files),
        "results": [result_data(result) for result in results],
    }


def media_type(name: str) -> str:
    """How a newsletter's file is served."""
    return FORMATS[name.partition(".")[2]]


def _language(code: str) -> dict[str, Any]:
    return {
        "name": describe(code),
        "native": native_name(code),
        "direction": direction(code),
        "spaced": not is_unspaced(code),
        "separator": sentence_separator(code),
    }
