"""The pipeline's first stage: makes the sentences of the body from the document as read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from briefsmith.clean.blocks import Body, find_body, whole_text
from briefsmith.clean.notice import notice
from briefsmith.errors import InputError, UsageError
from briefsmith.languages import UNDETERMINED, canonical
from briefsmith.model import CleanDocument, Document, Sentence
from briefsmith.text.detect import detect
from briefsmith.text.sentences import split_sentences

# Formats whose readers return the article and nothing else: there, no region of the text is looked for.
EXTRACTED = frozenset({"html", "pdf", "docx", "odt", "epub", "subtitles"})

_QUOTED = 80  # characters of a notice in its message
_DETECT_ON = 20_000  # characters of the body; detection reads pieces, more text does not change its answer


class Clean:
    """Finds the language, drops what is not the article's body and splits the body into sentences."""

    name = "clean"

    def __init__(self, *, boilerplate: bool = True, needs_language: bool = True) -> None:
        """`boilerplate` says whether to drop what is not the article; without it every paragraph is the body.

        With `needs_language`, an article whose language is uncertain is an error; without, its language is `und`.
        """
        self._boilerplate = boilerplate
        self._needs_language = needs_language

    def __call__(self, batch: Sequence[Document]) -> list[CleanDocument]:
        """One clean document for each document, in order.

        Raises InputError of kind `empty`, `only_clutter`, `notice` or `language_unknown`.
        """
        return [_clean(document, self._boilerplate, self._needs_language) for document in batch]


def _clean(document: Document, boilerplate: bool, needs_language: bool) -> CleanDocument:
    text = document.text
    if not text.strip():
        raise InputError(f"{document.id} is empty.", kind="empty")
    body = _body(document) if boilerplate else whole_text(text)
    if not body.paragraphs:
        raise InputError(f"{document.id} has no article, only menus, banners and the like.", kind="only_clutter")
    if boilerplate and (found := _notice(document, body)):
        raise InputError(
            f'{document.id} is a notice in place of an article: "{shorten(found, _QUOTED)}"', kind="notice"
        )
    language = document.language or _language(document, body)
    if language is None:
        if needs_language:
            raise InputError(
                f"The language of {document.id} is uncertain; give it with --source-lang (in Python and over HTTP: "
                "source_lang).",
                kind="language_unknown",
            )
        language = UNDETERMINED
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(body.paragraphs):
        sentences += split_sentences(text, start, end, language, paragraph)
    if not sentences:
        raise InputError(f"{document.id} has no sentences.", kind="only_clutter")
    metadata = {**body.metadata, **document.metadata}
    return CleanDocument(replace(document, language=language, metadata=metadata), tuple(sentences), body.dropped)


def _body(document: Document) -> Body:
    extracted = document.metadata.get("format") in EXTRACTED
    return find_body(document.text, extracted=extracted, aside=document.dropped, stated=document.metadata)


def _notice(document: Document, body: Body) -> str | None:
    title = document.metadata.get("title") or body.metadata.get("title", "")
    return notice([title, *(document.text[start:end] for start, end in body.paragraphs)])


def _language(document: Document, body: Body) -> str | None:
    """The language that the text is in, else the one that the document states, if it is one of the table."""
    pieces: list[str] = []
    size = 0
    for start, end in body.paragraphs:
        pieces.append(document.text[start : min(end, start + _DETECT_ON)])
        size += len(pieces[-1])
        if size >= _DETECT_ON:
            break
    found = detect("\n".join(pieces)).language
    stated = document.metadata.get("language")
    if found is not None or stated is None:
        return found
    try:
        return canonical(stated)
    except UsageError:
        return None
