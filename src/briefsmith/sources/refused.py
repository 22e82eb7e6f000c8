"""Files that are not text and have no reader, and text that is not prose, each with what to do instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefsmith.errors import InputError

_SAVE_AS_TEXT = "open it in the program it was made with and save it as plain text or HTML"
_UNPACK = "unpack it first"
_GIVE_TEXT = "give the text instead"


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """The kind's name in messages, the bytes at `offset` that identify it, and the remedy."""

    name: str
    magic: bytes
    remedy: str = ""
    offset: int = 0


REFUSED: tuple[RefusedKind, ...] = (
    # These have readers; they come here only if they are given as text.
    RefusedKind("a PDF", b"%PDF-", "give it as what it is"),
    RefusedKind("a gzip archive", b"\x1f\x8b", "give it as what it is"),
    RefusedKind("an RTF document", b"{\\rtf", _SAVE_AS_TEXT),
    RefusedKind("an old office document", b"\xd0\xcf\x11\xe0", _SAVE_AS_TEXT),
    RefusedKind("an empty or a divided ZIP archive", b"PK", _UNPACK),
    RefusedKind("a tar archive", b"ustar", _UNPACK, offset=257),
    RefusedKind("a 7z archive", b"7z\xbc\xaf", _UNPACK),
    RefusedKind("a RAR archive", b"Rar!", _UNPACK),
    RefusedKind("a PNG image", b"\x89PNG", _GIVE_TEXT),
    RefusedKind("a JPEG image", b"\xff\xd8\xff", _GIVE_TEXT),
    RefusedKind("a GIF image", b"GIF8", _GIVE_TEXT),
    RefusedKind("a WebP, WAV or AVI file", b"RIFF", _GIVE_TEXT),
    RefusedKind("an MP3 file", b"ID3", _GIVE_TEXT),
    RefusedKind("an Ogg file", b"OggS", _GIVE_TEXT),
    RefusedKind("a program", b"\x7fELF", _GIVE_TEXT),
    RefusedKind("a database", b"SQLite format 3", _GIVE_TEXT),
    RefusedKind("a Parquet file", b"PAR1", _GIVE_TEXT),
    RefusedKind("a video or HEIC file", b"ftyp", offset=4),
)


def refuse(data: bytes, name: str) -> None:
    """Raise InputError of kind `binary` for bytes of a kind in the table; `name` is the input's name in the message."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t") if data[:1] in b"\xef \r\n\t" else data
    for kind in REFUSED:
        if (data if kind.offset else head).startswith(kind.magic, kind.offset):
            remedy = f"; {kind.remedy}" if kind.remedy else ""
            raise InputError(f"{name} is {kind.name}, which briefsmith does not read{remedy}.", "binary")


_XML = re.compile(
    r"\s*(?:<\?xml\b|<!DOCTYPE\s+(?!html\b)|<!--.{0,4000}?-->\s*<[A-Za-z_]|<([A-Za-z_][\w.-]*:[\w.-]+)[\s>])", re.DOTALL
)
_ELEMENT = re.compile(r"\s*<([A-Za-z_][\w.-]*)(?:\s[^<>]{0,2000})?>")
# A text may be marked up as a part of a page.
_FRAGMENTS = frozenset(
    {
        *(
            "a",
            "b",
            "big",
            "blockquote",
            "center",
            "code",
            "div",
            "em",
            "font",
            "h1",
            "h2",
            "h3",
            "i",
            "main",
            "ol",
            "p",
        ),
        *("pre", "small", "span", "strong", "table", "u", "ul"),
    }
)
_LATEX = re.compile(r"^\s*\\(?:documentclass|documentstyle)\b|\\begin\s*\{document\}", re.MULTILINE)
_LATEX_COMMAND = re.compile(r"\\(?:begin|end|section|subsection|chapter|paragraph|cite|ref|label|emph|textbf|item)\b")
_LATEX_COMMANDS = 5
_HEAD = 20_000


def refuse_source(text: str, name: str) -> None:
    """Raise InputError of kind `unsupported` for the source of XML or LaTeX, which must not be taken for prose."""
    head = text[:_HEAD]
    element = _ELEMENT.match(head)
    whole = (
        element is not None
        and element[1].lower() not in _FRAGMENTS
        and text[-_HEAD:].rstrip().endswith(f"</{element[1]}>")
    )
    if whole or _XML.match(head):
        raise InputError(
            f"{name} is XML, and none of the kinds that briefsmith reads (XHTML, feeds). Give the text in it as text or HTML.",
            "unsupported",
        )
    if _LATEX.search(head) or len(_LATEX_COMMAND.findall(head)) >= _LATEX_COMMANDS:
        raise InputError(
            f"{name} is LaTeX source. Give its PDF, or convert it, for instance with `pandoc -t plain FILE.tex -o FILE.txt`.",
            "unsupported",
        )
