"""What the archive knows, in `archive.json`: every story that was published, in every language, with its date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefsmith.errors import InputError
from briefsmith.model import from_json, to_json
from briefsmith.newsletter.briefs import LANGUAGE_CODE
from briefsmith.newsletter.issue import Issue, Story
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.story import parse_date
from briefsmith.newsletter.text import one_line

FILE_NAME = "archive.json"
VERSION = 1
MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class OtherReport:
    """Another report of a story: its site, its title, its address; each may be empty."""

    site: str
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Record:
    """One story in one language. `issued` is the day of its first issue, `title` that issue's; both never change."""

    key: str
    language: str
    issued: str
    title: str
    headline: str
    dek: str
    bullets: tuple[str, ...]
    facts: tuple[str, ...]
    link: str
    site: str
    author: str
    translated: bool
    doubtful: bool = False
    source_title: str = ""
    source_language: str = ""
    others: tuple[OtherReport, ...] = ()

    @property
    def page(self) -> str:
        """The name of its page, the same in every language: of the story's key, so that an edited headline changes no address."""
        return f"{self.issued}-{hashlib.sha256(self.key.encode()).hexdigest()[:10]}.html"


@dataclass(frozen=True, slots=True)
class Archive:
    """All records, the newest issue first, in the order of the issue; `url` is the address of the folder with its `/`."""

    records: tuple[Record, ...] = ()
    url: str = ""

    def add(self, issue: Issue) -> Archive:
        """With the stories of the issue; one that is there already keeps its day, and gets its newer text.

        Within a day the stories stand in the order of the issue that was made last.
        """
        known = {(record.key, record.language): record for record in self.records}
        days = {record.key: record.issued for record in self.records}
        day = issue.date.date().isoformat()
        told = []
        for story in issue.stories:
            made = _record(story, days.get(story.key, day), issue.title)
            old = known.pop((made.key, made.language), None)
            told.append(replace(made, issued=old.issued, title=old.title) if old else made)
        found = [*told, *known.values()]
        # The language that the archive began with stays the last, by which it is known as the first.
        ranks = {language: rank for rank, language in enumerate(self._languages_by_age(issue.language))}
        found.sort(key=lambda record: (record.issued, ranks[record.language]), reverse=True)
        return replace(self, records=tuple(found))

    def _languages_by_age(self, newest: str) -> Sequence[str]:
        return list(dict.fromkeys([*(record.language for record in reversed(self.records)), newest]))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({record.language for record in self.records}))

    def of(self, language: str) -> tuple[Record, ...]:
        """The records in one language."""
        return tuple(record for record in self.records if record.language == language)

    def versions(self, key: str) -> tuple[Record, ...]:
        """One story in all its languages."""
        return tuple(
            sorted((record for record in self.records if record.key == key), key=lambda record: record.language)
        )


def read_archive(folder: Path) -> Archive:
    """The archive in the folder, empty if there is none. Raises InputError for a file that is not one."""
    path = folder / FILE_NAME
    if not path.exists():
        return Archive()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES / 1e6:g} MB", "archive")
        data = _loaded(path.read_text("utf-8"))
        if data["version"] != VERSION:
            raise InputError(f"{path} is of another version of briefsmith ({data['version']})", "archive")
        records = from_json(tuple[Record, ...], data["stories"])
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "archive") from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(f"{path} is not what 'newsletter --archive' writes", "archive") from None
    url = web_address(str(data.get("url", "")))
    return Archive(tuple(_sound(record, path) for record in records), url if url.endswith("/") else "")


def archive_text(archive: Archive) -> str:
    """The archive as `archive.json` has it."""
    data = {"version": VERSION, "url": archive.url, "stories": [to_json(record) for record in archive.records]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _loaded(text: str) -> dict[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError
    return data


def _sound(record: Record, path: Path) -> Record:
    """What becomes a file name or a link is not taken as it comes. Raises InputError."""
    if (
        not LANGUAGE_CODE.fullmatch(record.language)
        or parse_date(record.issued, "en") is None
        or len(record.issued) != 10
    ):
        raise InputError(
            f"{path} is not what 'newsletter --archive' writes: {one_line(record.headline, 60)}", "archive"
        )
    others = tuple(replace(other, link=web_address(other.link)) for other in record.others)
    return replace(record, link=web_address(record.link), others=others)


def _record(story: Story, day: str, title: str) -> Record:
    origin = story.source
    return Record(
        key=story.key,
        language=story.language,
        issued=day,
        title=title,
        headline=story.headline,
        dek=story.dek,
        bullets=story.bullets,
        facts=story.facts,
        link=origin.link,
        site=origin.site,
        author=origin.author,
        translated=story.translated,
        doubtful=story.doubtful,
        source_title=story.source_title,
        source_language=origin.language,
        others=tuple(OtherReport(other.site, other.title, other.link) for other in story.others),
    )
