"""Lead pictures, from real files on a server that listens on this machine."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from briefsmith.errors import InputError
from briefsmith.newsletter.make import IssueOptions, render_issue
from briefsmith.newsletter.pictures import collect as collecting
from briefsmith.newsletter.pictures.collect import Illustration, collect, suspicious
from briefsmith.newsletter.pictures.place import attach, illustrated
from briefsmith.newsletter.pictures.shrink import MAX_BYTES, MAX_WIDTH, Jpeg, shrink
from briefsmith.newsletter.templates import PACKAGED, open_templates
from briefsmith.sources import ReadOptions
from briefsmith.sources.feed import read_feed
from briefsmith.sources.pictures import page_picture
from cli.conftest import Cli, Run

from .samples import DATE, METADATA, issue, result
from .test_mail import elements, parse

DIGEST = open_templates("digest")


def picture(kind: str = "JPEG", size: tuple[int, int] = (1600, 900), noise: bool = False, **more: Any) -> bytes:
    """A picture of this kind; noise is what a JPEG can least compress."""
    image = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, (15, 96, 104))
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


@contextmanager
def server(files: dict[str, tuple[str, bytes]]) -> Iterator[tuple[str, list[str]]]:
    """The files by their paths, and what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            kind, data = files.get(self.path.partition("?")[0], ("", b""))
            if kind == "redirect":
                self.send_response(302)
                self.send_header("Location", data.decode())
            else:
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", "0" if kind == "redirect" else str(len(data)))
            self.end_headers()
            self.wfile.write(b"" if kind == "redirect" else data)

        def log_message(self, *_: Any) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}", asked
    finally:
        running.shutdown()
        running.server_close()


def with_image(url: str, **more: str) -> Any:
    return result({**METADATA, "image": url, **more})


# Shrinking


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_of_every_kind_become_a_small_jpeg(kind: str) -> None:
    jpeg = shrink(picture(kind))
    made = Image.open(io.BytesIO(jpeg.data))
    assert (made.format, made.size) == ("JPEG", (jpeg.width, jpeg.height)) == ("JPEG", (MAX_WIDTH, 585))
    assert len(jpeg.data) <= MAX_BYTES


def test_even_noise_stays_under_the_limit() -> None:
    jpeg = shrink(picture("PNG", (2000, 2000), noise=True))
    assert len(jpeg.data) <= MAX_BYTES
    assert jpeg.width >= 400


def test_a_small_picture_is_not_made_larger() -> None:
    assert (shrink(picture(size=(320, 200))).width, shrink(picture(size=(320, 200))).height) == (320, 200)


def test_transparency_is_on_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(buffer, "PNG")
    assert Image.open(io.BytesIO(shrink(buffer.getvalue()).data)).getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_stands_upright_and_says_nothing_of_its_maker() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Somebody"  # turned by 90 degrees; the artist
    jpeg = shrink(picture(size=(800, 400), exif=exif))
    assert (jpeg.width, jpeg.height) == (400, 800)
    assert b"Somebody" not in jpeg.data
    assert not Image.open(io.BytesIO(jpeg.data)).getexif()


