"""The bytes of one input that is named on the command line: a file, an http(s) address, or stdin."""

from __future__ import annotations

import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path

from briefsmith.credentials import without_credentials
from briefsmith.errors import InputError
from briefsmith.sources.extracted import Raw, ReadOptions
from briefsmith.sources.names import path_id, slug, url_id
from briefsmith.sources.readers import format_of_suffix

STDIN = "-"

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def load(spec: str, options: ReadOptions, media_types: frozenset[str] = frozenset()) -> Raw:
    """The bytes that `spec` names. `media_types` are accepted from a server in addition to text. Raises InputError."""
    if spec == STDIN:
        data = sys.stdin.buffer.read(options.max_bytes + 1)
        return Raw("stdin", "standard input", _within(data, "standard input", options))
    if address := _ADDRESS.match(spec):
        if address.group(1).lower() not in {"http", "https"}:
            shown = without_credentials(spec)
            raise InputError(f"cannot read {shown}: only http and https addresses and files are read.", "unsupported")
        return _page(spec, options, media_types)
    return _file(spec, options)


def _page(url: str, options: ReadOptions, media_types: frozenset[str]) -> Raw:
    from briefsmith.sources.url import Limits, fetch

    limits = Limits(options.max_bytes, options.timeout, options.max_redirects, options.local_addresses)
    page = fetch(url, limits, media_types)
    suffix_format = format_of_suffix(Path(page.url.partition("?")[0]).suffix)
    # A server that says text/plain may still serve a Markdown file.
    return Raw(url_id(url), without_credentials(url), page.data, page.format or suffix_format, page.charset, page.url)


def _file(spec: str, options: ReadOptions) -> Raw:
    path = Path(spec)
    shown = spec.encode("utf-8", "replace").decode("utf-8")
    try:
        if path.is_dir():
            if not os.access(path, os.R_OK | os.X_OK):
                raise InputError(
                    f"the folder {shown} may not be read by this user. Change its permissions: `chmod u+rx`.",
                    "unreadable",
                )
            raise InputError(
                f"{shown} is a folder. Name its files: `briefsmith run {shown.rstrip('/')}/*.txt`.",
                "folder",
            )
        if path.is_file() and path.stat().st_size > options.max_bytes:
            raise _too_large(shown, options)
        with path.open("rb") as file:  # may also be a pipe, as in `briefsmith run <(command)`
            data = file.read(options.max_bytes + 1)
    except FileNotFoundError:
        raise InputError(_missing(path, shown), "missing") from None
    except PermissionError:
        raise InputError(
            f"{shown} may not be read by this user. Change its permissions: `chmod u+r`.", "unreadable"
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"cannot read {slug(shown) if len(shown) > 200 else shown}: {why}.", "unreadable") from None
    return Raw(path_id(path), shown, _within(data, shown, options), format_of_suffix(path.suffix))


def _missing(path: Path, shown: str) -> str:
    """The message for a missing file, with a similar name in its folder, or the scheme that an address lacks."""
    if shown.startswith("www."):
        return f"there is no file {shown}. For a page, give the whole address: https://{shown}"
    if path.is_symlink():
        return f"{shown} is a link to a file that is not there. Mend the link or remove it."
    names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, names, n=1)
    hint = f"Did you mean {path.parent / near[0]}?" if near else "Check the path."
    return f"there is no file {shown}. {hint}"


def _within(data: bytes, name: str, options: ReadOptions) -> bytes:
    if len(data) > options.max_bytes:
        raise _too_large(name, options)
    return data


def _too_large(name: str, options: ReadOptions) -> InputError:
    limit = f"{options.max_bytes / 1_000_000:g} MB"
    return InputError(f"{name} is larger than the limit of {limit}. Split it into articles.", "too_large")
