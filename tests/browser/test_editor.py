"""The editor of an issue, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from briefsmith.newsletter.manifest import NAME as MANIFEST
from briefsmith.newsletter.manifest import IssueManifest
from briefsmith.newsletter.plan import Plan, read_plan
from preview.samples import document, hostile, lighthouse, rock, serving, write_issue

from .conftest import Open
from .harness import View

VIEWS = [View(320, "light"), View(1200, "dark")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_issue(tmp_path / "issue", [lighthouse(), rock(), hostile()])


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as server:
        yield f"{server.url}#/edit"


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the element with this label has the focus."""
    named = "const e = document.activeElement; return (e.ariaLabel || e.closest('label')?.innerText || e.innerText || '').trim()"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ {named} }})()") == label:
            return
    pytest.fail(f"Tab never came to {label}")


def saved(folder: Path) -> Plan:
    plan = read_plan(folder)
    assert plan is not None
    return plan


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width}-{view.scheme}")
def test_the_editor_has_nothing_against_it(view: View, address: str, visit: Open) -> None:
    seen = visit(address, view)
    expect(seen.page.locator("h1")).to_have_text("Edit the issue")
    seen.screenshot("preview-edit")
    assert (seen.outside, seen.complaints, seen.serious_issues(), seen.overflows()) == ([], [], [], False)


def test_an_issue_is_edited_by_keyboard_alone(address: str, folder: Path, visit: Open) -> None:
    seen = visit(address)
    page = seen.page
    expect(page.locator("li.card")).to_have_count(3)
    tab_to(page, "Sentence under it, English")
    page.keyboard.press("Control+A")
    page.keyboard.type("The lighthouse will be lit on 9 June.")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    expect(status).to_contain_text("Saved. Flagged and not approved: lighthouse")
    expect(page.locator("li.card").first.locator(".notice").first).to_contain_text("9 June")
    assert page.evaluate("document.activeElement.id") == "save"
    page.keyboard.press("Control+Home")
    page.locator("h1").evaluate("e => { e.tabIndex = -1; e.focus() }")
    tab_to(page, "Approved")
    page.keyboard.press("Space")
    tab_to(page, "Left out")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Alt+ArrowDown")
    expect(status).to_have_text("Place 2 of 3")
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == "lighthouse"
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Saved.")
    plan = saved(folder)
    assert [story.id for story in plan.stories] == ["rock", "lighthouse", "hostile"]
    assert set(plan.story("lighthouse").codes) == {"en", "ar", "ja"}
    assert plan.story("lighthouse").texts["en"].dek == "The lighthouse will be lit on 9 June."
    assert (seen.outside, seen.complaints) == ([], [])


def test_an_approved_story_that_is_edited_is_to_be_approved_again(address: str, visit: Open) -> None:
    page = visit(address).page
    card = page.locator("li.card").first
    save, status = page.get_by_role("button", name="Save"), page.get_by_role("status")
    card.get_by_label("Sentence under it, English").fill("The lighthouse will be lit on 9 June.")
    save.click()
    expect(status).to_contain_text("Flagged and not approved: lighthouse")
    card.get_by_label("Approved").check()
    save.click()
    expect(status).to_have_text("Saved. Flagged and not approved: hostile")
    expect(card.get_by_label("Approved")).to_be_checked()
    card.get_by_label("Headline, English").fill("Gull Rock is lit once more")
    save.click()
    expect(status).to_contain_text("Flagged and not approved: lighthouse")
    expect(card.get_by_label("Approved")).not_to_be_checked()
    expect(card).to_contain_text("Changed since it was approved")


