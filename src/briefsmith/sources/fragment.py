"""The text of an HTML fragment, as found in feeds.

Such a fragment is the article and nothing else: unlike a whole page, it is kept in full.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    }
)
# Not prose, or (captions) not the article's.
_HIDDEN = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "figcaption", "svg", "math", "head", "title"}
)


class _Text(HTMLParser):
    """Collects the text of a fragment, a blank line where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden.append(tag)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_text(fragment: str) -> str:
    """The text of the fragment, paragraphs separated by blank lines; captions and scripts left out."""
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    blocks = re.split(r"\n\s*\n", "".join(parser.parts))
    return "\n\n".join(text for block in blocks if (text := re.sub(r" *\n *", "\n", block).strip()))