def bomb() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "no picture|cannot be read"),
        (picture()[:3000], "cannot be read"),
        (picture("GIF", (1, 1)), "only 1 × 1 pixels"),
        (picture("PNG", (600, 2)), "only 600 × 2 pixels"),
    ],
)
def test_what_is_no_lead_picture_is_said(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        shrink(data)


def test_a_file_that_unpacks_to_fill_the_memory_is_refused() -> None:
    with pytest.raises(InputError, match="pixels"):
        shrink(bomb())


# What is fetched


@pytest.mark.parametrize(
    ("url", "size"),
    [
        ("https://news.example/1x1.gif", ""),
        ("https://news.example/open/pixel.png", ""),
        ("https://tracking.news.example/a.png", ""),
        ("https://news.example/a.png?email=a%40b.example", ""),
        ("https://news.example/a.png?w=600&uid=42", ""),
        ("https://news.example/a.png", "1x1"),
        ("https://news.example/a.png", "600x20"),
    ],
)
def test_pixels_that_count_readers_are_known(url: str, size: str) -> None:
    assert suspicious(url, size)
    found, troubles = collect([with_image(url, image_size=size)])
    assert not found
    assert "is left out" in troubles[0]


@pytest.mark.parametrize(
    "url", ["https://news.example/2026/racetrack.jpg?w=1200&q=80", "https://img.example/opening.png?v=3"]
)
def test_pictures_are_not_taken_for_pixels(url: str) -> None:
    assert not suspicious(url, "1200x800")


def test_a_local_address_that_an_article_names_is_not_asked() -> None:
    with server({"/a.jpg": ("image/jpeg", picture())}) as (url, asked):
        found, troubles = collect([with_image(f"{url}/a.jpg")])
        assert not found
        assert "a local address that the internet named" in troubles[0]
        named, _ = collect([with_image(f"{url.replace('127.0.0.1', 'localhost')}/a.jpg")])
        assert not named
        assert not asked


def test_pictures_are_fetched_and_named_by_their_bytes() -> None:
    files = {
        "/a.jpg": ("image/jpeg", picture()),
        "/moved.jpg": ("redirect", b"/a.jpg"),
        "/page.html": ("text/html", b"<html>"),
        "/deck.pdf": ("application/pdf", b"%PDF"),
    }
    with server(files) as (url, _):
        wanted = [replace(with_image(f"{url}{path}"), document_id=path) for path in (*files, "/gone.jpg")]
        found, troubles = collect(wanted, local=True)
    assert set(found) == {"/a.jpg", "/moved.jpg"}
    assert found["/a.jpg"].name == found["/moved.jpg"].name
    assert re.fullmatch(r"[0-9a-f]{16}\.jpg", found["/a.jpg"].name)
    assert [trouble.partition(":")[0] for trouble in troubles] == ["/page.html", "/deck.pdf", "/gone.jpg"]
    assert "no picture" in troubles[0]
    assert "404" in troubles[2]


def test_a_picture_that_is_too_large_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MAX_BYTES", 1000)
    with server({"/a.jpg": ("image/jpeg", picture("PNG", noise=True))}) as (url, _):
        found, troubles = collect([with_image(f"{url}/a.jpg")], local=True)
    assert not found
    assert "larger than the limit" in troubles[0]


# Where articles name their pictures


def test_a_page_says_picture_alt_and_size() -> None:
    page = (
        "<head><meta content='A mill &amp; a wheel' property='og:image:alt'><meta property=\"og:image:width\" content=\"1200\">"
        '<meta property="og:image:height" content="800"></head>'
    )
    assert page_picture(page, "https://x.example/a.jpg") == {
        "image": "https://x.example/a.jpg",
        "image_alt": "A mill & a wheel",
        "image_size": "1200x800",
    }
    assert page_picture(page, None) == {}


MEDIA = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title><item><title>a</title>'
    "<description>The mill reopened as a school.</description>{}</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("parts", "image", "credit"),
    [
        ('<enclosure url="https://x.example/a.jpg" type="image/jpeg" length="1"/>', "a.jpg", None),
        ('<enclosure url="https://x.example/a.mp3" type="audio/mpeg" length="1"/>', None, None),
        ('<media:thumbnail url="https://x.example/t.jpg" width="75" height="75"/>', "t.jpg", None),
        (
            '<media:content url="https://x.example/s.jpg" medium="image" width="100" height="80"/>'
            '<media:content url="https://x.example/b.jpg" type="image/jpeg" width="900" height="600"/>'
            '<media:content url="https://x.example/v.mp4" type="video/mp4" width="1920"/><media:credit>Rosa Lind</media:credit>',
            "b.jpg",
            "Rosa Lind",
        ),
    ],
)
def test_feeds_name_their_pictures(parts: str, image: str | None, credit: str | None, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(MEDIA.format(parts))
    (document,) = read_feed("feed.xml", ReadOptions())
    assert document.metadata.get("image") == (image and f"https://x.example/{image}")
    assert document.metadata.get("image_credit") == credit


@pytest.mark.parametrize(
    "fields",
    [
        {"image": "https://x.example/a.jpg"},
        {"banner_image": "https://x.example/a.jpg"},
        {
            "attachments": [
                {"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg"},
                {"url": "https://x.example/a.jpg", "mime_type": "image/jpeg"},
            ]
        },
    ],
)
def test_json_feeds_name_their_pictures(fields: dict[str, Any], tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "items": [{"id": "1", "content_text": "The mill reopened.", **fields}],
    }
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    (document,) = read_feed("feed.json", ReadOptions())
    assert document.metadata["image"] == "https://x.example/a.jpg"


# In the issue

ONE = Illustration("0123456789abcdef.jpg", Jpeg(picture(size=(800, 400)), 800, 400), 'A "mill" <b>', "Rosa & Co")


@pytest.mark.parametrize("name", PACKAGED)
def test_the_page_has_it_with_alt_text_and_size(name: str) -> None:
    made = illustrated(issue(result()), {"mill": ONE})
    html = render_issue(made, open_templates(name)).files["en.html"]
    parse(html)
    (image,) = elements(html, "img")
    assert {key: image.get(key) for key in ("src", "alt", "width")} == {
        "src": "pictures/0123456789abcdef.jpg",
        "alt": 'A "mill" <b>',
        "width": "520",
    }
    assert "Rosa &amp; Co" in html
    assert not elements(render_issue(illustrated(issue(result()), {}), DIGEST).files["en.html"], "img")


def test_the_message_carries_it() -> None:
    made = illustrated(issue(result()), {"mill": ONE, "other": replace(ONE, name="f" * 16 + ".jpg")})
    text = render_issue(made, DIGEST).files["en.eml"]
    first, second = attach(text, made, {"mill": ONE}), attach(text, made, {"mill": ONE})
    assert first == second
    assert first.isascii()
    message = email.message_from_string(first, policy=email.policy.default)
    assert not any(part.defects for part in message.walk())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]
    html, image = list(message.walk())[3:]
    assert image["Content-ID"] == "<0123456789abcdef.jpg@briefsmith>"
    assert image.get_content() == ONE.jpeg.data
    assert [img.get("src") for img in elements(html.get_content(), "img")] == ["cid:0123456789abcdef.jpg@briefsmith"]