def test_what_is_not_saved_survives_a_look_at_an_article(address: str, folder: Path, visit: Open) -> None:
    page = visit(address).page
    page.locator("li.card").first.get_by_label("Headline, English").fill("Gull Rock is lit once more")
    page.get_by_role("link", name="Articles").click()
    expect(page.locator("#source")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    expect(page.locator("li.card").first.get_by_label("Headline, English")).to_have_value("Gull Rock is lit once more")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#main").get_by_role("status")).to_contain_text("Saved.")
    assert saved(folder).story("lighthouse").texts["en"].headline == "Gull Rock is lit once more"
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))  # nothing is left to lose
    page.reload()
    expect(page.locator("li.card").first.get_by_label("Headline, English")).to_have_value("Gull Rock is lit once more")


def test_stories_that_came_later_are_marked_and_taken_in(folder: Path, visit: Open) -> None:
    write_issue(folder, [lighthouse(), rock()])
    with serving(folder) as server:
        seen = visit(f"{server.url}#/edit", View(320, "dark"))
        page = seen.page
        cards, spare = page.locator("li[data-id]"), page.locator("section:has(#spare)")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        expect(page.locator(".mark.new")).to_have_count(0)
        # One is in the issue as it was made again, the other was left out for want of room.
        texts = (
            "The bridge at Ellery is closed to lorries.",
            "Its piers date from 1871.",
            "The council wants a new one.",
        )
        bridge = document("later", "No lorries on the bridge", (texts, texts))
        write_issue(folder, [hostile(), lighthouse(), rock(), replace(rock(), document_id="later", clean=bridge)])
        (folder / MANIFEST).write_text(IssueManifest(stories=("lighthouse", "rock", "hostile")).text())
        page.reload()
        expect(cards).to_have_count(3)
        expect(cards.nth(2)).to_contain_text("new issue.yaml does not know this story: it comes last.")
        expect(spare.get_by_role("listitem")).to_have_count(1)
        seen.screenshot("preview-edit-new")
        assert (seen.complaints, seen.serious_issues(), seen.overflows()) == ([], [], False)
        spare.get_by_role("button").click()
        expect(cards).to_have_count(4)
        expect(cards.nth(3)).to_have_attribute("data-id", "later")
        assert page.evaluate("document.activeElement.closest('li').dataset.id") == "later"
        page.keyboard.press("Alt+ArrowUp")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        expect(page.locator(".mark.new")).to_have_count(0)
        expect(spare).to_have_count(0)
    assert saved(folder).ids == ["lighthouse", "rock", "later", "hostile"]


def test_the_words_for_a_picture_are_edited_where_there_is_one(visit: Open, tmp_path: Path) -> None:
    shown = lighthouse()
    assert shown.clean is not None
    about = {**shown.clean.document.metadata, "image": "https://example.com/lamp.jpg"}
    clean = replace(shown.clean, document=replace(shown.clean.document, metadata=about))
    folder = write_issue(tmp_path / "pictures", [replace(shown, clean=clean), rock()])
    with serving(folder) as server:
        page = visit(f"{server.url}#/edit").page
        expect(page.get_by_label("What the picture shows, English")).to_have_count(1)
        page.get_by_label("What the picture shows, English").fill("The new lamp")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert saved(folder).story("lighthouse").picture_text("en") == "The new lamp"
    assert saved(folder).story("rock").picture_text("en") == ""


def test_the_evidence_stands_beside_the_words(address: str, visit: Open) -> None:
    page = visit(address, View(1200)).page
    first = page.locator("li.card").first
    expect(first.locator(".evidence")).to_contain_text("It has been dark for 31 years.")
    words, evidence = first.get_by_label("Headline, English").bounding_box(), first.locator(".evidence").bounding_box()
    assert words is not None
    assert evidence is not None
    assert evidence["x"] > words["x"] + words["width"]


def test_stories_are_dragged(address: str, folder: Path, visit: Open) -> None:
    page = visit(address).page
    cards = page.locator("li.card")
    expect(cards).to_have_count(3)
    page.set_viewport_size({"width": 1200, "height": 5000})
    cards.nth(2).locator("h2").drag_to(cards.nth(0).locator("h2"), target_position={"x": 5, "y": 2})
    expect(cards.first).to_have_attribute("data-id", "hostile")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert saved(folder).stories[0].id == "hostile"
