"""Addresses: which may be linked, and how campaign parameters are added."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, quote, unquote_plus, urlencode, urlsplit, urlunsplit

from briefsmith.errors import UsageError
from briefsmith.newsletter.text import one_line

UTM_KEYS = ("source", "medium", "campaign", "term", "content", "id")

# Characters that are not allowed in an address, and would end one in plain text or Markdown.
_ENCODE = re.compile(r"[\s<>\"\\^`{|}]|[^\x00-\x7f]")
_MAX_LENGTH = 2000


def web_address(url: str) -> str:
    """The address if it is safe to link to, as a URI of ASCII characters (RFC 3986), else empty.

    Only http and https with a host, without `user@` before it, which makes another site look like a known one. Feeds and
    mail programs do not take the letters of other scripts: a host is written as `xn--...`, the rest percent-encoded.
    """
    url = url.strip()
    if not url or len(url) > _MAX_LENGTH or one_line(url, len(url)) != " ".join(url.split()):
        return ""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            return ""
        if not parts.netloc.isascii():
            # Here, and not by a search in the whole address: the same letters may be in its path.
            url = urlunsplit(parts._replace(netloc=_ascii_host(parts)))
    except ValueError:  # UnicodeError, which is what idna raises, is one
        return ""
    return _ENCODE.sub(lambda found: quote(found.group()), url)


def _ascii_host(parts: SplitResult) -> str:
    """Host and port as DNS has them. Raises ValueError."""
    import idna

    name = idna.encode(parts.hostname or "", uts46=True).decode("ascii")
    return name if parts.port is None else f"{name}:{parts.port}"


def host(url: str) -> str:
    """The host without `www.`, for an article that does not name its site."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if web_address(url) else ""


def parse_utm(text: str) -> dict[str, str]:
    """`source=briefs,medium=email` as `{"utm_source": "briefs", "utm_medium": "email"}`. Raises UsageError."""
    utm: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, equals, value = pair.partition("=")
        name = key.strip().removeprefix("utm_")
        if not equals or name not in UTM_KEYS or not value.strip():
            raise UsageError(
                f"--utm {pair}: expected KEY=VALUE with one of the keys {', '.join(UTM_KEYS)}, "
                "such as source=briefs,medium=email"
            )
        utm[f"utm_{name}"] = value.strip()
    return utm


def with_utm(url: str, utm: Mapping[str, str]) -> str:
    """The address with the parameters after its query; one that it already has does not change."""
    base, hash_, fragment = url.partition("#")
    path, mark, query = base.partition("?")
    present = {unquote_plus(pair.partition("=")[0]) for pair in query.split("&")}
    added = urlencode({key: value for key, value in utm.items() if key not in present})
    if not url or not added:
        return url
    joint = "" if mark and (not query or query.endswith("&")) else "&"
    return f"{path}?{query}{joint if mark else ''}{added}{hash_}{fragment}"
