"""Newsletters as a mail program with a browser inside shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefsmith.newsletter.archive.write import add_to_archive
from briefsmith.newsletter.inputs import gather
from briefsmith.newsletter.issue import Group, Issue
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.make import IssueOptions, make_issue
from briefsmith.newsletter.pictures.collect import Illustration
from briefsmith.newsletter.pictures.place import illustrated
from briefsmith.newsletter.pictures.shrink import shrink
from briefsmith.newsletter.run import languages_of, run_items
from briefsmith.newsletter.templates import PACKAGED, open_templates
from briefsmith.settings import Settings
from briefsmith.sources import ReadOptions
from briefsmith.wiring.pipeline import build_newsletter
from newsletter.samples import ARTICLES, DATE, hostile, issue, result
from newsletter.test_pictures import picture

from .conftest import Open
from .harness import View

VIEWS = [View(width, scheme) for width in (320, 1200) for scheme in ("light", "dark")]  # type: ignore[arg-type]
SHOWN = [f"{view.width}-{view.scheme}" for view in VIEWS]
OPTIONS = IssueOptions("", DATE, folder_url="https://news.example/7/")


@pytest.fixture(scope="module")
def articles() -> dict[str, Issue]:
    """An issue of one article in each of its languages, by the whole pipeline."""
    items = gather([str(ARTICLES)], ReadOptions())
    results = run_items(items, build_newsletter(Settings()), ())
    issues = {language: make_issue(results, language, OPTIONS) for language in languages_of(results)}
    return {language: made for language, made in issues.items() if made is not None}


def page(made: Issue, template: str, folder: Path) -> Path:
    path = folder / f"{made.language}-{template}.html"
    path.write_text(make_mail(made, open_templates(template)).html, encoding="utf-8")
    return path


def check(path: Path, view: View, visit: Open) -> None:
    seen = visit(path, view)
    assert (seen.outside, seen.complaints, seen.serious_issues()) == ([], [], [])
    assert not seen.overflows()
    assert seen.screenshot(path.stem).stat().st_size > 0


@pytest.mark.parametrize("view", VIEWS, ids=SHOWN)
@pytest.mark.parametrize("template", PACKAGED)
def test_a_translated_story_in_every_template(template: str, view: View, visit: Open, tmp_path: Path) -> None:
    check(page(issue(result(), language="de", options=OPTIONS), template, tmp_path), view, visit)


@pytest.mark.parametrize("view", VIEWS[1:3], ids=SHOWN[1:3])
@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ja"])
def test_articles(language: str, view: View, articles: dict[str, Issue], visit: Open, tmp_path: Path) -> None:
    check(page(articles[language], "digest", tmp_path), view, visit)


def test_arabic_runs_from_the_right(articles: dict[str, Issue], visit: Open, tmp_path: Path) -> None:
    seen = visit(page(articles["ar"], "digest", tmp_path), View(1200))
    for selector in ("h1", "h2", ".dek", ".kicker"):
        style = seen.page.eval_on_selector(
            selector, "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
        )
        assert style == ["rtl", "right"]
    bullet, column = (seen.page.locator(selector).first.bounding_box() for selector in (".bullet", ".column"))
    assert bullet
    assert column
    assert bullet["x"] + bullet["width"] > column["x"] + column["width"] - 80


@pytest.mark.parametrize("template", PACKAGED)
def test_hostile_text_runs_nothing(template: str, visit: Open, tmp_path: Path) -> None:
    check(page(issue(hostile()), template, tmp_path), View(320), visit)


@pytest.mark.parametrize(
    "text", ["Donaudampfschifffahrt" * 20, "図書館" * 100, "كتابمكتبة" * 40], ids=["long", "cjk", "arabic"]
)
def test_text_without_spaces_wraps(text: str, visit: Open, tmp_path: Path) -> None:
    made = issue(result())
    (story,) = made.stories
    long = replace(story, headline=text, dek=text, bullets=(text,), facts=(text,))
    many = replace(made, groups=(Group(text, (long,) * 4),))
    check(page(many, "digest", tmp_path), View(320), visit)


@pytest.mark.parametrize("view", VIEWS, ids=SHOWN)
@pytest.mark.parametrize("there", [True, False], ids=["shown", "missing"])
def test_a_picture_fits_and_is_not_needed(there: bool, view: View, visit: Open, tmp_path: Path) -> None:
    jpeg = shrink(picture(size=(1600, 900)))
    one = Illustration("a.jpg", jpeg, "The wheel of the mill", "Rosa Lind")
    path = page(illustrated(issue(result()), {"mill": one}), "digest", tmp_path)
    if there:
        (tmp_path / "pictures").mkdir()
        (tmp_path / "pictures/a.jpg").write_bytes(jpeg.data)
    seen = visit(path, view)
    assert not seen.overflows()
    assert seen.serious_issues() == []
    image, column = (seen.page.locator(selector).first.bounding_box() for selector in ("img", ".column"))
    assert image
    assert column
    assert image["x"] >= column["x"]
    assert image["x"] + image["width"] <= column["x"] + column["width"]
    if there:
        assert image["height"] == pytest.approx(image["width"] * 9 / 16, abs=2)  # not distorted


@pytest.mark.parametrize("view", VIEWS, ids=SHOWN)
@pytest.mark.parametrize("name", ["index.html", "ar/index.html", "ar/2026"])
def test_the_archive(name: str, view: View, articles: dict[str, Issue], visit: Open, tmp_path: Path) -> None:
    add_to_archive(tmp_path, [articles["de"], *articles.values()], "https://news.example/")
    path = tmp_path / name if name.endswith(".html") else next((tmp_path / "ar").glob("2026*"))
    seen = visit(path, view)  # axe complains that it may not read a style sheet from a file
    assert (seen.outside, seen.serious_issues()) == ([], [])
    assert not seen.overflows()
    assert seen.page.eval_on_selector("main", "e => getComputedStyle(e).direction") == (
        "rtl" if "ar" in name else "ltr"
    )


@pytest.mark.parametrize("template", PACKAGED)
def test_print_does_not_cut_stories(template: str, visit: Open, tmp_path: Path) -> None:
    seen = visit(page(issue(result()), template, tmp_path)).page
    seen.emulate_media(media="print")
    assert seen.eval_on_selector(".story", "e => getComputedStyle(e).breakInside") == "avoid"
    assert seen.eval_on_selector(".headline", "e => getComputedStyle(e).breakAfter") == "avoid"


def test_dark_is_dark(visit: Open, tmp_path: Path) -> None:
    path = page(issue(result()), "digest", tmp_path)
    backgrounds = {
        view.scheme: visit(path, view).page.eval_on_selector(".card", "e => getComputedStyle(e).backgroundColor")
        for view in VIEWS
    }
    assert backgrounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(30, 35, 40)"}
