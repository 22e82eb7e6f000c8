"""Decoding: encodings are detected, binary files refused, and only valid text is left."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import InputError
from briefsmith.sources.text import clean, decode

GERMAN = "Die Bürgermeisterin erklärte, die Brücke müsse größer werden. „Wir sind bereit“, sagte sie – später."
FRENCH = "L'été a été chaud à Orléans. Où était le maître ? Les élèves ont mangé des gâteaux « peut-être »."
POLISH = "Żółta łódź płynęła powoli po rzece. Dzieci śmiały się głośno, a ptaki śpiewały w gęstwinie."
RUSSIAN = "Река поднялась за ночь на два метра, и мост не выдержал. Мэр сказал, что никто не пострадал."
JAPANESE = "川は夜のうちに二メートル上がり、橋は持ちこたえなかった。市長は、けが人はいないと言った。"
CHINESE = "河水一夜之间上涨了两米，桥没有撑住。市长说没有人受伤。明天学校将停课。"
GREEK = "Το ποτάμι ανέβηκε δύο μέτρα τη νύχτα και η γέφυρα δεν άντεξε. Κανείς δεν τραυματίστηκε."
TURKISH = "Nehir gece iki metre yükseldi ve köprü dayanmadı. Şehrin başkanı kimsenin yaralanmadığını söyledi."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((GERMAN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")),
        *((FRENCH, "cp1252"), (FRENCH.replace("œ", "oe"), "iso-8859-15"), (POLISH, "cp1250"), (GREEK, "cp1253")),
        *((RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (TURKISH, "cp1254"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")),
        *(
            (JAPANESE, "iso2022_jp"),
            (CHINESE, "gb18030"),
            ("It’s a café.", "cp1252"),
            ("It röse.", "cp1252"),
            (CHINESE, "utf-16"),
        ),
    ],
)
def test_encodings_are_found_out(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


def test_declared_encoding_is_used_where_the_bytes_do_not_tell() -> None:
    short = "świt".encode("iso8859_2")
    assert decode(short, "x", "iso-8859-2") == "świt"
    assert "świt" in decode(b'<meta charset="iso-8859-2"><p>' + short, "x")
    assert decode("café".encode("cp1252"), "x", "no-such-charset") == "café"


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(GERMAN.encode(), "x", "iso-8859-1") == GERMAN


def test_damaged_utf8_stays_utf8() -> None:
    data = (GERMAN * 3).encode()
    assert decode(data[:-4] + b"\xff" + data[-4:], "x").count("ü") == GERMAN.count("ü") * 3


def test_surrogates_nulls_and_control_characters_are_taken_out() -> None:
    text = decode(b"The river\x00 rose.\x07 \xed\xa0\x80 Nobody left.\x1b", "x")
    assert text == "The river rose. \ufffd Nobody left."


def test_newlines_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree\x0cfour", "x") == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"%PDF-1.7\n1 0 obj",
            b"\n%PDF-1.4",
            b"PK\x03\x04rest",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xe0",
            b"\x1f\x8b\x08",
        ),
        *(b"{\\rtf1\\ansi", bytes(range(256)) * 20, b"\x00" * 1000, b"text \x00\x01\x02\x00\x00 more" * 50),
        *(b"\x01\x02\x03\x04\x05abc" * 100, b"\x00\x00\x00\x18ftypmp42"),
    ],
    ids=range(12),
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.bin is ") as caught:
        decode(data, "a.bin")
    assert caught.value.kind == "binary"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u00a0\u2003".encode(), codecs.BOM_UTF16_LE])
def test_empty_input_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"Give a file") as caught:
        decode(data, "a.txt")
    assert caught.value.kind == "empty"


@given(st.binary(max_size=300))
def test_any_bytes_give_valid_text_or_a_sentence(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except InputError as error:
        assert error.kind in {"empty", "binary"}  # noqa: PT017
        return
    assert text.encode("utf-8").decode("utf-8") == text == clean(text)
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(min_size=1, max_size=100).filter(lambda text: clean(text) == text and not text.isspace()))
def test_marked_encodings_round_trip(text: str) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        if not text.startswith(("%PDF", "PK", "{\\rtf")):
            assert decode(text.encode(encoding), "x") == text
