from __future__ import annotations

import email
import email.policy
import json
import re
from pathlib import Path

import feedparser
import jsonschema
import pytest

from briefsmith.newsletter.briefs import write_briefs
from briefsmith.render import render
from cli.conftest import Cli
from conftest import REPO

from .samples import ARTICLES, result, several

FILES = ("html", "txt", "eml", "md", "rss.xml", "atom.xml", "feed.json")
FRENCH = ARTICLES / "fr.md"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_folder_of_articles_makes_an_issue_in_each_language(cli: Cli, tmp_path: Path) -> None:
    done = cli("newsletter", ARTICLES, "--out", "issue")
    assert (done.code, done.err) == (0, "")
    languages = ("ar", "de", "es", "fr", "ja")
    written = [suffix for suffix in FILES if suffix != "rss.xml"]
    expected = [f"{language}.{suffix}" for language in languages for suffix in written] + ["briefs.json", "issue.yaml"]
    assert done.out.splitlines() == [f"issue/{name}" for name in expected]
    assert sorted(files(tmp_path / "issue")) == sorted([*expected, ".briefsmith-issue.json"])
    for language in languages:
        page = (tmp_path / f"issue/{language}.html").read_text()
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
        assert len(feedparser.parse((tmp_path / f"issue/{language}.atom.xml").read_bytes()).entries) == 1
    # The same files again: nothing in them depends on the clock.
    cli("newsletter", ARTICLES, "--out", "again")
    assert files(tmp_path / "again") == files(tmp_path / "issue")


def test_the_examples_in_english_and_german(cli: Cli, tmp_path: Path, examples: Path) -> None:
    done = cli("newsletter", examples, "--lang", "en,de", "--url", "https://news.example/", "--out", "issue")
    assert done.code == 0
    english, german = ((tmp_path / f"issue/{language}.html").read_text() for language in ("en", "de"))
    stories = len(feedparser.parse((tmp_path / "issue/en.atom.xml").read_bytes()).entries)
    assert stories == len(list(examples.iterdir()))
    assert german.count("Maschinell übersetzt") == stories
    assert german.count('href="https://news.example/en.html#s-') == stories
    assert "Machine-translated" not in english
    assert english.count('href="https://news.example/de.html#s-') == stories
    # A link to another language leads to the same story.
    assert set(re.findall(r"de.html#(s-\w+)", english)) == set(re.findall(r'id="(s-\w+)"', german))


def test_briefs_json_is_what_run_writes_and_makes_the_same_issue(cli: Cli, tmp_path: Path) -> None:
    cli("newsletter", FRENCH, "--out", "issue")
    data = json.loads((tmp_path / "issue/briefs.json").read_text())
    assert isinstance(data, list)
    jsonschema.validate(data, json.loads((REPO / "docs/reference/schema/run.schema.json").read_text()))
    done = cli("newsletter", "issue/briefs.json", "--out", "again")
    assert done.code == 0
    # The plan stays where it is, beside the briefs; the list of what was made says where.
    first, again = files(tmp_path / "issue"), files(tmp_path / "again")
    places = [json.loads(made.pop(".briefsmith-issue.json"))["plan"] for made in (first, again)]
    assert places == ["issue.yaml", "../issue/issue.yaml"]
    assert again == {name: data for name, data in first.items() if name != "issue.yaml"}


def test_title_sender_campaign_date_and_address(cli: Cli, tmp_path: Path) -> None:
    options = ("--title", "Le phare", "--from", "A <a@example.org>", "--utm", "source=brief,medium=email")
    done = cli(
        "newsletter", FRENCH, *options, "--date", "2026-01-31", "--url", "https://news.example/1", "--out", "issue"
    )
    assert (done.code, done.err) == (0, "")
    message = email.message_from_bytes((tmp_path / "issue/fr.eml").read_bytes(), policy=email.policy.default)
    assert (message["Subject"], message["From"]) == (
        feedparser.parse((tmp_path / "issue/fr.rss.xml").read_bytes()).entries[0].title,
        "A <a@example.org>",
    )
    assert message["Date"].datetime.date().isoformat() == "2026-01-31"
    page = (tmp_path / "issue/fr.html").read_text()
    assert 'href="https://example.org/fr/phare?utm_source=brief&amp;utm_medium=email"' in page
    assert "31 janvier 2026" in page
    feed = json.loads((tmp_path / "issue/fr.feed.json").read_text())
    assert feed["feed_url"] == "https://news.example/1/fr.feed.json"


