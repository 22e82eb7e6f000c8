"""What every reader works with: the bytes of one input, the text it returns, and how it recognises its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from briefsmith.limits import DocumentLimits
from briefsmith.model import Document, Dropped, Failure

# An article, or why it could not be read.
Item = Document | Failure


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the article and its id; without `id`, the column `id`, else the address, else the row's number."""

    text: str = "text"
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits of reading: `max_bytes` for files, pages and all that is unpacked of one, `timeout` in seconds for a whole page with
    its redirects.

    `local_addresses` allows link-local addresses, and redirects from the internet to local ones. `columns` are those of rows, as
    in JSON lines. `format` is the name of a reader and skips detection; `limits` are those of extracting the text. `places` adds
    to the metadata where each article was: the `path`, or address, of its input, and the number of its `row` in a table.
    """

    max_bytes: int = 100_000_000
    timeout: float = 20.0
    max_redirects: int = 5
    local_addresses: bool = False
    format: str | None = None
    limits: DocumentLimits = field(default_factory=DocumentLimits)
    columns: Columns = field(default_factory=Columns)
    places: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one input; `name` is its name in messages, `format` the reader for its suffix or media type."""

    id: str
    name: str
    data: bytes
    format: str | None = None
    charset: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one input and what the input says about itself (title, author, date, url, sitename, language).

    `dropped` are whole lines of the text that are not the article; cleaning leaves them out for the reasons given.
    """

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One format of input.

    `suffixes` (lower case; `""` is a name without one) and `media_types` identify it, `magic` recognises it by its
    bytes. Of a `binary` format the bytes are sure, whatever the name says. `read` raises InputError if there is no
    article in them.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    magic: Callable[[bytes], bool]
    read: Callable[[Raw, ReadOptions], Extracted]
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """One format of input with several articles: an archive, a mailbox, a book.

    `suffixes`, `media_types` and `magic` are as for a `Reader`. `parts` yields each article, or the bytes of each input
    in it, and raises InputError if it cannot be opened. `in_folders` says whether a folder's files of this kind are
    articles; if not, such a file is read only when it is named.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    magic: Callable[[bytes], bool]
    parts: Callable[[Raw, ReadOptions], Iterator[Item | Raw]]
    in_folders: bool = True


def one_line(values: Mapping[str, object]) -> dict[str, str]:
    """The values that are not empty, as strings with whitespace collapsed."""
    lines = {key: " ".join(str(value).split()) for key, value in values.items() if value is not None}
    return {key: line for key, line in lines.items() if line}
