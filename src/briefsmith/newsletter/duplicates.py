"""The same article given twice, by its address or its text, is one story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsmith.model import Document, Result
from briefsmith.newsletter.inputs import Item
from briefsmith.newsletter.links import web_address

# In characters. Shorter texts ("Comments", "Read more") are the same in entries that have nothing to do with each other.
_ARTICLE = 200


def distinct(items: Sequence[Item]) -> list[Item]:
    """The items without repetitions, each in its first place; earlier briefs add the languages that the first lacks."""
    kept: list[Item] = []
    places: dict[str, int] = {}
    for item in items:
        keys = _keys(item)
        place = next((places[key] for key in keys if key in places), None)
        if place is None:
            place = len(kept)
            kept.append(item)
        else:
            kept[place] = _joined(kept[place], item)
        places.update(dict.fromkeys(keys, place))
    return kept


def _keys(item: Item) -> list[str]:
    """What makes an item the same as another: its address with its title, and its text."""
    if isinstance(item, Document):
        return _keys_of(item, len(item.text))
    clean = item.clean if isinstance(item, Result) else None
    if clean is None:
        return []
    return _keys_of(clean.document, clean.sentences[-1].end if clean.sentences else 0)


def _keys_of(document: Document, size: int) -> list[str]:
    """The same for a document whose text is so long; that of earlier briefs is not there."""
    title = document.metadata.get("title", "")
    address = web_address(document.metadata.get("url", ""))
    # Every entry of some feeds leads to the same page.
    return [
        *([f"{address} {title}"] if address else []),
        *([f"{document.sha256} {'' if size >= _ARTICLE else title}"] if size else []),
    ]


def _joined(first: Item, second: Item) -> Item:
    if not isinstance(first, Result) or not isinstance(second, Result):
        return first
    there = {brief.language for brief in first.briefs}
    return replace(first, briefs=(*first.briefs, *(b for b in second.briefs if b.language not in there)))
