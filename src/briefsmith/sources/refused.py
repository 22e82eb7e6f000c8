"""Files that are not text and have no reader, recognised by their first bytes, each with what to do instead."""

from __future__ import annotations

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
    RefusedKind("an RTF document", b"{\\rtf", _SAVE_AS_TEXT),
    RefusedKind("a ZIP archive or an office document (docx, odt, epub)", b"PK\x03\x04", _SAVE_AS_TEXT),
    RefusedKind("an old office document", b"\xd0\xcf\x11\xe0", _SAVE_AS_TEXT),
    RefusedKind("a gzip archive", b"\x1f\x8b", _UNPACK),
    RefusedKind("a bzip2 archive", b"BZh", _UNPACK),
    RefusedKind("an xz archive", b"\xfd7zXZ", _UNPACK),
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
