"""Adds issues to an archive on disk; writing the same issue again changes no byte."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefsmith.errors import UsageError
from briefsmith.files import write_atomically
from briefsmith.newsletter.archive.pages import archive_files
from briefsmith.newsletter.archive.records import FILE_NAME, read_archive
from briefsmith.newsletter.issue import Issue

HINT = "choose another folder with --archive"


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """Where the archive is, and its address; nowhere if no folder was named."""

    folder: Path | None
    url: str = ""

    def require_outside(self, inputs: Sequence[str]) -> None:
        """Raises UsageError for an archive in a folder that is read: its pages would be the articles of the next issue."""
        if self.folder is None:
            if self.url:
                raise UsageError("--archive-url: it belongs to --archive, which names the folder")
            return
        here = self.folder.resolve()
        for name in inputs:
            with suppress(OSError, ValueError):
                if Path(name).is_dir() and here.is_relative_to(Path(name).resolve()):
                    raise UsageError(f"--archive {self.folder} lies in {name}, which is read; {HINT}")

    def add(self, issues: Sequence[Issue]) -> list[Path]:
        """The files that changed by adding the issues. Raises InputError, OutputError."""
        return add_to_archive(self.folder, issues, self.url) if self.folder else []


def add_to_archive(folder: Path, issues: Sequence[Issue], url: str = "") -> list[Path]:
    """The paths of the files that changed; `url` is the address of the folder, by default the one it had.

    `archive.json` is written last: what is in it has its pages. Raises InputError for an archive that cannot be read,
    OutputError.
    """
    archive = read_archive(folder)
    moved = bool(url) and url != archive.url
    archive = replace(archive, url=url or archive.url)
    for issue in issues:
        archive = archive.add(issue)
    if not archive.records:
        return []
    stories = archive.records if moved else [story for issue in issues for story in issue.stories]
    files = archive_files(archive, {story.key for story in stories})
    written = []
    for name in sorted(files, key=lambda name: name == FILE_NAME):
        path = folder / name
        if not path.is_file() or path.read_bytes() != files[name].encode():
            write_atomically(path, files[name], HINT)
            written.append(path)
    return written
