"""The page of `briefsmith preview` as a reader has it: with a mouse, with keys, on a phone, in the dark."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from briefsmith.model import CleanDocument, Result
from briefsmith.newsletter.briefs import read_briefs
from cli.conftest import COMMAND, environment
from conftest import REPO
from preview.samples import HOSTILE, failed, hostile, lighthouse, serving, write_issue

from .conftest import Open
from .harness import View

VIEWS = [View(width, scheme) for width in (320, 1200) for scheme in ("light", "dark")]
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width}-{view.scheme}")


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter and briefs of the examples in English and German, made by the commands themselves."""
    folder = tmp_path_factory.mktemp("made")
    examples = sorted(map(str, (REPO / "examples").glob("*.*")))
    newsletter = ["newsletter", *examples, "--lang", "en,de", "--out", "issue"]
    lengths = ["run", *examples, "--lang", "en,de", "--length", "headline,short,medium"]
    for arguments in (newsletter, [*lengths, "--format", "json", "--out", "issue/briefs.json"]):
        subprocess.run([*COMMAND, *arguments], cwd=folder, env=environment(), check=True)
    return folder / "issue"


@pytest.fixture
def real(made: Path) -> Iterator[str]:
    with serving(made) as server:
        yield server.url


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[str]:
    with serving(write_issue(tmp_path / "issue", [lighthouse(), hostile(), failed()])) as server:
        yield server.url


def brief(page: Page, language: str) -> Locator:
    """The sentences of the first brief in a language."""
    return page.locator(f".briefs [role=listbox][lang={language}]").first.get_by_role("option")


def lit(page: Page, where: str) -> list[str]:
    """The numbers of the sentences that are lit in the source or in the briefs."""
    return page.locator(f"{where} [aria-selected=true] .number").all_inner_texts()


def in_sight(sentence: Locator, pane: Locator) -> bool:
    inner, outer = sentence.bounding_box(), pane.bounding_box()
    assert inner is not None
    assert outer is not None
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]


@every_view
@pytest.mark.parametrize("place", ["articles/news-report", "articles/scraped-page", "newsletter"])
def test_a_real_issue_has_nothing_against_it(place: str, view: View, real: str, visit: Open) -> None:
    seen = visit(f"{real}#/{place}", view)
    expect(seen.page.locator("h1")).to_be_visible()
    if place != "newsletter":
        brief(seen.page, "de").last.focus()
    seen.screenshot(f"preview-{place.replace('/', '-')}")
    assert (seen.outside, seen.complaints, seen.serious_issues(), seen.overflows()) == ([], [], [], False)


@every_view
@pytest.mark.parametrize("article", ["lighthouse", "hostile", "gone"])
def test_any_script_and_any_text_has_nothing_against_it(article: str, view: View, sample: str, visit: Open) -> None:
    seen = visit(f"{sample}#/articles/{article}", view)
    expect(seen.page.locator("h1")).to_be_visible()
    if article == "lighthouse":
        brief(seen.page, "ar").first.hover()
    for summary in seen.page.locator("summary").all():
        summary.click()
    seen.screenshot(f"preview-{article}")
    assert (seen.outside, seen.complaints, seen.serious_issues(), seen.overflows()) == ([], [], [], False)


@every_view
def test_pointing_at_a_sentence_shows_its_evidence(view: View, real: str, made: Path, visit: Open) -> None:
    page = visit(f"{real}#/articles/feature", view).page
    (result,) = [r for r in read_briefs((made / "briefs.json").read_bytes(), "") if r.document_id == "feature"]
    (medium,) = [b for b in result.briefs if (b.language, b.length) == ("de", "medium")]
    last = medium.sentences[-1]
    assert last.sources[0] > 10  # far enough down that the source must scroll
    page.locator(".row", has=page.locator("h2", has_text="medium")).locator("[lang=de] .sentence").last.hover()
    assert lit(page, ".source") == [str(source + 1) for source in last.sources]
    assert in_sight(page.locator(".source [aria-selected=true]").first, page.locator(".source"))
    assert set(lit(page, ".briefs")) == {", ".join(str(source + 1) for source in last.sources)}
    page.mouse.move(0, 0)
    assert lit(page, ".work") == []


