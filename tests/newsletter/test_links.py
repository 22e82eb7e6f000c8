from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsmith.errors import UsageError
from briefsmith.newsletter.links import host, parse_utm, web_address, with_utm

UTM = {"utm_source": "briefs", "utm_medium": "e mail"}


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" HTTP://example.org ", "HTTP://example.org"),
        ("https://example.org/ä?q=ü#é", "https://example.org/%C3%A4?q=%C3%BC#%C3%A9"),
        ('https://example.org/a b?"<x>', "https://example.org/a%20b?%22%3Cx%3E"),
        ("https://Mühle.example:8080/mühle", "https://xn--mhle-0ra.example:8080/m%C3%BChle"),
        ("https://例え.example/新聞", "https://xn--r8jz45g.example/%E6%96%B0%E8%81%9E"),
        ("https://\u2010.example/", ""),
        ("javascript:alert(1)", ""),
        (" jAvAsCrIpT:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("//example.org/a", ""),
        ("https:///a", ""),
        ("http://[", ""),
        ("https://bank.example@evil.example/", ""),
        ("https://example.org/\u202egpj.exe", ""),
        ("https://example.org/\x00", ""),
        ("https://example.org/" + "a" * 2000, ""),
        ("", ""),
    ],
)
def test_only_safe_addresses_are_linked(url: str, linked: str) -> None:
    assert web_address(url) == linked


def test_host() -> None:
    assert host("https://www.example.org/a") == "example.org"
    assert host("javascript:x") == ""


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://e.org/a", "https://e.org/a?utm_source=briefs&utm_medium=e+mail"),
        ("https://e.org/a?", "https://e.org/a?utm_source=briefs&utm_medium=e+mail"),
        ("https://e.org/?z=1&a=%C3%A4+b&z=2&flag#top", "https://e.org/?z=1&a=%C3%A4+b&z=2&flag&utm_source=briefs&utm_medium=e+mail#top"),
        ("https://e.org/?a=1&", "https://e.org/?a=1&utm_source=briefs&utm_medium=e+mail"),
        ("https://e.org/?utm_source=own", "https://e.org/?utm_source=own&utm_medium=e+mail"),
        ("https://e.org/#/route?x=1", "https://e.org/?utm_source=briefs&utm_medium=e+mail#/route?x=1"),
        ("", ""),
    ],
)  # fmt: skip
def test_campaign_parameters_stand_behind_the_query(url: str, tagged: str) -> None:
    assert with_utm(url, UTM) == tagged
    assert with_utm(url, {}) == url


@given(
    st.text("abcz=&%+;/?é", max_size=30).map(lambda query: query.replace("#", "")),
    st.text("abc/#?", max_size=8),
    st.dictionaries(st.sampled_from(["utm_source", "utm_id"]), st.text(min_size=1), min_size=1),
)
def test_the_query_and_the_fragment_stay_as_they_are(query: str, fragment: str, utm: dict[str, str]) -> None:
    tagged = urlsplit(with_utm(f"https://e.org/p?{query}#{fragment}", utm))
    assert tagged.query.startswith(query)
    assert tagged.fragment == fragment
    added = parse_qsl(tagged.query[len(query) :], keep_blank_values=True)
    assert dict(added) == {key: value.encode("utf-8", "replace").decode() for key, value in utm.items()}


def test_utm_is_read_and_a_bad_one_named() -> None:
    assert parse_utm("source=a=b, utm_campaign=May 3") == {"utm_source": "a=b", "utm_campaign": "May 3"}
    assert parse_utm("") == {}
    for bad in ("source", "colour=red", "source="):
        with pytest.raises(UsageError, match="expected KEY=VALUE with one of the keys source, medium"):
            parse_utm(bad)
