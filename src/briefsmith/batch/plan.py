"""What each article needs, according to the ledger; and the groups that go through the pipeline together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefsmith.batch.job import BatchJob
from briefsmith.batch.ledger import Ledger
from briefsmith.batch.work import PLACE, anonymous
from briefsmith.fingerprint import fingerprint
from briefsmith.model import Document, Failure
from briefsmith.sources.extracted import Item

# Characters of a group's texts, so that a group of long texts needs no more memory than one of short ones.
GROUP_CHARACTERS = 1_000_000
# Articles of a group that need no work: how many are finished together when a run is resumed.
GROUP_ENTRIES = 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: a Failure to read it, or its key and, unless its files already exist, the document.

    `path` is that of its input, for reports; of what could not be read the Failure names it.
    """

    failure: Failure | None = None
    id: str = ""
    key: str = ""
    stamp: str = ""
    document: Document | None = None
    words: int = 0
    path: str = ""


@dataclass(slots=True)
class WorkGroup:
    """Adjacent articles of the input; `todo` holds the works that nothing else is processing, by key."""

    entries: list[Entry] = field(default_factory=list)
    todo: dict[str, Document] = field(default_factory=dict)
    characters: int = 0


@dataclass
class Planner:
    """Looks each article up. `in_hand` holds the keys of works that have begun but are not recorded yet."""

    job: BatchJob
    ledger: Ledger
    per_document: bool
    retry_failed: bool = False
    in_hand: set[str] = field(default_factory=set)

    def groups(self, items: Iterable[Item]) -> Iterator[WorkGroup]:
        """All articles, in order."""
        group = WorkGroup()
        for item in items:
            self._add(group, item)
            full = len(group.todo) >= self.job.group or group.characters >= GROUP_CHARACTERS
            if full or len(group.entries) >= GROUP_ENTRIES:
                yield group
                group = WorkGroup()
        if group.entries:
            yield group

    def _add(self, group: WorkGroup, item: Item) -> None:
        entry = self.entry(item)
        group.entries.append(entry)
        if entry.document is None:
            return
        group.characters += len(entry.document.text)
        if self.must_work(entry):
            self.in_hand.add(entry.key)
            group.todo[entry.key] = anonymous(entry.document, entry.key)

    def entry(self, item: Item) -> Entry:
        """What the ledger says of one article."""
        if isinstance(item, Failure):
            return Entry(item)
        if len(item.text) > self.job.max_characters:
            return Entry(_too_long(item, self.job.max_characters))
        if self.job.source_language is not None:
            item = replace(item, language=self.job.source_language)
        key = self.job.recipe.key(item)
        stamp = fingerprint([key, self.job.format, sorted(self._shown(item.metadata).items())])
        words, path = len(item.text.split()), item.metadata.get("path", "")
        written = self.per_document and self.ledger.stamp(item.id) == stamp
        if written and not self._again(key):
            return Entry(None, item.id, key, stamp, None, words, path)
        return Entry(None, item.id, key, stamp, item, words, path)

    def _shown(self, metadata: Mapping[str, str]) -> Mapping[str, str]:
        """The metadata that the files of an article may have: only JSON has all."""
        return metadata if self.job.format == "json" else {k: v for k, v in metadata.items() if k not in PLACE}

    def must_work(self, entry: Entry) -> bool:
        """Whether the pipeline has to be asked, rather than the ledger or an earlier article."""
        return entry.document is not None and entry.key not in self.in_hand and self._again(entry.key)

    def _again(self, key: str) -> bool:
        failed = self.ledger.state(key)
        return failed is None or (failed and self.retry_failed)


def _too_long(document: Document, limit: int) -> Failure:
    message = (
        f"{document.id} has {len(document.text):,} characters, over the limit of {limit:,}. "
        "Split it into articles, or raise batch.max_characters."
    )
    return Failure(document.id, "read", "too_large", message)
