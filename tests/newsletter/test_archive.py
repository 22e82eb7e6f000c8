from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree

from briefsmith.errors import InputError, UsageError
from briefsmith.newsletter.archive.records import read_archive
from briefsmith.newsletter.archive.write import ArchiveFolder, add_to_archive
from briefsmith.newsletter.briefs import write_briefs
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.make import IssueOptions, make_issue
from cli.conftest import Cli

from .samples import DATE, METADATA, hostile, issue, result
from .test_feeds import SCHEMAS
from .test_mail import elements, parse

URL = "https://news.example/"
FIRST, SECOND = IssueOptions("The Weekly Mill", DATE), IssueOptions("The Weekly Mill", DATE.replace(day=10))
OTHER = result({**METADATA, "url": "https://example.org/bridge", "title": "A bridge"}, "bridge")


def both(options: IssueOptions = FIRST, *results: object) -> list[Issue]:
    return [issue(*(results or (result(),)), language=language, options=options) for language in ("en", "de")]  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def links(folder: Path, page: str) -> dict[str, str]:
    """The alternates of a page, by language."""
    html = (folder / page).read_text()
    found = [link for link in elements(html, "link") if link.get("hreflang")]
    return {str(link.get("hreflang")): str(link.get("href")) for link in found}


@pytest.mark.parametrize("url", ["", URL])
def test_pages_are_valid_static_and_linked(url: str, tmp_path: Path) -> None:
    add_to_archive(tmp_path, [*both(), issue(hostile(), options=SECOND)], url)
    files = tree(tmp_path)
    pages = [name for name in files if name.endswith(".html")]
    assert len(pages) == 3 + 3
    for name in pages:
        html = files[name].decode()
        parse(html)
        assert not [tag for tag in ("script", "img", "iframe", "form") if elements(html, tag)]
        assert not re.search("[\u202a-\u202e\x00\x1b]|javascript:alert", html)
        for element in (*elements(html, "a"), *elements(html, "link")):
            target = urljoin(f"{URL}{name}", str(element.get("href")))
            if target.startswith(URL):
                path = target.removeprefix(URL)
                assert f"{path}index.html" in files if path == "" or path.endswith("/") else path in files, target


def test_languages_of_a_story_point_to_each_other(tmp_path: Path) -> None:
    add_to_archive(tmp_path, both(), URL)
    (page,) = [path.name for path in (tmp_path / "en").glob("2026*")]
    expected = {"en": f"{URL}en/{page}", "de": f"{URL}de/{page}"}
    assert links(tmp_path, f"en/{page}") == links(tmp_path, f"de/{page}") == expected
    assert (
        links(tmp_path, "en/index.html") == links(tmp_path, "de/index.html") == {"en": f"{URL}en/", "de": f"{URL}de/"}
    )
    assert links(tmp_path, "index.html") == {"en": f"{URL}en/", "de": f"{URL}de/", "x-default": URL}


def test_the_same_issue_again_changes_no_byte(tmp_path: Path) -> None:
    assert add_to_archive(tmp_path, both(), URL)
    before = tree(tmp_path)
    assert add_to_archive(tmp_path, both(), URL) == []
    assert add_to_archive(tmp_path, both()) == []  # the address is known
    assert tree(tmp_path) == before


def test_the_feed_grows_and_what_was_published_stays(tmp_path: Path) -> None:
    add_to_archive(tmp_path, both(), URL)
    before = tree(tmp_path)
    first = feedparser.parse(before["en/feed.xml"]).entries
    written = {
        path.relative_to(tmp_path).as_posix() for path in add_to_archive(tmp_path, both(SECOND, result(), OTHER))
    }
    after = tree(tmp_path)
    assert not [name for name in written if name.endswith(".html") and "index" not in name and name in before]
    feed = after["en/feed.xml"]
    etree.RelaxNG(file=str(SCHEMAS / "atom.rng")).assertValid(etree.fromstring(feed))
    entries = feedparser.parse(feed).entries
    assert [entry.link for entry in entries[1:]] == [entry.link for entry in first]
    assert [(entry.id, entry.published) for entry in entries[1:]] == [(entry.id, entry.published) for entry in first]
    assert entries[0].published.startswith("2026-05-10")
    index = after["en/index.html"].decode()
    assert index.index("10 May 2026") < index.index("3 May 2026")
    assert len(elements(index, "li")) == 2  # the story of both issues is in the first one


def test_an_issue_that_is_made_again_in_another_order_is_in_that_order(tmp_path: Path) -> None:
    add_to_archive(tmp_path, both(FIRST, result(), OTHER), URL)
    before = tree(tmp_path)
    add_to_archive(tmp_path, both(FIRST, OTHER, result())[:1])
    pages = (tmp_path / "en/index.html").read_text(), (tmp_path / "de/index.html").read_text()
    names = [re.findall(r'href="(2026[^"]*)"', page) for page in pages]
    assert names[0] == names[1][::-1]
    assert (tmp_path / "index.html").read_bytes() == before["index.html"]  # English is still the first language


