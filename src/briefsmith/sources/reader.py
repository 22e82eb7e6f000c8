"""Reading one input, named on the command line, into a `Document`, or into several if it holds several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from briefsmith.errors import InputError
from briefsmith.model import Document, Failure
from briefsmith.sources.containers import containing, media_types
from briefsmith.sources.extracted import Item, Raw, ReadOptions
from briefsmith.sources.load import load
from briefsmith.sources.readers import to_document

# An archive in an archive is read; one more is a mistake or an attack.
MAX_NESTING = 3


def read(spec: str, *, options: ReadOptions | None = None) -> Document:
    """Read a path, an http(s) address, or stdin (`-`), which must hold one article.

    `metadata` has `format` and what the input says about itself (`title`, `author`, `date`, `url`, `sitename`,
    `language`). `Document.language` stays None: what a page claims is a hint, not a finding. Raises InputError whose
    `kind` is one of missing, folder, unreadable, too_large, empty, binary, only_clutter, fetch_failed, refused,
    unsupported, no_text, several, too_slow.
    """
    options = options or ReadOptions()
    return only(load(spec, options, media_types()), options)


def only(raw: Raw, options: ReadOptions) -> Document:
    """The one article in these bytes, which may be packed. Raises InputError as `read` does."""
    found = list(islice(_not_none(raw, expand(raw, options)), 2))
    if len(found) > 1:
        raise InputError(
            f"{raw.name} holds several articles; 'briefsmith run' and 'briefsmith batch' make briefs of all of them.",
            "several",
        )
    item = found[0]
    if isinstance(item, Failure):
        raise InputError(item.message, item.kind)
    return item


def read_all(spec: str, *, options: ReadOptions | None = None, id: str | None = None) -> Iterator[Item]:
    """Each article in what `read` takes: the entries of a feed, the mails of a mailbox, the files in an archive.

    `id` replaces the name that is made from `spec`. Raises InputError for an input that cannot be opened or holds no
    article; an article that cannot be read is a Failure.
    """
    options = options or ReadOptions()
    raw = load(spec, options, media_types())
    items = _not_none(raw, expand(raw if id is None else replace(raw, id=id), options))
    return (_placed(item, raw.name) for item in items) if options.places else items


def _placed(item: Item, path: str) -> Item:
    """The article with the path or address of its input in its metadata."""
    return item if isinstance(item, Failure) else replace(item, metadata={**item.metadata, "path": path})


def expand(raw: Raw, options: ReadOptions) -> Iterator[Item]:
    """Each article in these bytes. Raises InputError as `read_all` does, at the first article."""
    return _expand(raw, options, 0, _Allowance(options.max_bytes, raw.name))


class _Allowance:
    """How many bytes may still be unpacked, in all archives in one input together."""

    def __init__(self, limit: int, name: str) -> None:
        self._left, self._limit, self._name = limit, limit, name

    def spend(self, size: int) -> None:
        """Raises InputError of kind `too_large` when all of it is spent."""
        self._left -= size
        if self._left < 0:
            limit = f"{self._limit / 1_000_000:g} MB"
            raise InputError(f"{self._name} unpacks to more than the limit of {limit} (read.max_bytes).", "too_large")


def _expand(raw: Raw, options: ReadOptions, depth: int, allowance: _Allowance) -> Iterator[Item]:
    container = None if options.format else containing(raw)
    if container is None:
        yield to_document(raw, options)
        return
    if depth >= MAX_NESTING:
        raise InputError(f"{raw.name} is packed more than {MAX_NESTING} times; unpack it first.", "unsupported")
    for part in container.parts(raw, options):
        if not isinstance(part, Raw):
            yield part
            continue
        allowance.spend(len(part.data))
        try:
            yield from _expand(part, options, depth + 1, allowance)
        except InputError as error:
            if error.kind == "too_large":
                raise
            yield Failure(part.name, "read", error.kind, str(error))


def _not_none(raw: Raw, items: Iterator[Item]) -> Iterator[Item]:
    """The items; InputError if there is none."""
    count = 0
    for count, item in enumerate(items, 1):  # noqa: B007 - the count is asked for after the loop
        yield item
    if not count:
        suffix = PurePath(raw.name).suffix
        raise InputError(f"{raw.name} has no articles in it{f' ({suffix})' if suffix else ''}.", "empty")
