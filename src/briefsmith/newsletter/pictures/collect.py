"""Fetches the pictures that the articles of an issue name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefsmith.errors import InputError
from briefsmith.model import Result
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.pictures.shrink import MIN_HEIGHT, MIN_WIDTH, Jpeg, shrink
from briefsmith.newsletter.text import one_line
from briefsmith.sources.url import Limits, fetch

MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/jpg"})
# For each picture; a story without one is better than an issue that waits.
MAX_BYTES, SECONDS, REDIRECTS = 15_000_000, 15.0, 3
MAX_PICTURES, AT_ONCE = 200, 4
_TRACKER = re.compile(
    r"(?:^|[/_.-])(?:pixel|beacon|track(?:er|ing)?|spacer|blank|clear|transparent|1x1|open|impression)(?:[/_.-]|$)",
    re.IGNORECASE,
)
# What says who looks at it.
_PERSONAL = re.compile(
    r"(?:^|&)(?:e|em|email|mail|recipient|rcpt|subscriber(?:_?id)?|uid|user(?:_?id)?|cid|mid|eid)=", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Illustration:
    """One fetched picture; `name` is that of its file, made from its bytes."""

    name: str
    jpeg: Jpeg
    alt: str
    credit: str


def collect(results: Sequence[Result], local: bool = False) -> tuple[dict[str, Illustration], list[str]]:
    """The illustrations by the id of the document, and a sentence for each that could not be had.

    Of local addresses only with `local`: which address it is, an article from the internet says.
    """
    wanted = {}
    for result in results:
        metadata = result.clean.document.metadata if result.clean and result.briefs else {}
        if metadata.get("image"):
            wanted[result.document_id] = metadata
    kept = dict(list(wanted.items())[:MAX_PICTURES])
    limits = Limits(MAX_BYTES, SECONDS, REDIRECTS, local, untrusted=True)
    found: dict[str, Illustration] = {}
    troubles: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, got in zip(
            kept, pool.map(lambda metadata: _illustration(metadata, limits), kept.values()), strict=True
        ):
            if isinstance(got, Illustration):
                found[name] = got
            else:
                troubles.append(f"{name}: no picture; {got}")
    return found, troubles + list(_too_many(wanted))


def suspicious(url: str, size: str = "") -> str:
    """Why the address, or the size that the article states, is that of a pixel that counts readers; empty if it is not."""
    parts = urlsplit(url)
    sides = [int(side) for side in size.split("x")] if re.fullmatch(r"\d{1,5}x\d{1,5}", size) else []
    if sides and (sides[0] < MIN_WIDTH or sides[1] < MIN_HEIGHT):
        return f"it is only {sides[0]} × {sides[1]} pixels"
    if _TRACKER.search(parts.path) or _TRACKER.search(parts.hostname or ""):
        return "its address is that of a tracking pixel"
    return "its address says who looks at it" if _PERSONAL.search(parts.query) else ""


def _illustration(metadata: Mapping[str, str], limits: Limits) -> Illustration | str:
    url = web_address(metadata["image"])
    if not url:
        return f"{one_line(metadata['image'], 100)} is no address of the web"
    if why := suspicious(url, metadata.get("image_size", "")):
        return f"{one_line(url, 100)} is left out: {why}"
    try:
        jpeg = shrink(fetch(url, limits, MEDIA_TYPES).data)
    except InputError as error:
        return str(error) if url in str(error) else f"{one_line(url, 100)} is left out: {error}"
    name = f"{hashlib.sha256(jpeg.data).hexdigest()[:16]}.jpg"
    return Illustration(
        name, jpeg, one_line(metadata.get("image_alt", ""), 300), one_line(metadata.get("image_credit", ""), 120)
    )


def _too_many(wanted: Mapping[str, object]) -> Iterator[str]:
    if len(wanted) > MAX_PICTURES:
        yield f"only the first {MAX_PICTURES} of {len(wanted)} pictures were fetched"
