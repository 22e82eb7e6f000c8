"""Who a message goes to: addresses, and files of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from email.utils import parseaddr
from pathlib import Path

from briefsmith.errors import UsageError
from briefsmith.newsletter.mail import sender_address

# More belong to a newsletter service, which knows who has left and what bounces.
MAX_RECIPIENTS = 10_000
MAX_FILE_BYTES = 2_000_000


def read_recipients(given: Sequence[str]) -> list[str]:
    """The addresses in order, each once; a name that is a file has one address a line, and lines that begin with `#`.

    Raises UsageError with file and line.
    """
    found: dict[str, str] = {}
    for text, place in _texts(given):
        address = parseaddr(sender_address(text, place) or "")[1]
        found.setdefault(key_of(address), address)
        if len(found) > MAX_RECIPIENTS:
            raise UsageError(f"more than {MAX_RECIPIENTS:,} recipients: use a newsletter service (newsletter --for)")
    return list(found.values())


def key_of(address: str) -> str:
    """What makes two spellings one recipient: nobody has two mailboxes that differ in capitals only."""
    return address.casefold()


def _texts(given: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address as written, and what to call its place in a message."""
    for name in given:
        path = Path(name)
        if "@" in name and not path.is_file():
            yield name, "--to"
            continue
        for number, line in enumerate(_lines(path), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.strip(), f"{name}, line {number}:"


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UsageError(f"--to {path}: larger than {MAX_FILE_BYTES / 1e6:g} MB")
        return path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"--to {path}: not a text file in UTF-8") from None
    except OSError as error:
        raise UsageError(f"--to {path}: neither an address nor a file ({error.strerror or error})") from None