def test_source_date_epoch_is_the_date(cli: Cli, tmp_path: Path) -> None:
    cli("newsletter", FRENCH, "--out", "issue", SOURCE_DATE_EPOCH="1700000000")
    assert "14 novembre 2023" in (tmp_path / "issue/fr.html").read_text()


def test_a_story_that_fails_is_left_out_and_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "menu.html").write_text("<html><body><nav>Home</nav></body></html>")
    done = cli("newsletter", FRENCH, "menu.html", "gone.txt", "--out", "issue")
    assert done.code == 1
    assert "menu.html has no article on it" in done.err
    assert "there is no file gone.txt" in done.err
    assert len(feedparser.parse((tmp_path / "issue/fr.atom.xml").read_bytes()).entries) == 1


def test_nothing_is_written_when_nothing_can_be_sent(cli: Cli, tmp_path: Path) -> None:
    assert cli("newsletter", "gone.txt", "--out", "issue").code == 1
    assert not (tmp_path / "issue").exists()


def test_a_language_without_a_model_is_named(cli: Cli, tmp_path: Path) -> None:
    done = cli("newsletter", FRENCH, ARTICLES / "es.md", "--lang", "fr,ja", "--out", "issue")
    assert "no model here translates French into Japanese" in done.err
    assert "no model here translates Spanish into French" in done.err
    assert "no story in Japanese, so there are no files for it" in done.err
    assert done.code == 3
    assert (tmp_path / "issue/fr.html").exists()
    assert not (tmp_path / "issue/ja.html").exists()


def test_earlier_briefs_in_two_languages(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    done = cli("newsletter", "briefs.json", "--lang", "de,en,fr", "--group-by", "source", "--out", "issue")
    assert done.code == 1
    assert "the briefs of mill are not in French" in done.err
    text = (tmp_path / "issue/de.txt").read_text()
    assert "== The Mill Post ==" in text
    assert "Maschinell übersetzt" in text
    assert "Auch auf: English" in text


def test_languages_without_an_issue_are_not_offered(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    cli("newsletter", "briefs.json", "--lang", "de", "--out", "issue")
    assert "Auch auf" not in (tmp_path / "issue/de.txt").read_text()
    (kept,) = json.loads((tmp_path / "issue/briefs.json").read_text())
    assert {brief["language"] for brief in kept["briefs"]} == {"en", "de"}


def test_the_issue_is_not_read_as_an_article(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "fr.md").write_text(FRENCH.read_text())
    cli("newsletter", ".", "--out", "issue")
    first = files(tmp_path / "issue")
    assert cli("newsletter", ".", "--out", "issue").code == 0
    assert files(tmp_path / "issue") == first


def test_files_of_languages_that_the_issue_no_longer_has_are_removed_if_we_wrote_them(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    cli("newsletter", "briefs.json", "--lang", "de,en", "--out", "issue")
    (tmp_path / "issue/de.md").write_text("edited by hand")
    (tmp_path / "issue/fr.html").write_text("not ours")
    done = cli("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    left = set(files(tmp_path / "issue"))
    assert {"en.html", "fr.html", "de.md"} < left
    assert not {"de.html", "de.txt", "de.eml", "de.atom.xml", "de.feed.json"} & left
    assert "removed issue/de.html: an earlier issue wrote it, and this one does not" in done.err


def test_rss_is_spoken_of_only_where_it_was_and_goes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render([result()], "json"))
    command = ("newsletter", "briefs.json", "--lang", "en", "--out", "issue")
    assert "RSS" not in cli(*command).err
    assert "RSS" not in cli(*command, "--url", "https://news.example/").err
    assert "removed issue/en.rss.xml: RSS requires --url" in cli(*command).err
    assert not (tmp_path / "issue/en.rss.xml").exists()


def test_a_feed_is_a_list_of_stories(cli: Cli, tmp_path: Path) -> None:
    cli("newsletter", FRENCH, "--out", "issue")
    done = cli("newsletter", "issue/fr.atom.xml", "--out", "again")
    assert done.code == 0
    assert "phare" in (tmp_path / "again/fr.txt").read_text()


def test_an_issue_too_long_for_mail_is_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "briefs.json").write_text(render(several(60), "json"))
    done = cli("newsletter", "briefs.json", "--lang", "en", "--each-article", "--out", "issue")
    assert done.code == 0
    assert "en.html has no room for " in done.err
    assert (tmp_path / "issue/en.html").stat().st_size <= 102_000
    assert len(feedparser.parse((tmp_path / "issue/en.atom.xml").read_bytes()).entries) == 60


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--template", "fancy"), "neither a folder nor one of digest, single, plain"),
        (("--utm", "colour=red"), "expected KEY=VALUE"),
        (("--date", "soon"), "expected a date such as 2026-05-03"),
        (("--url", "example.org"), "expected the http(s) address"),
        (("--from", "not an address"), "expected an address such as"),
        (("--template", "single"), "the template 'single' is for one story, and there are 5"),
    ],
)
def test_a_bad_option_is_told_before_the_work(options: tuple[str, str], says: str, cli: Cli, tmp_path: Path) -> None:
    done = cli("newsletter", ARTICLES, *options, "--out", "issue")
    assert done.code == 2
    assert says in done.err
    assert not (tmp_path / "issue").exists()


