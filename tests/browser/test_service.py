"""The page of `briefsmith serve` as a reader has it: paste, choose a file, read, with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from briefsmith.service.options import ServiceOptions
from conftest import REPO
from service.serving import service

from .conftest import Open
from .harness import View

NEWS = REPO / "examples/news-report.txt"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with service(ServiceOptions(data=tmp_path / "data")) as address:
        yield address


@pytest.mark.parametrize("view", [View(320, "dark"), View(1200)], ids=["phone", "desk"])
def test_paste_and_read_with_keys_alone(visit: Open, url: str, view: View) -> None:
    visited = visit(url, view)
    page = visited.page
    expect(page.locator("#known")).to_contain_text("en to de")
    page.get_by_label("Article: its text").focus()
    page.keyboard.insert_text(NEWS.read_text())
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.insert_text("en,de")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(4)
    expect(page.locator("h1")).to_have_text("Harbour City to Run Its Ferries on Battery Power by 2031")
    expect(page.locator(".card [lang=de][role=listbox]").first).to_contain_text("214")
    assert visited.outside == []
    assert visited.complaints == []
    visited.screenshot("service")


def test_a_file_is_read(visit: Open, url: str) -> None:
    page = visit(url).page
    page.locator("#file").set_input_files(REPO / "examples/scraped-page.txt")
    page.get_by_role("button", name="Make briefs").click()
    expect(page.locator("h1")).to_have_text("Reservoir Reaches Highest Level in Fourteen Years")
    expect(page.locator(".dropped").first).to_be_visible()


def test_what_is_wrong_is_said(visit: Open, url: str) -> None:
    page = visit(url).page
    page.get_by_label("Article: its text").fill("An article.")
    page.get_by_label("Languages").fill("xx")
    page.get_by_role("button", name="Make briefs").click()
    expect(page.get_by_role("alert")).to_contain_text("unknown language 'xx'")


def test_markup_in_an_article_stays_text(visit: Open, url: str) -> None:
    visited = visit(url)
    page = visited.page
    page.get_by_label("Article: its text").fill(
        "The <b onclick=alert(1)>mayor</b> of Ashford sold 24 maps on Monday. <script>alert(1)</script> Then it rained for a week."
    )
    page.get_by_role("button", name="Make briefs").click()
    expect(page.locator(".card").first).to_be_visible()
    assert page.locator("main b[onclick], main script").count() == 0
    assert visited.complaints == []
