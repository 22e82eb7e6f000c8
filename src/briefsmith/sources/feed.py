"""Feeds: each entry of an RSS 2.0, RDF, Atom or JSON Feed is a document.

The XML kinds go through feedparser, which also repairs malformed XML; it does not read JSON Feed (version 1.1,
https://www.jsonfeed.org/version/1.1), which is a JSON object with a list of items.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources.extracted import Container, Raw, ReadOptions, one_line
from briefsmith.sources.fragment import html_text
from briefsmith.sources.load import load
from briefsmith.sources.names import slug, url_id
from briefsmith.sources.pictures import entry_picture, item_picture

MEDIA_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    }
)

_XML_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?.{0,1000}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^>]{0,1000}>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_JSON_FEED = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*\{.{0,4000}?"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version""", re.DOTALL
)

_Z = re.compile(r"[Zz]$")

# How much of an entry's article a feed holds: all of it, a summary, or nothing.
Content = Literal["full", "summary", "none"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of any kind of feed; `kind` says how much of the article `text` is."""

    text: str
    kind: Content
    metadata: Mapping[str, object]
    identity: str | None = None


def read_feed(spec: str, options: ReadOptions) -> Iterator[Document]:
    """The entries of the feed in a file, at an http(s) address or on stdin (`-`), in the feed's order.

    `metadata` has title, author, date (ISO 8601 in UTC), url, sitename, language and picture (`image`…) if the feed has them, and
    `content`: `full` or `summary`, whichever the text is, `none` for an entry without text. Raises InputError at the
    call, of the kinds of `read`; `unsupported` if it is not a feed, `empty` for a feed without entries.
    """
    return parse_feed(load(spec, options, MEDIA_TYPES))


def is_feed(data: bytes) -> bool:
    """Whether these bytes begin like a feed."""
    head = data[:20_000]
    return bool(_XML_FEED.match(head) or _JSON_FEED.match(head))


def parse_feed(raw: Raw) -> Iterator[Document]:
    """The documents in the bytes of a feed. Raises InputError as `read_feed` does."""
    entries = _json_entries(raw) if raw.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml_entries(raw)
    if not entries:
        raise InputError(f"the feed {raw.name} has no entries.", "empty")
    return (_document(entry, raw.id, place) for place, entry in enumerate(entries, 1))


def _document(entry: _Entry, feed: str, place: int) -> Document:
    from briefsmith.sources.text import clean

    metadata = {key: clean(value) for key, value in one_line(entry.metadata).items()}
    url = metadata.get("url", "")
    is_web = url.startswith(("http://", "https://"))
    name = url_id(url) if is_web else slug(metadata.get("title") or entry.identity or f"{feed}-{place}")
    return Document.create(name, clean(entry.text), metadata={**metadata, "format": "feed", "content": entry.kind})


def _xml_entries(raw: Raw) -> list[_Entry]:
    import feedparser

    headers = {"content-location": raw.url} if raw.url else {}
    if raw.charset:
        headers["content-type"] = f"application/xml; charset={raw.charset}"
    # Bytes only: a string would be taken for an address and fetched.
    parsed = feedparser.parse(raw.data, response_headers=headers)
    if not parsed.version and not parsed.entries:
        raise InputError(
            f"{raw.name} is not a feed. Give an RSS, Atom or JSON Feed, or the article itself.", "unsupported"
        )
    return [_xml_entry(entry, parsed.feed) for entry in parsed.entries]


def _xml_entry(entry: Any, feed: Any) -> _Entry:
    contents = [part for part in entry.get("content", ()) if part.get("value", "").strip()]
    full = max((_plain(part) for part in contents), key=len, default="")
    text = full or _plain(entry.get("summary_detail", {}))
    which = "published" if entry.get("published_parsed") else "updated"
    metadata = {
        "title": _plain(entry.get("title_detail", {})),
        "author": ", ".join(person["name"] for person in entry.get("authors", ()) if person.get("name")),
        "date": _as_written(entry.get(which) or "", entry.get(f"{which}_parsed")),
        "url": entry.get("link"),
        "sitename": _plain(feed.get("title_detail", {})),
        "language": (contents[0].get("language") if contents else None) or feed.get("language"),
        **entry_picture(entry),
    }
    return _Entry(text, _content(full, text), metadata, entry.get("id"))


def _content(full: str, text: str) -> Content:
    if full:
        return "full"
    return "summary" if text else "none"


def _plain(detail: Mapping[str, Any]) -> str:
    value = str(detail.get("value") or "")
    return value.strip() if detail.get("type") == "text/plain" else html_text(value)


def _as_written(text: str, moment: time.struct_time | None) -> str | None:
    """A date in the time zone that it was written in, whose day it is of; in UTC if only feedparser can read it."""
    if moment is None:
        return None
    utc = datetime(*moment[:6], tzinfo=timezone.utc)
    iso = _iso(text)
    try:
        written = datetime.fromisoformat(iso) if iso else parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return utc.isoformat()
    # Two readings of one date that differ are of a broken one.
    return (written if written.tzinfo and written == utc else utc).isoformat()


def _json_entries(raw: Raw) -> list[_Entry]:
    try:
        feed = json.loads(raw.data.decode("utf-8-sig"))
        items = feed["items"]
        version = feed["version"]
        is_json_feed = "jsonfeed.org/version" in version and all(isinstance(item, dict) for item in items)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_json_feed = False
    if not is_json_feed:
        raise InputError(f"{raw.name} is JSON, but not a JSON Feed (https://www.jsonfeed.org).", "unsupported")
    return [_json_entry(item, feed) for item in items]


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> _Entry:
    full = str(item.get("content_text") or "").strip() or html_text(str(item.get("content_html") or ""))
    text = full or str(item.get("summary") or "").strip()
    people = item.get("authors") or [item.get("author")]
    names = [str(person["name"]) for person in people if isinstance(person, dict) and person.get("name")]
    metadata = {
        "title": item.get("title"),
        "author": ", ".join(names),
        "date": _iso(str(item.get("date_published") or item.get("date_modified") or "")),
        "url": item.get("url") or item.get("external_url"),
        "sitename": feed.get("title"),
        "language": item.get("language") or feed.get("language"),
        **item_picture(item),
    }
    return _Entry(text, _content(full, text), metadata, str(item.get("id") or ""))


def _iso(date: str) -> str | None:
    """An RFC 3339 date in its own time zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(_Z.sub("+00:00", date.strip()))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).isoformat()


# Not in folders: there an .xml file is a sitemap or settings more often than a feed.
FEED = Container(
    "feed",
    (".xml", ".rss", ".atom", ".rdf"),
    tuple(sorted(MEDIA_TYPES)),
    is_feed,
    lambda raw, options: parse_feed(raw),
    in_folders=False,
)
