"""Markdown with YAML front matter: the prose without its markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefsmith.errors import InputError
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions, one_line
from briefsmith.sources.text import cleaned, decode, first_characters

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,65536}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
# The names that Hugo, Jekyll, Ghost, Obsidian and pandoc give to the metadata we keep.
_KEYS = {
    "title": ("title",),
    "author": ("author", "authors", "byline"),
    "date": ("date", "published", "pubdate", "publishdate"),
    "url": ("url", "canonical_url", "canonical", "link", "source"),
    "sitename": ("sitename", "site", "publisher"),
    "language": ("lang", "language", "locale"),
}
_HIDDEN_HTML = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")

_START = re.compile(r"---[ \t]*\n(?:#.*\n|[ \t]*\n){0,20}[A-Za-z_][\w-]*[ \t]*:")


def begins_with_front_matter(data: bytes) -> bool:
    """Whether this is Markdown by its front matter; without that, only the name shows it."""
    return _START.match(first_characters(data, 4000)) is not None


def read_markdown(raw: Raw, options: ReadOptions) -> Extracted:
    """The prose of a Markdown file. Raises InputError as `decode` and `extract_markdown` do."""
    return cleaned(extract_markdown(decode(raw.data, raw.name, raw.charset), raw.name))


MARKDOWN = Reader(
    "markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), begins_with_front_matter, read_markdown
)


def extract_markdown(source: str, name: str) -> Extracted:
    """The prose of a Markdown text, blocks separated by blank lines; the front matter's fields become metadata.

    Headings, list items, quotations and link texts are kept; images, code blocks, tables, link targets and HTML tags
    are removed. Raises InputError of kind `empty` if no prose is left.
    """
    metadata, body = split_front_matter(source)
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    blocks = [block for block in _blocks(tokens) if block.strip()]
    if not blocks:
        raise InputError(f"{name} has no prose in it, only markup, code or images. Give the article's text.", "empty")
    if "title" not in metadata and (title := _first_heading(tokens)):
        metadata = {"title": " ".join(title.split()), **metadata}
    return Extracted("\n\n".join(blocks), metadata)


def split_front_matter(source: str) -> tuple[dict[str, str], str]:
    """The known fields of the front matter and the text below it; front matter other than YAML is read line by line."""
    found = _FRONT_MATTER.match(source)
    if not found:
        return {}, source
    import yaml

    try:
        # BaseLoader builds plain strings only: `lang: no` stays "no" and a date stays as it was written.
        loaded = yaml.load(found.group(1), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        loaded = dict(_LINE.findall(found.group(1)))
    if not isinstance(loaded, dict):
        return {}, source  # a text that begins with a rule
    fields = {str(key).lower(): value for key, value in loaded.items()}
    metadata = {key: next((v for n in names if (v := _plain(fields.get(n)))), None) for key, names in _KEYS.items()}
    return one_line(metadata), source[found.end() :]


def _plain(value: object) -> str | None:
    """A string, or a list of strings joined; nested values are ignored."""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str)) or None
    return value.strip("'\"") if isinstance(value, str) else None


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """The text of each block of prose."""
    in_table = False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type == "inline" and not in_table:
            yield _FOOTNOTE.sub("", _inline(token.children or [])).strip()
        elif token.type == "html_block":
            yield html.unescape(_TAG.sub("", _HIDDEN_HTML.sub("", token.content))).strip()


def _inline(tokens: list[Token]) -> str:
    parts = []
    bare_address = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            bare_address = token.type == "link_open" and token.markup == "autolink"
        elif token.type in {"text", "code_inline"} and not bare_address:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def _first_heading(tokens: list[Token]) -> str | None:
    """The text of the first heading, if it is of the first level and comes before all else."""
    if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return _inline(tokens[1].children or [])
    return None
