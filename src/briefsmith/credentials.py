"""Addresses as they may be shown: without the `user:password@` that some have."""

from __future__ import annotations

import re

_CREDENTIALS = re.compile(r"(?<=://)[^/?#\s\"]*@")


def without_credentials(text: str) -> str:
    """The text with the `user:password@` of each address left out, for messages, names and files."""
    return _CREDENTIALS.sub("", text)