def test_on_the_web_it_stays_there() -> None:
    made = illustrated(
        issue(result(), options=IssueOptions("T", DATE, folder_url="https://news.example/7/")), {"mill": ONE}
    )
    files = render_issue(made, DIGEST).files
    hosted = "https://news.example/7/pictures/0123456789abcdef.jpg"
    assert [img.get("src") for img in elements(files["en.html"], "img")] == [hosted]
    assert attach(files["en.eml"], made, {"mill": ONE}) == files["en.eml"]
    assert hosted in json.loads(files["en.feed.json"])["items"][0]["content_html"]
    assert f"](<{hosted}>)" in files["en.md"]


PAGE = (
    '<html><head><title>Mill</title><meta property="og:image" content="{}"><meta property="og:image:alt" content="The mill"></head>'
    "<body><article><h1>Mill reopens</h1><p>The old mill reopened as a school on Tuesday. It cost the town 3 million dollars.</p>"
    "</article></body></html>"
)


def run(cli: Cli, *more: str) -> Run:
    return cli("newsletter", "a.html", "--set", "read.local_addresses=true", *more)


def test_the_command_fetches_on_request_only(cli: Cli, tmp_path: Path) -> None:
    with server({"/a.png": ("image/png", picture("PNG"))}) as (url, asked):
        (tmp_path / "a.html").write_text(PAGE.format(f"{url}/a.png"))
        assert run(cli, "--out", "plain").code == 0
        assert not asked
        done = run(cli, "--pictures", "--out", "o", "--for", "ghost", "--from", "a@b.example")
        assert (done.code, done.err) == (0, "")
        assert asked == ["/a.png"]
        # The issue that was made of it can be made again, with its picture.
        assert (
            cli(
                "newsletter", "o/briefs.json", "--set", "read.local_addresses=true", "--pictures", "--out", "again"
            ).code
            == 0
        )
    (file,) = (tmp_path / "o/pictures").iterdir()
    assert f"o/pictures/{file.name}" in done.out.splitlines()
    assert f'src="pictures/{file.name}"' in (tmp_path / "o/en.html").read_text()
    assert f"cid:{file.name}@briefsmith" in (tmp_path / "o/en.eml").read_text().replace("=\n", "")
    assert "image" not in {
        n["type"]
        for n in json.loads(json.loads((tmp_path / "o/en.ghost.json").read_text())["data"]["posts"][0]["lexical"])[
            "root"
        ]["children"]
    }
    assert (tmp_path / "again/pictures" / file.name).read_bytes() == file.read_bytes()


def test_pictures_of_an_earlier_issue_go_if_they_are_ours_and_no_message_on_its_way_shows_them(
    cli: Cli, tmp_path: Path
) -> None:
    files = {f"/{n}.png": ("image/png", picture("PNG", (600, 400 + n))) for n in range(2)}
    with server(files) as (url, _):
        folder = tmp_path / "o/pictures"

        def shown(number: int, *more: str) -> set[str]:
            (tmp_path / "a.html").write_text(PAGE.format(f"{url}/{number}.png"))
            assert run(cli, "--pictures", "--out", "o", *more).code == 0
            return {path.name for path in folder.iterdir()}

        (first,) = shown(0)
        (folder / "ours.jpg").write_bytes(b"of the desk")
        (second, *_) = shown(1) - {"ours.jpg"}
        assert first != second
        assert shown(1) == {second, "ours.jpg"}
        # Messages that were sent lead to the folder on the web.
        web = ("--url", "https://news.example/")
        assert shown(0, *web) == {first, "ours.jpg"}
        assert shown(1, *web) == {first, second, "ours.jpg"}
        shown(1)
        (folder / second).write_bytes(b"retouched")
        assert shown(0) == {first, second, "ours.jpg"}


def test_a_picture_that_fails_costs_nothing_else(cli: Cli, tmp_path: Path) -> None:
    with server({}) as (url, _):
        (tmp_path / "a.html").write_text(PAGE.format(f"{url}/gone.png"))
        done = run(cli, "--pictures", "--out", "o")
    assert done.code == 0
    assert "note: a: no picture;" in done.err
    assert "<img" not in (tmp_path / "o/en.html").read_text()
