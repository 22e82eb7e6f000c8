"""Stories instead of articles: reports of one story come together, the best come first, and none comes twice."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefsmith.errors import InputError
from briefsmith.model import Result
from briefsmith.newsletter.clusters import clusters
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.story import article_date, site_of

# What a story is worth: points for each further source, for being new, and for standing at the top of the input.
SOURCE_POINTS = 3.0
NEW_POINTS = 4.0
TOP_POINTS = 2.0
# After so many days nothing is new any more, and after so many places nothing is at the top.
NEW_DAYS = 3.0
TOP_PLACES = 10
MAX_LEDGER = 20_000_000


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of one story: the first is told, the others are named. `reason` says what it is worth and why."""

    told: Result
    others: tuple[Result, ...]
    points: float
    reason: str

    @property
    def keys(self) -> list[str]:
        return [key_of(result) for result in (self.told, *self.others)]


def key_of(result: Result) -> str:
    """What an article is known by from issue to issue: its address, else the hash of its text."""
    if result.clean is None:
        return result.document_id
    document = result.clean.document
    return web_address(document.metadata.get("url", "")) or document.sha256


def stories_of(results: Sequence[Result], each: bool = False, named: Collection[str] = ()) -> list[Reports]:
    """The stories in the order of their first reports; with `each` every article is a story by itself.

    So is each of those `named` by their ids, which tell their stories whatever else is reported of them.
    """
    dates = [article_date(result) for result in results]
    newest = max((date for date in dates if date is not None), default=None)
    return [_reports(results, members, dates, newest) for members in _told_first(results, each, named)]


def _told_first(results: Sequence[Result], each: bool, named: Collection[str]) -> list[list[int]]:
    """The clusters, in each the report first that tells it: one with briefs, one that is named, then the longest."""
    own = {i for i, result in enumerate(results) if result.briefs and result.document_id in named}

    def worth(index: int) -> tuple[bool, bool, int, int]:
        clean = results[index].clean
        return bool(results[index].briefs), index in own, len(clean.sentences) if clean else 0, -index

    groups = [[i] for i in range(len(results))] if each else clusters(results)
    found = []
    for members in groups:
        told, *others = sorted(members, key=worth, reverse=True)
        found.append([told, *(i for i in others if i not in own)])
        found += [[i] for i in others if i in own]
    return sorted(found, key=min)


def _reports(
    results: Sequence[Result], members: Sequence[int], dates: Sequence[datetime | None], newest: datetime | None
) -> Reports:
    known = [date for index in members if (date := dates[index]) is not None]
    days = (newest - max(known)).total_seconds() / 86400 if known and newest else NEW_DAYS
    sites = {site_of(results[index]) for index in members}
    place = min(members)
    new = NEW_POINTS * max(0.0, 1 - days / NEW_DAYS)
    top = TOP_POINTS * max(0.0, 1 - place / TOP_PLACES)
    sources = SOURCE_POINTS * (len(sites) - 1)
    age = f"{days:.1f} days older than the newest" if known else "undated"
    reason = (
        f"{new + top + sources:.1f} points: {sources:.1f} for {len(sites)} source{'s'[: len(sites) > 1]}, "
        f"{new:.1f} for its age ({age}), {top:.1f} for place {place + 1}"
    )
    first, *others = (results[index] for index in members)
    return Reports(first, tuple(others), new + top + sources, reason)


def best(stories: Sequence[Reports], count: int) -> list[Reports]:
    """So many of the stories with most points, the best first."""
    return sorted(stories, key=lambda story: -story.points)[: max(0, count)]


# The ledger: a line of JSON for each issue, {"issue": folder, "keys": [...]}.


def earlier_keys(ledger: Path, issue: str) -> set[str]:
    """The articles that other issues had; an issue made again does not count itself. Raises InputError."""
    return {key for name, keys in _ledger(ledger).items() if name != issue for key in keys}


def ledger_text(ledger: Path, issue: str, keys: Sequence[str]) -> str:
    """The ledger with what this issue has, which replaces what it had. Raises InputError."""
    entries = {**_ledger(ledger), issue: sorted(keys)}
    return "".join(
        json.dumps({"issue": name, "keys": found}, ensure_ascii=False) + "\n" for name, found in entries.items()
    )


def _ledger(path: Path) -> Mapping[str, Sequence[str]]:
    try:
        if path.stat().st_size > MAX_LEDGER:
            raise InputError(f"{path} is larger than {MAX_LEDGER:,} bytes: begin a new ledger.", "too_large")
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return {str(line["issue"]): [str(key) for key in line["keys"]] for line in lines}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}.", "unreadable") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{path} is not a ledger that 'briefsmith newsletter --ledger' wrote.", "bad_ledger") from None
