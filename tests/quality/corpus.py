"""The corpus of the quality gate: pages, articles and translations, read from text files that a person can edit.

- `pages/LANGUAGE-NN.txt`: a page as scraped or pasted. Each line has a mark and a space before it that are no part of
  the page: `+` the article, `-` clutter, `=` what one person keeps and another does not (headline, standfirst, a box
  about somebody), which counts neither for nor against. An empty line is an empty line of the page.
- `articles/LANGUAGE-NN.txt`: one sentence a line, paragraphs parted by an empty line; after `---` the reference summary.
- `translations/SOURCE-TARGET.txt`: blocks of `kind`, `source`, `good` (a right translation) and `bad` (with one error).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("pages", "articles", "translations")
KINDS = (
    "number_changed", "number_lost", "unit_changed", "currency_lost", "date_changed", "month_lost", "name_lost",
    "name_misspelt", "negation_removed", "half_missing", "copied", "repeated", "wrong_language", "magnitude_changed",
    "sentence_empty", "url_lost",
)  # fmt: skip

_ARTICLE, _CLUTTER, _NEUTRAL = "+", "-", "="
_FIELDS = ("kind", "source", "good", "bad")
_SUMMARY = "---"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the text that a person would keep of it, and where the lines stand that may be kept or dropped."""

    name: str
    language: str
    text: str
    article: str
    neutral: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article in paragraphs of sentences, and what an editor would make of it."""

    name: str
    language: str
    paragraphs: tuple[tuple[str, ...], ...]
    summary: tuple[str, ...]

    @property
    def text(self) -> str:
        """One paragraph a line."""
        return "\n".join(" ".join(sentences) for sentences in self.paragraphs)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each sentence stands in `text`: whatever parts two of them is one character."""
        spans, start = [], 0
        for sentence in (sentence for sentences in self.paragraphs for sentence in sentences):
            spans.append((start, start + len(sentence)))
            start += len(sentence) + 1
        return spans


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence, a right translation of it, and one with an error of the kind."""

    pair: tuple[str, str]
    kind: str
    source: str
    good: str
    bad: str


def pages() -> list[Page]:
    """All pages by name."""
    return [_page(path) for path in _files("pages")]


def articles() -> list[Article]:
    """All articles by name."""
    return [_article(path) for path in _files("articles")]


def translations() -> list[Translation]:
    """All translations, by pair of languages and in the order of the file."""
    return [translation for path in _files("translations") for translation in _translations(path)]


def digest() -> str:
    """SHA-256 over the names and contents of all files of the corpus; the same however a checkout writes line ends."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in _files(folder):
            content = path.read_text("utf-8").encode()
            total.update(f"{folder}/{path.name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.txt"), key=lambda path: path.name)


def _page(path: Path) -> Page:
    lines: list[str] = []
    article: list[str] = []
    neutral: list[tuple[int, int]] = []
    start = 0
    for number, marked in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, line = marked[:1], marked[2:]
        if marked and (mark not in (_ARTICLE, _CLUTTER, _NEUTRAL) or marked[1:2] != " "):
            raise ValueError(f"{path.name}, line {number}: expected '+ ', '- ' or '= ' before the line.")
        if mark == _ARTICLE:
            article.append(line)
        elif mark == _NEUTRAL:
            neutral.append((start, start + len(line)))
        lines.append(line)
        start += len(line) + 1
    return Page(path.stem, path.stem[:2], "\n".join(lines) + "\n", "\n".join(article), tuple(neutral))


def _article(path: Path) -> Article:
    body, _, summary = path.read_text("utf-8").partition(f"\n{_SUMMARY}\n")
    if not summary:
        raise ValueError(f"{path.name}: no summary after a line '{_SUMMARY}'.")
    paragraphs = tuple(tuple(block.splitlines()) for block in body.split("\n\n"))
    return Article(path.stem, path.stem[:2], paragraphs, tuple(summary.splitlines()))


def _translations(path: Path) -> Iterator[Translation]:
    source, _, target = path.stem.partition("-")
    for block in path.read_text("utf-8").strip().split("\n\n"):
        values = dict(_field(line) for line in block.splitlines())
        if tuple(values) != _FIELDS or values["kind"] not in KINDS:
            raise ValueError(f"{path.name}: expected the lines {', '.join(_FIELDS)} and a known kind:\n{block}")
        yield Translation((source, target), **values)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()
