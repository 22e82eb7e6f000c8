"""The pages and feeds of an archive."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timezone
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from briefsmith.newsletter.archive.records import FILE_NAME, Archive, Record, archive_text
from briefsmith.newsletter.feeds import GENERATOR
from briefsmith.newsletter.labels import labels_for
from briefsmith.render.common import direction, native_name

if TYPE_CHECKING:
    from jinja2 import Environment

# A feed reader asks for all of it each time; the pages have the older ones.
MAX_ENTRIES = 200


def archive_files(archive: Archive, changed: Collection[str]) -> dict[str, str]:
    """The files by their paths: indexes and feeds, and the pages of the stories whose keys are in `changed`.

    Of an archive without an address there is no feed: its entries could not say where their pages are.
    """
    url = archive.url
    environment = _environment()
    index, style = environment.get_template("index.html"), environment.get_template("style.css")
    files = {
        FILE_NAME: archive_text(archive),
        "style.css": style.render(),
        "index.html": environment.get_template("languages.html").render(languages=_entries(archive), url=url),
    }
    for language in archive.languages:
        records = archive.of(language)
        days = [(day, list(group)) for day, group in groupby(records, key=lambda record: record.issued)]
        files[f"{language}/index.html"] = index.render(
            **_common(language, url),
            days=days,
            others=archive.languages,
            doubtful=any(record.doubtful for record in records),
        )
        if url:
            files[f"{language}/feed.xml"] = _feed(records[:MAX_ENTRIES], language, url, environment)
    page = environment.get_template("story.html")
    for record in archive.records:
        # The other languages of a story link to each other, so that a new one changes them all.
        if record.key in changed:
            text = page.render(**_common(record.language, url), record=record, versions=archive.versions(record.key))
            files[f"{record.language}/{record.page}"] = text
    return files


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=PackageLoader("briefsmith.newsletter", "templates/archive"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(native_name=native_name, direction=direction)
    return made


def _common(language: str, url: str) -> dict[str, Any]:
    """What every page of one language knows."""
    labels = labels_for(language)
    return {
        "language": language,
        "labels": labels,
        "dir": direction(language),
        "url": url,
        "day": lambda day: labels.date(_moment(day)),
    }


def _entries(archive: Archive) -> list[tuple[str, Record]]:
    """The languages with the newest story of each; first the one that the archive began with."""
    first = archive.records[-1].language
    ordered = sorted(archive.languages, key=lambda language: (language != first, language))
    return [(language, archive.of(language)[0]) for language in ordered]


def _feed(records: Sequence[Record], language: str, url: str, environment: Environment) -> str:
    """Atom (RFC 4287); entries keep their ids and dates for ever."""
    here = f"{url}{language}/"
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(root, "title", records[0].title)
    _add(root, "id", uuid.uuid5(uuid.NAMESPACE_URL, here).urn)
    _add(root, "updated", _time(records[0].issued))
    _add(root, "generator", GENERATOR)
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{here}feed.xml"})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": here})
    _add(ET.SubElement(root, "author"), "name", records[0].title)
    body = environment.get_template("entry.html")
    for record in records:
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", record.headline)
        _add(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"{record.key} {language}").urn)
        _add(entry, "published", _time(record.issued))
        _add(entry, "updated", _time(record.issued))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{here}{record.page}"})
        if record.dek:
            _add(entry, "summary", record.dek)
        content = ET.SubElement(entry, "content", {"type": "html"})
        content.text = body.render(**_common(language, url), record=record).strip()
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=timezone.utc)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