def test_a_template_folder_is_used(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/footer.html").write_text("<p>Lighthouse Society, 1 Pier Road</p>")
    assert cli("newsletter", FRENCH, "--template", "mine", "--out", "issue").code == 0
    assert "Lighthouse Society, 1 Pier Road" in (tmp_path / "issue/fr.html").read_text()


# What is read back is not trusted


def briefs_json(tmp_path: Path, **changes: object) -> Path:
    """Briefs as `run` writes them, with fields of the first brief changed."""
    data = json.loads(write_briefs([result()]))
    data[0]["briefs"][0].update(changes)
    path = tmp_path / "earlier.json"
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize("language", ["../../../evil", "en/../../x", "<script>alert(1)</script>", "e", "C:\\x", ""])
def test_a_language_that_is_none_never_becomes_a_file(cli: Cli, tmp_path: Path, language: str) -> None:
    done = cli("newsletter", briefs_json(tmp_path, language=language), "--out", tmp_path / "a/b/c")
    assert done.code == 1
    assert "is not a code such as 'de'" in done.err
    assert not (tmp_path / "a").exists()
    assert not list(tmp_path.parent.glob("evil*"))


def test_a_source_that_is_not_there_is_refused(cli: Cli, tmp_path: Path) -> None:
    sentences = [{"text": "x", "sources": [99], "support": "exact", "paragraph": 0}]
    done = cli("newsletter", briefs_json(tmp_path, sentences=sentences), "--out", tmp_path / "o")
    assert done.code == 1
    assert "names source sentences [99], but the document has 4" in done.err


def test_a_file_without_briefs_is_an_error(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text('[{"document": {"id": "a"}, "briefs": [], "failures": []}]')
    done = cli("newsletter", path, "--out", tmp_path / "o")
    assert done.code == 1
    assert "there is nothing to send: no input has a brief" in done.err


def test_an_address_that_mail_does_not_take_is_a_sentence(cli: Cli, tmp_path: Path) -> None:
    done = cli("newsletter", briefs_json(tmp_path), "--from", "Mühle <post@mühle.example>", "--out", tmp_path / "o")
    assert done.code == 2
    assert "write the address in ASCII, its domain as xn--…" in done.err
