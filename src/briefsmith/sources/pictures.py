"""The picture that an article names as its own, as metadata: `image`, `image_alt`, `image_credit`, `image_size`.

Only addresses are read here. `image_size` is `1200x800` in pixels, as the page or feed says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# The head of a page; what comes later is text that may quote markup.
_HEAD = 200_000
_META = re.compile(r"<meta\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(property|name|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_KEYS = {
    "og:image:alt": "image_alt",
    "og:image:width": "width",
    "og:image:height": "height",
    "twitter:image:alt": "image_alt",
}
_IMAGE_SUFFIX = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)", re.IGNORECASE)

Metadata = dict[str, str]


def page_picture(page: str, image: str | None) -> Metadata:
    """The picture of a page whose address (og:image) is known already."""
    if not image:
        return {}
    found: Metadata = {}
    for tag in _META.findall(page[:_HEAD]):
        attributes = {name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}
        key = _KEYS.get((attributes.get("property") or attributes.get("name") or "").lower())
        if key and attributes.get("content"):
            found.setdefault(key, attributes["content"])
    return _metadata(image, found.get("image_alt"), None, found.get("width"), found.get("height"))


def entry_picture(entry: Any) -> Metadata:
    """The largest picture of an entry that feedparser read: media:content, enclosures, else media:thumbnail."""
    media = [item for item in entry.get("media_content", ()) if _is_image(item, "url")]
    enclosed = [item for item in entry.get("enclosures", ()) if _is_image(item, "href")]
    owners = [str(item.get("content", "")) for item in entry.get("media_credit", ())]
    for items, key in (
        (sorted(media, key=_width, reverse=True), "url"),
        (enclosed, "href"),
        (entry.get("media_thumbnail", ()), "url"),
    ):
        if items:
            best = items[0]
            return _metadata(
                best.get(key), None, ", ".join(filter(None, owners)), best.get("width"), best.get("height")
            )
    return {}


def item_picture(item: Mapping[str, Any]) -> Metadata:
    """The picture of an item of a JSON Feed."""
    image = item.get("image") or item.get("banner_image")
    attached = item.get("attachments")
    if not image and isinstance(attached, list):
        image = next(_attached(attached), None)
    return _metadata(image, None, None, None, None) if isinstance(image, str) else {}


def _attached(attachments: Iterable[Any]) -> Iterator[Any]:
    return (
        attachment.get("url")
        for attachment in attachments
        if isinstance(attachment, dict) and str(attachment.get("mime_type", "")).startswith("image/")
    )


def _is_image(item: Mapping[str, Any], key: str) -> bool:
    if item.get("medium") == "image" or str(item.get("type", "")).startswith("image/"):
        return True
    return not item.get("type") and not item.get("medium") and _IMAGE_SUFFIX.search(str(item.get(key, ""))) is not None


def _width(item: Mapping[str, Any]) -> int:
    width = str(item.get("width", ""))
    return int(width) if width.isascii() and width.isdigit() and len(width) < 6 else 0


def _metadata(image: Any, alt: Any, credit: Any, width: Any, height: Any) -> Metadata:
    size = f"{width}x{height}" if all(re.fullmatch(r"[0-9]{1,5}", str(side)) for side in (width, height)) else ""
    found = {"image": image, "image_alt": alt, "image_credit": credit, "image_size": size}
    return {key: str(value) for key, value in found.items() if value}
