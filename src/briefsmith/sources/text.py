"""Bytes to text: finds the encoding, refuses what is not text, removes what cannot be written as UTF-8."""

from __future__ import annotations

import codecs
import re

from briefsmith.errors import InputError
from briefsmith.languages import LANGUAGES
from briefsmith.sources.extracted import Extracted, Raw, Reader, ReadOptions
from briefsmith.sources.refused import refuse, refuse_source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Legacy encodings that charset-normalizer chooses from; with all of its hundred it read KOI8-R as Shift-JIS.
# Letters beyond ASCII are single in Latin scripts and in rows in the others, so the choice is made within one group:
# otherwise "röse" in cp1252 became "r飉e".
_LATIN = ["cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"]
_OTHERS = [
    *("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
# Bytes from which an encoding is told.
SAMPLE = 64 * 1024

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # without U+0085, a newline
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Share of control characters above which the bytes are not text: an article has none, a terminal log under 1 in 20.
_MAX_CONTROL_SHARE = 0.05


def decode(data: bytes, name: str, charset: str | None = None, *, keep_breaks: bool = False) -> str:
    """The text of `data`, newlines as \\n (unless `keep_breaks`), without control characters and lone surrogates.

    A byte order mark wins, then UTF-8, then `charset` (from HTTP) or the page's own `<meta charset>`, then
    charset-normalizer. Raises InputError of kind `empty` or `binary`; `name` is the input's name in the message.
    """
    if not data:
        raise InputError(f"{name} is empty. Give a file with the article's text in it.", "empty")
    refuse(data, name)
    raw = _decoded(data, name, charset)
    if len(_CONTROL.findall(raw[:SAMPLE])) > max(4.0, _MAX_CONTROL_SHARE * len(raw[:SAMPLE])):
        raise _binary(name)
    text = _without_controls(raw.removeprefix("\ufeff")) if keep_breaks else clean(raw)
    if not text or text.isspace():
        raise InputError(f"{name} holds only white space. Give a file with the article's text in it.", "empty")
    return text


def clean(text: str) -> str:
    """`text` with \\n as the only newline, lone surrogates as U+FFFD, NULs and other control characters removed."""
    return _without_controls(_NEWLINE.sub("\n", text.removeprefix("\ufeff")))


def _without_controls(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def cleaned(found: Extracted) -> Extracted:
    """The same with `clean` text: entities (&#0;) and other encodings can bring back what decoding removed."""
    return Extracted(clean(found.text), {key: clean(value) for key, value in found.metadata.items()})


def first_characters(data: bytes, count: int) -> str:
    """The first characters, decoded roughly, for recognising a format; markup is ASCII in all encodings."""
    head = data[: 4 * count]
    mark, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", None))
    encoding = encoding or _utf16_by_nulls(data[:SAMPLE])
    if encoding is None:
        try:
            return clean(codecs.getincrementaldecoder("utf-8")().decode(head))[:count]
        except UnicodeDecodeError:
            encoding = "cp1252"
    return clean(head[len(mark) :].decode(encoding, "replace"))[:count]


def read_text(raw: Raw, options: ReadOptions) -> Extracted:
    """All of a plain text. Raises InputError as `decode` and `refuse_source` do."""
    text = decode(raw.data, raw.name, raw.charset)
    refuse_source(text, raw.name)
    return Extracted(text)


# No media type: servers send text/plain for whatever they do not know. No magic: it is the fallback.
TEXT = Reader("text", (".txt", ".text", ""), (), lambda data: False, read_text)


def _decoded(data: bytes, name: str, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if utf16 := _utf16_by_nulls(data[:SAMPLE]):
        return data.decode(utf16, "replace")
    nulls = data[:SAMPLE].count(0)  # they fit no pattern of text by now
    if nulls > 0.01 * len(data[:SAMPLE]) and nulls > 4:
        raise _binary(name)
    text = _utf8(data)
    for declared in (charset, _meta_charset(data)):
        if text is None and declared:
            text = _strict(data, declared)
    return legacy(data) if text is None else text


def utf16_of(data: bytes) -> str | None:
    """The encoding of bytes that begin with the mark of UTF-16 or UTF-32, or look like UTF-16; else None."""
    marked = next((encoding for mark, encoding in _BOMS[1:] if data.startswith(mark)), None)
    return marked or _utf16_by_nulls(data[:SAMPLE])


def _utf16_by_nulls(sample: bytes) -> str | None:
    """UTF-16 without a mark, by the NULs of its ASCII letters; None for any other pattern."""
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.2 and even < 0.02:
        return "utf-16-le"
    if even > 0.2 and odd < 0.02:
        return "utf-16-be"
    return None


def _utf8(data: bytes) -> str | None:
    """The text if the bytes are UTF-8, also when a few of them are damaged."""
    if b"\x1b$" in data[:SAMPLE]:  # ISO-2022-JP is valid ASCII
        return _strict(data, "iso2022_jp")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace") if seems_utf8(data) else None


def seems_utf8(data: bytes) -> bool:
    """Whether most of the letters beyond ASCII, around the first byte that is not UTF-8, are sound UTF-8."""
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - SAMPLE) : error.start + SAMPLE].decode("utf-8", "replace")
    damaged = around.count("\ufffd")
    return len(around) - len(around.encode("ascii", "ignore")) - damaged > 4 * damaged


def _meta_charset(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _strict(data: bytes, encoding: str) -> str | None:
    """The decoded text, None if the encoding is unknown or does not fit."""
    # Browsers read these two as cp1252, because pages say latin-1 and mean that.
    name = "cp1252" if encoding.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else encoding
    try:
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def legacy(data: bytes) -> str:
    """The text in one of the old 8-bit or East Asian encodings."""
    return data.decode(old_encoding(data), "replace")


def old_encoding(data: bytes) -> str:
    """The old 8-bit or East Asian encoding that bytes are in which are not UTF-8."""
    from charset_normalizer import from_bytes

    # Around the first byte that is not ASCII: the start of a long file may be all ASCII.
    found = _NOT_ASCII.search(data)
    first = found.start() if found else 0
    sample = data[max(0, first - SAMPLE // 2) : first + SAMPLE]
    latin = len(_ALONE.findall(sample)) > 0.5 * len(_NOT_ASCII.findall(sample))
    best = from_bytes(sample, cp_isolation=_LATIN if latin else _OTHERS).best()
    encoding = best.encoding if best else "cp1252"
    if latin and _is_western(sample):
        return "cp1252"
    return encoding


def _is_western(sample: bytes) -> bool:
    """Whether the bytes as cp1252 are a Western European language: charset-normalizer reads French as cp1250."""
    from briefsmith.text.detect import detect

    language = detect(sample.decode("cp1252", "replace")).language
    return language in LANGUAGES and LANGUAGES[language].western


def _binary(name: str) -> InputError:
    return InputError(f"{name} is a binary file, not text. Give plain text, HTML or Markdown.", "binary")