def test_pointing_at_the_source_shows_what_was_made_of_it(sample: str, visit: Open) -> None:
    page = visit(sample).page
    page.locator(".source .sentence").nth(2).hover()
    assert lit(page, ".briefs") == ["3", "3", "3", "1, 2, 3"]
    page.locator(".source .sentence").nth(4).hover()
    assert lit(page, ".briefs") == []
    page.locator(".source .dropped").hover()
    assert lit(page, ".work") == []


def test_the_whole_way_by_keyboard(sample: str, visit: Open) -> None:
    page = visit(sample).page
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the briefs")).to_be_in_viewport()
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(7):  # the article's address, three languages, two lengths, the first brief
        keys.press("Tab")
    english, source = brief(page, "en"), page.locator(".source .sentence")
    expect(english.first).to_be_focused()
    assert lit(page, ".source") == ["1"]
    keys.press("ArrowDown")
    expect(english.last).to_be_focused()
    assert lit(page, ".source") == ["3"]
    keys.press("ArrowDown")  # there is no next one
    expect(english.last).to_be_focused()
    keys.press("Enter")
    expect(source.nth(2)).to_be_focused()
    keys.press("End")
    expect(source.last).to_be_focused()
    keys.press("Escape")
    expect(english.last).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Tab")  # Tab comes back to where one was in the list
    expect(english.last).to_be_focused()
    keys.press("Home")
    expect(english.first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("article", ["feature", "scraped-page"])
def test_on_a_phone_the_evidence_does_not_cover_the_sentence(article: str, real: str, visit: Open) -> None:
    page = visit(f"{real}#/articles/{article}", View(320)).page
    sentence, source = page.locator(".briefs .sentence").last, page.locator(".source")
    sentence.focus()
    box, below = sentence.bounding_box(), source.bounding_box()
    assert box is not None
    assert below is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= below["y"]
    assert in_sight(source.locator("[aria-selected=true]").first, source)


def test_what_a_screen_reader_is_told(sample: str, visit: Open) -> None:
    page = visit(sample).page
    arabic = brief(page, "ar").first
    described = arabic.get_attribute("aria-description")
    assert described is not None
    assert described.startswith(
        "Taken from source sentence 1: The lighthouse on Gull Rock will be lit again on 4 June."
    )
    assert described.endswith("Flagged: figures of sentence 1 are missing: 4")
    expect(page.get_by_role("listbox", name="Arabic, short: sentences")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Articles")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("3 of 3 articles")


def test_checks_are_words_and_provenance_comes_on_demand(sample: str, visit: Open) -> None:
    page = visit(sample).page
    arabic = page.locator("article", has=page.locator("[lang=ar]"))
    expect(arabic.locator(".checks > ul")).to_have_text(
        "flagged figures: figures of sentence 1 are missing: 4 (sentence 1)"
    )
    expect(brief(page, "ar").first.locator(".mark")).to_have_text("figures")
    expect(arabic.get_by_text("2 checks: facts found, meaning not read")).to_be_visible()
    expect(page.get_by_text("written by a model", exact=True)).to_have_count(1)
    made = arabic.get_by_text("translate by ctranslate2")
    expect(made).to_be_hidden()
    arabic.get_by_text("How it was made").click()
    expect(made).to_be_visible()
    expect(arabic.get_by_text("briefsmith-en-xx")).to_be_visible()


def test_what_cleaning_left_out_stands_in_its_place(sample: str, visit: Open) -> None:
    page = visit(sample).page
    expect(page.locator(".source [role=option]").first).to_have_text("left out: byline, 12 characters")


def test_right_to_left_and_unspaced_texts(sample: str, visit: Open) -> None:
    page = visit(sample).page
    for language, direction in (("ar", "rtl"), ("ja", "ltr")):
        text = page.locator(f".briefs [role=listbox][lang={language}]")
        assert text.evaluate("element => getComputedStyle(element).direction") == direction
    first, second = brief(page, "ja").all()
    assert first.evaluate("element => element.nextSibling.data ?? ''").strip() == ""
    assert second.inner_text().startswith("新しい")
    expect(page.locator("article", has=page.locator("[lang=ja]"))).to_contain_text("characters · machine-translated")


def test_texts_are_inert(sample: str, visit: Open) -> None:
    seen = visit(f"{sample}#/articles/hostile")
    expect(seen.page.locator("h1")).to_have_text(HOSTILE)
    assert seen.page.locator("body script, body img").count() == 0
    assert seen.page.locator("main a").count() == 0  # a `javascript:` address is not a link
    seen.page.locator("summary").click()
    assert (seen.outside, seen.complaints) == ([], [])


def test_the_newsletter_is_a_prisoner(sample: str, visit: Open) -> None:
    seen = visit(f"{sample}#/newsletter")
    for language in ("en", "ar"):
        frame = seen.page.frame_locator(f"iframe[src='newsletter/{language}.html']")
        expect(frame.locator("#text")).to_have_text(f"Issue {language}")
        assert frame.locator("html").evaluate("() => document.title") == "Issue"
        assert seen.page.locator(f"iframe[src='newsletter/{language}.html']").get_attribute("sandbox") == ""
    expect(seen.page.get_by_role("region", name="English, Plain text")).to_have_text(f"Issue en {HOSTILE}\n")
    assert seen.outside == []
    alone = visit(f"{sample}newsletter/en.html")
    assert (alone.page.title(), alone.outside) == ("Issue", [])


def test_formats_and_languages_stand_side_by_side(sample: str, visit: Open) -> None:
    page = visit(f"{sample}#/newsletter").page
    panes = page.locator(".pane:visible h2")
    expect(panes).to_have_text(
        [
            "العربية · E-mail ar.html",
            "English · E-mail en.html",
            "العربية · Plain text ar.txt",
            "English · Plain text en.txt",
        ]
    )
    page.get_by_role("checkbox", name="RSS").check()
    page.get_by_role("checkbox", name="العربية").uncheck()
    expect(panes).to_have_text(["English · E-mail en.html", "English · Plain text en.txt", "English · RSS en.rss.xml"])
    expect(page.locator("iframe:visible")).to_have_count(1)
    page.get_by_role("checkbox", name="As wide as a phone").check()
    assert page.locator("iframe:visible").bounding_box()["width"] == 322  # type: ignore[index]


def test_boxes_choose_what_stands_side_by_side(sample: str, visit: Open) -> None:
    page = visit(sample).page
    page.get_by_role("checkbox", name="العربية").uncheck()
    page.get_by_role("checkbox", name="medium").uncheck()
    expect(page.locator(".card:visible")).to_have_count(2)
    expect(page.locator(".row:visible")).to_have_count(1)
    page.get_by_role("link", name="gone").click()
    page.go_back()
    expect(page.locator(".card:visible")).to_have_count(2)


def test_five_hundred_articles_are_filtered(tmp_path: Path, visit: Open) -> None:
    first = lighthouse()
    results = [
        replace(first, document_id=f"light-{n}", clean=_renamed(first, n), briefs=first.briefs if n % 5 else ())
        for n in range(500)
    ]
    with serving(write_issue(tmp_path / "issue", results)) as server:
        page = visit(server.url).page
        items, status = page.locator("#articles li:visible"), page.get_by_role("status")
        expect(status).to_have_text("500 of 500 articles")
        page.get_by_label("Filter by title, text or id").fill("rock number 49")
        expect(status).to_have_text("15 of 500 articles")  # 49, 149 to 449, 490 to 499
        expect(items).to_have_count(15)
        page.get_by_role("checkbox", name="Flagged or failed only").check()
        expect(status).to_have_text("13 of 500 articles")
        page.get_by_role("link", name="Light on Gull Rock number 497").click()
        expect(page.locator("h1")).to_have_text("Light on Gull Rock number 497")
        expect(items.locator("[aria-current]")).to_contain_text("497")
        page.get_by_label("Filter by title, text or id").fill("no such words")
        expect(status).to_have_text("0 of 500 articles")


def test_the_address_names_the_article(sample: str, visit: Open) -> None:
    page = visit(sample).page
    expect(page.locator("h1")).to_have_text("Light on Gull Rock")
    page.get_by_role("link", name="gone").click()
    expect(page.get_by_text("read: there is no file gone.txt.")).to_be_visible()
    assert page.url.endswith("#/articles/gone")
    assert page.title() == "gone · briefsmith preview"
    page.reload()
    expect(page.locator("h1")).to_have_text("gone")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Light on Gull Rock")


def test_briefs_that_broke_are_told_on_the_page(tmp_path: Path, visit: Open) -> None:
    folder = write_issue(tmp_path / "issue", [lighthouse()])
    with serving(folder) as server:
        page = visit(server.url).page
        expect(page.locator("#list")).to_be_hidden()  # there is one article only
        (folder / "briefs.json").write_text("{}")
        page.reload()
        expect(page.get_by_role("alert")).to_contain_text("is not what 'briefsmith run --format json' writes")


def test_the_list_is_one_stop_of_tab_and_the_arrow_keys_move_in_it(tmp_path: Path, visit: Open) -> None:
    first = lighthouse()
    results = [replace(first, document_id=f"light-{n}", clean=_renamed(first, n)) for n in range(200)]
    with serving(write_issue(tmp_path / "issue", results)) as server:
        page = visit(server.url).page
        expect(page.locator("h1")).to_have_text("Light on Gull Rock number 0")
        page.get_by_role("checkbox", name="Flagged or failed only").focus()
        focused = "document.activeElement.textContent"
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "Light on Gull Rock number 01 flag"
        for key, number in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", 199), ("Home", 0)):
            page.keyboard.press(key)
            assert page.evaluate(focused).startswith(f"Light on Gull Rock number {number}")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Light on Gull Rock number 199")
        page.locator("#articles [aria-current]").focus()
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('#articles') !== null")


def test_lengths_are_told_in_words(tmp_path: Path, visit: Open) -> None:
    first = lighthouse()
    briefs = tuple(
        replace(brief, length=length) for brief, length in zip(first.briefs, ("1s", "3p", "60w", "short"), strict=True)
    )
    with serving(write_issue(tmp_path / "issue", [replace(first, briefs=briefs)])) as server:
        page = visit(server.url).page
        expect(page.locator(".row h2")).to_have_text(
            ["at most 1 sentence", "at most 3 key points", "at most 60 words", "short"]
        )


def test_print_shows_every_title(tmp_path: Path, visit: Open) -> None:
    first = lighthouse()
    results = [replace(first, document_id=f"light-{n}", clean=_renamed(first, n)) for n in range(60)]
    with serving(write_issue(tmp_path / "issue", results)) as server:
        page = visit(server.url).page
        expect(page.locator("#articles li")).to_have_count(60)
        page.emulate_media(media="print")
        low = page.locator("#articles li").last.bounding_box()
        frame = page.locator("#articles").bounding_box()
        assert low
        assert frame
        assert low["y"] + low["height"] <= frame["y"] + frame["height"] + 1  # nothing is behind a scroll bar
        assert page.evaluate(
            "[...document.querySelectorAll('#articles li')].every((e) => getComputedStyle(e).contentVisibility === 'visible')"
        )


def _renamed(result: Result, number: int) -> CleanDocument:
    clean = result.clean
    assert clean is not None
    metadata = {**clean.document.metadata, "title": f"{clean.document.metadata['title']} number {number}"}
    return replace(clean, document=replace(clean.document, id=f"light-{number}", metadata=metadata))
