"""A small piece of HTML, such as a footer, as plain text."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "blockquote",
        "br",
        "div",
        "dd",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
    )
) | {"p", "section", "table", "td", "tr", "ul"}
_HIDDEN = frozenset({"script", "style", "title", "head"})


def plain_text(html: str) -> str:
    """The words of the HTML, a line for each block; the address of a link stands after its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "a" and self._links and (address := self._links.pop()) and not address.startswith("#"):
            self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.parts.append(" ".join(data.split("\n")))
