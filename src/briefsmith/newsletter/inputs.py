"""What a newsletter is made from: articles, folders of them, feeds, and earlier briefs, in the order given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefsmith.credentials import without_credentials
from briefsmith.errors import InputError
from briefsmith.model import Document, Failure, Result
from briefsmith.newsletter.briefs import is_briefs, read_briefs
from briefsmith.sources import ReadOptions
from briefsmith.sources.collection import folder_files
from briefsmith.sources.containers import media_types
from briefsmith.sources.load import load
from briefsmith.sources.reader import expand
from briefsmith.stages import failure_of

Item = Document | Result | Failure


def gather(
    inputs: Sequence[str], options: ReadOptions, language: str | None = None, out: Path | None = None
) -> list[Item]:
    """A document for each article and entry, a result for each earlier brief, a failure for what cannot be read.

    `language` is the language of all articles; without it the clean stage detects it. `out` is never read, even if it
    is in a folder that is read.
    """
    items: list[Item] = []
    for spec in inputs:
        try:
            for path in _files(spec, out):
                items += _read(path, options)
        except InputError as error:
            items.append(failure_of(without_credentials(spec), "read", error))
    return [replace(item, language=language) if isinstance(item, Document) else item for item in items]


def _files(spec: str, out: Path | None) -> Iterator[str]:
    """The spec itself, or the articles in the folder that it names."""
    folder = Path(spec)
    if not folder.is_dir():
        yield spec
        return
    files = list(folder_files(folder, out, Counter()))
    if not files:
        raise InputError(f"the folder {spec} has no articles in it.", "empty")
    yield from map(str, files)


def _read(spec: str, options: ReadOptions) -> list[Item]:
    try:
        raw = load(spec, options, media_types())
        if is_briefs(raw.data):
            return list(read_briefs(raw.data, raw.name))
        return list(expand(raw, options))
    except InputError as error:
        return [failure_of(without_credentials(spec), "read", error)]