def test_a_language_that_is_added_later_is_linked_from_the_others(tmp_path: Path) -> None:
    english, german = both()
    add_to_archive(tmp_path, [english], URL)
    (page,) = [path.name for path in (tmp_path / "en").glob("2026*")]
    assert links(tmp_path, f"en/{page}") == {}
    add_to_archive(tmp_path, [replace(german, date=SECOND.date)])
    assert set(links(tmp_path, f"en/{page}")) == {"en", "de"}
    assert (tmp_path / "de" / page).is_file()


def test_an_edited_headline_keeps_its_address(tmp_path: Path) -> None:
    made = issue(result(), options=FIRST)
    add_to_archive(tmp_path, [made], URL)
    (group,) = made.groups
    edited = replace(made, groups=(replace(group, stories=(replace(group.stories[0], headline="Better"),)),))
    before = set(tree(tmp_path))
    add_to_archive(tmp_path, [edited])
    assert set(tree(tmp_path)) == before
    assert "<h1>Better</h1>" in next((tmp_path / "en").glob("2026*")).read_text()


def test_without_an_address_there_is_no_feed_and_links_are_relative(tmp_path: Path) -> None:
    add_to_archive(tmp_path, both())
    assert not list(tmp_path.rglob("feed.xml"))
    assert links(tmp_path, "en/index.html") == {"en": "../en/index.html", "de": "../de/index.html"}
    assert add_to_archive(tmp_path, both(), URL)
    assert len(list(tmp_path.rglob("feed.xml"))) == 2
    (page,) = (tmp_path / "en").glob("2026*")
    assert f'href="{URL}en/{page.name}"' in page.read_text()  # an address that comes later reaches the old pages


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["stories"][0].update(language="../../evil"),
        lambda data: data["stories"][0].update(issued="../../evi"),
        lambda data: data["stories"][0].update(issued="2026-13-01"),
        lambda data: data["stories"][0].pop("headline"),
        lambda data: data.update(version=9),
        lambda data: data.pop("stories"),
    ],
)
def test_what_is_read_back_is_not_trusted(change: object, tmp_path: Path) -> None:
    folder = tmp_path / "a/b/site"
    add_to_archive(folder, both(), URL)
    data = json.loads((folder / "archive.json").read_text())
    change(data)  # type: ignore[operator]
    (folder / "archive.json").write_text(json.dumps(data))
    before = tree(tmp_path)
    with pytest.raises(InputError, match=r"archive\.json is"):
        add_to_archive(folder, both(SECOND))
    assert tree(tmp_path) == before


def test_every_report_of_a_story_is_named(tmp_path: Path) -> None:
    echo = result({**METADATA, "url": "https://echo.example/a", "sitename": "Ellery Echo <b>"}, "echo")
    bare = result({"title": "The mill again"}, "bare")
    made = make_issue([result()], "en", FIRST, None, {"mill": [echo, bare]})
    assert made is not None
    add_to_archive(tmp_path, [made], URL)
    (page,) = (tmp_path / "en").glob("2026*")
    feed = feedparser.parse((tmp_path / "en/feed.xml").read_bytes())
    named = "The Mill Post, Ellery Echo &lt;b&gt;, The mill again"
    for html, expected in ((page.read_text(), f"Rosa Lind · {named}"), (feed.entries[0].content[0].value, named)):
        (shown,) = re.findall(r"<p>Source: (.*?)</p>", html, re.DOTALL)
        assert " ".join(re.sub(r"<[^>]+>", "", shown).split()) == expected
        assert 'href="https://echo.example/a"' in shown
    # An archive of before has no such reports, and can be read.
    path = tmp_path / "archive.json"
    data = json.loads(path.read_text())
    assert data["stories"][0].pop("others")[1] == {"site": "", "title": "The mill again", "link": ""}
    path.write_text(json.dumps(data))
    assert add_to_archive(tmp_path, both(SECOND, OTHER))
    data["stories"][0]["others"] = [{"site": "x", "title": "", "link": "javascript:alert(1)"}]
    path.write_text(json.dumps(data))
    assert read_archive(tmp_path).records[0].others[0].link == ""


def test_a_link_that_was_changed_is_no_script(tmp_path: Path) -> None:
    add_to_archive(tmp_path, both(), URL)
    path = tmp_path / "archive.json"
    path.write_text(path.read_text().replace("https://example.org/mill", "javascript:alert(1)//example.org/mill"))
    add_to_archive(tmp_path, both(SECOND, OTHER))
    assert not [name for name, data in tree(tmp_path).items() if b"javascript:" in data and name != "archive.json"]


def test_an_archive_in_a_folder_that_is_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.raises(UsageError, match="lies in articles, which is read"):
        ArchiveFolder(tmp_path / "articles/site").require_outside(["articles"])
    ArchiveFolder(tmp_path / "site").require_outside(["articles", "https://example.org/feed.xml", "-"])
    with pytest.raises(UsageError, match="it belongs to --archive"):
        ArchiveFolder(None, URL).require_outside([])


def test_the_command_adds_to_it(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(write_briefs([result()]))
    options = ("--archive", "site", "--archive-url", URL)
    done = cli("newsletter", "briefs.json", "--lang", "en,de", "--out", "o", *options)
    assert (done.code, done.err) == (0, "")
    assert {"site/index.html", "site/de/feed.xml", "site/archive.json"} <= set(done.out.splitlines())
    again = cli("newsletter", "briefs.json", "--lang", "en,de", "--out", "o", *options)
    assert "site/" not in again.out
