from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from briefsmith.errors import InputError
from briefsmith.model import Document
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.feed import is_feed, read_feed
from sources.server import serving

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour News</title><link>https://example.org/</link><language>en-GB</language>
<description>From the harbour</description>
<item><title>Ferry &amp;amp; crane</title><link>https://example.org/ferry?id=7</link>
<dc:creator>Ada Moor</dc:creator><pubDate>Sun, 03 May 2026 23:30:00 -0200</pubDate>
<description>The short of it.</description>
<content:encoded><![CDATA[<p>The ferry runs <b>again</b>.<script>alert(1)</script></p>
<figure><img src="x.png"><figcaption>A ferry</figcaption></figure><p>It carries 40 people &amp; bicycles.</p>]]></content:encoded></item>
<item><title>Only a summary</title><guid isPermaLink="false">urn:42</guid>
<description>Two &lt;i&gt;lines&lt;/i&gt; of it.</description></item>
<item><title>Nothing but a title</title></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafen</title><id>urn:f</id>
<updated>2026-05-03T10:00:00Z</updated>
<entry><id>urn:e</id><title type="html">Die &lt;b&gt;Fähre&lt;/b&gt;</title><link href="/faehre"/>
<updated>2026-05-03T10:00:00+02:00</updated>
<author><name>Ada</name></author><author><name>Ben</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sie fährt.</p><p>Wieder.</p></div></content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"><title>Port</title></channel>
<item rdf:about="https://example.org/a"><title>Crane</title><link>https://example.org/a</link><description>It lifts.</description></item>
</rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Port",
    "language": "en",
    "items": [
        {"id": "1", "url": "https://example.org/1", "content_html": "<p>One.</p><p>Two.</p>", "summary": "Short.",
         "date_published": "2026-05-03T23:30:00-02:00", "authors": [{"name": "Ada"}, {"url": "https://example.org/b"}]},
        {"id": "2", "title": "Plain", "content_text": "As <it> stands.", "author": {"name": "Old"}},
        {"id": "3", "summary": "No more.", "date_published": "yesterday"},
        {"id": "4"},
    ],
}  # fmt: skip


def entries(tmp_path: Path, feed: str | bytes, name: str = "feed.xml") -> list[Document]:
    data = feed if isinstance(feed, bytes) else feed.encode()
    (tmp_path / name).write_bytes(data)
    return list(read_feed(str(tmp_path / name), ReadOptions()))


def test_rss_gives_the_full_text_where_it_has_it(tmp_path: Path) -> None:
    full, summary, nothing = entries(tmp_path, RSS)
    assert full.text == "The ferry runs again.\n\nIt carries 40 people & bicycles."
    assert full.id.startswith("example.org-ferry-")
    assert full.metadata == {
        "title": "Ferry & crane",
        "author": "Ada Moor",
        "date": "2026-05-03T23:30:00-02:00",
        "url": "https://example.org/ferry?id=7",
        "sitename": "Harbour News",
        "language": "en-GB",
        "format": "feed",
        "content": "full",
    }
    assert (summary.text, summary.metadata["content"], summary.id) == ("Two lines of it.", "summary", "only-a-summary")
    assert (nothing.text, nothing.metadata["content"]) == ("", "none")


def test_atom(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, ATOM)
    assert entry.text == "Sie fährt.\n\nWieder."
    assert entry.metadata["title"] == "Die Fähre"
    assert entry.metadata["author"] == "Ada, Ben"
    assert entry.metadata["date"] == "2026-05-03T10:00:00+02:00"
    assert entry.metadata["language"] == "de"


def test_rdf(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, RDF)
    assert (entry.text, entry.metadata["content"], entry.metadata["sitename"]) == ("It lifts.", "summary", "Port")


def test_json_feed(tmp_path: Path) -> None:
    html, plain, summary, nothing = entries(tmp_path, json.dumps(JSON_FEED), "feed.json")
    assert html.text == "One.\n\nTwo."
    assert html.metadata["author"] == "Ada"
    assert html.metadata["date"] == "2026-05-03T23:30:00-02:00"
    assert (plain.text, plain.metadata["author"]) == ("As <it> stands.", "Old")
    assert [d.metadata["content"] for d in (html, plain, summary, nothing)] == ["full", "full", "summary", "none"]
    assert "date" not in summary.metadata


def test_the_declared_encoding_is_read(tmp_path: Path) -> None:
    data = RSS.replace("UTF-8", "ISO-8859-1").replace("The ferry runs", "Die Fähre fährt").encode("latin-1")
    assert entries(tmp_path, data)[0].text.startswith("Die Fähre fährt")


def test_a_feed_cut_off_gives_what_came(tmp_path: Path) -> None:
    cut = RSS[: RSS.index("<item><title>Nothing")]
    assert [d.metadata["content"] for d in entries(tmp_path, cut)] == ["full", "summary"]


def test_entities_are_not_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    feed = RSS.replace("<rss", doctype + "<rss").replace("The short of it.", "&x;").replace("runs", "&x; runs")
    assert all("secret" not in d.text for d in entries(tmp_path, feed))


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        ("<html><body>Hello</body></html>", "unsupported"),
        ("Just a text.", "unsupported"),
        ('{"a": 1}', "unsupported"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [1]}', "unsupported"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "empty"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "empty"),
    ],
)
def test_what_is_no_feed_is_said_at_once(tmp_path: Path, feed: str, kind: str) -> None:
    (tmp_path / "feed").write_text(feed)
    with pytest.raises(InputError) as caught:
        read_feed(str(tmp_path / "feed"), ReadOptions())
    assert caught.value.kind == kind


def test_a_missing_feed_is_named() -> None:
    with pytest.raises(InputError, match=r"there is no file news\.xml"):
        read_feed("news.xml", ReadOptions())


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF, json.dumps(JSON_FEED), json.dumps(JSON_FEED, indent=2), "\ufeff" + RSS,
                                  "<!-- a feed -->\n" + RDF.partition("?>")[2]])  # fmt: skip
def test_feeds_are_recognised(feed: str) -> None:
    assert is_feed(feed.encode())


@pytest.mark.parametrize("other", ["<!doctype html><html>", "# feed", '{"document": {}}', "<svg>", "feed me"])
def test_other_files_are_not(other: str) -> None:
    assert not is_feed(other.encode())


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def do_GET(self) -> None:
        text, kind = {
            "/atom": (ATOM, "application/atom+xml; charset=utf-8"),
            "/json": (json.dumps(JSON_FEED), "application/json"),
        }[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Handler) as address:
        yield address


def test_a_feed_on_the_web(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (entry,) = read_feed(f"{server}/atom", ReadOptions())
    assert entry.metadata["url"] == f"{server}/faehre"  # a link relative to the feed
    assert entry.metadata["title"] == "Die Fähre"
    assert len(list(read_feed(f"{server}/json", ReadOptions()))) == 4
    assert read(f"{server}/atom").metadata["title"] == "Die Fähre"  # one entry is one article
    with pytest.raises(InputError, match="holds several articles"):
        read(f"{server}/json")
