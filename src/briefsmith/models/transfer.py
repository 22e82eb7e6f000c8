"""Files over http(s) into part files that a later call continues, with limits on size and time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from briefsmith.files import output_errors
from briefsmith.version import __version__

if TYPE_CHECKING:
    import httpx

# Told how many more bytes are here; negative when what was here was thrown away.
Progress = Callable[[int], None]

# A machine without network must be told at once; two seconds are long for a connection.
_CONNECT_SECONDS = 1.5
_READ_SECONDS = 20.0
# Slower transfers than this end: a server that sends a byte now and then would never stop.
_SLOWEST = 10_000
_PATIENCE_SECONDS = 60.0
# Transfers of one file that broke off after they had brought something.
_ATTEMPTS = 5
_JSON_BYTES = 50_000_000


class TransferError(Exception):
    """A transfer that failed; `str(error)` is the reason, `missing` says that the server does not have the file."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


def offline() -> bool:
    """Whether the user has forbidden the network, as the hub's own library reads it."""
    from huggingface_hub import constants

    return bool(constants.HF_HUB_OFFLINE)


def read_json(url: str) -> Any:
    """A JSON document of at most 50 MB. Raises TransferError."""
    data = bytearray()

    def take(response: httpx.Response) -> None:
        for chunk in _in_time(response.iter_bytes(), _JSON_BYTES):
            data.extend(chunk)
            if len(data) > _JSON_BYTES:
                raise TransferError(f"more than {_JSON_BYTES / 1e6:g} MB came")

    _get(url, {"Accept": "application/json"}, take)
    try:
        return json.loads(bytes(data))
    except (ValueError, RecursionError) as error:
        raise TransferError(f"the server's answer is not JSON: {error}") from error


def download(url: str, part: Path, most: int, progress: Progress | None = None) -> None:
    """The file at `url`, of at most `most` bytes, into `part`; what is there already is not fetched again.

    Continues after a broken connection. Raises TransferError, which leaves the part for the next call, and OutputError.
    """
    told = progress or (lambda _: None)
    with output_errors(part), part.open("ab") as output:
        for attempt in range(1, _ATTEMPTS + 1):
            before = output.tell()
            try:
                _continue(url, output, most, told)
                break
            except TransferError as error:
                if attempt == _ATTEMPTS or error.missing or output.tell() <= before:
                    raise


def _continue(url: str, output: BinaryIO, most: int, progress: Progress) -> None:
    def take(response: httpx.Response) -> None:
        if response.status_code == 200 and output.tell():  # a server that cannot continue
            _restart(output, progress)
        # As it came: the files are packed, and their hashes are those of the packed bytes.
        for chunk in _in_time(response.iter_raw(), most):
            output.write(chunk)
            progress(len(chunk))
            if output.tell() > most:  # another file
                _restart(output, progress)
                raise TransferError(f"more than the stated {most:,} bytes came", missing=True)

    headers = {"Accept-Encoding": "gzip"}
    if start := output.tell():
        headers["Range"] = f"bytes={start}-"
    _get(url, headers, take)


def _restart(output: BinaryIO, progress: Progress) -> None:
    progress(-output.tell())
    output.seek(0)
    output.truncate()


def _get(url: str, headers: dict[str, str], take: Callable[[httpx.Response], None]) -> None:
    """One request; `take` reads the body."""
    import httpx

    try:
        with (
            httpx.Client(
                follow_redirects=True,
                timeout=httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
                headers={"User-Agent": f"briefsmith/{__version__}"},
            ) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            if response.status_code == 416:  # all of it is here already
                return
            if response.is_error:
                what = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
                raise TransferError(what, missing=response.is_client_error)
            take(response)
    except httpx.ConnectTimeout as error:
        raise TransferError(f"no connection within {_CONNECT_SECONDS:g} seconds") from error
    except httpx.TimeoutException as error:
        raise TransferError(f"nothing came for {_READ_SECONDS:g} seconds") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise TransferError(str(error).rstrip(".") or type(error).__name__) from error


def _in_time(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """The chunks, until the time that so many bytes may take is up."""
    deadline = time.monotonic() + _PATIENCE_SECONDS + most / _SLOWEST
    for chunk in chunks:
        yield chunk
        if time.monotonic() > deadline:
            raise TransferError("it came too slowly")


def unpack(packed: Path, target: Path, most: int) -> None:
    """A `.gz` file into `target`, of at most `most` bytes. Raises TransferError, OutputError."""
    import gzip
    import zlib

    with output_errors(target), target.open("wb") as output:
        try:
            with gzip.open(packed, "rb") as source:
                while chunk := source.read(min(1 << 20, most + 1 - output.tell())):
                    output.write(chunk)
                    if output.tell() > most:
                        raise TransferError(f"it unpacks to more than {most:,} bytes")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise TransferError(f"it cannot be unpacked: {error}") from error
        output.flush()
        os.fsync(output.fileno())
