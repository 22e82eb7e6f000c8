"""The harness sees what it is there to see; a harness that finds nothing proves nothing."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from .conftest import Open
from .harness import View

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><style>
body {{ color: #000; background: #fff }} @media (prefers-color-scheme: dark) {{ body {{ color: #fff; background: #000 }} }}
</style></head><body><main><h1>A page</h1>{}</main></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def test_a_good_page_has_nothing_against_it(page: Path, visit: Open) -> None:
    page.write_text(PAGE.format("<p>Good.</p>"))
    seen = visit(page)
    assert (seen.outside, seen.complaints, seen.serious_issues(), seen.overflows()) == ([], [], [], False)


def test_requests_that_leave_the_machine_are_recorded_and_blocked(page: Path, visit: Open) -> None:
    page.write_text(PAGE.format('<img id="a" alt="" src="https://images.example/a.png"><img alt="" src="b.png">'))
    seen = visit(page)
    assert seen.outside == ["https://images.example/a.png"]
    assert seen.page.evaluate("document.querySelector('#a').naturalWidth") == 0


@pytest.mark.parametrize(
    ("script", "complaint"),
    [("console.error('broken')", "broken"), ("nothing()", "not defined"), ("alert('hello')", "dialog: hello")],
)
def test_what_scripts_complain_of_is_recorded(script: str, complaint: str, page: Path, visit: Open) -> None:
    page.write_text(PAGE.format(f"<script>{script}</script>"))
    (said,) = visit(page).complaints
    assert complaint in said


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">Faint</p>', "color-contrast"),
        ("<button></button>", "button-name"),
    ],
)
def test_axe_finds_what_is_serious(markup: str, rule: str, page: Path, visit: Open) -> None:
    page.write_text(PAGE.format(markup))
    (issue,) = visit(page).serious_issues()
    assert issue.startswith(f"{rule}: ")


def test_width_and_scheme_are_those_asked_for(page: Path, visit: Open) -> None:
    page.write_text(PAGE.format("<p>Narrow and dark.</p>"))
    seen = visit(page, View(320, "dark"))
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    picture = seen.screenshot("page")
    assert picture.name == "page-320-dark.png"
    assert struct.unpack(">I", picture.read_bytes()[16:20]) == (320,)


def test_a_page_wider_than_the_window_overflows(page: Path, visit: Open) -> None:
    page.write_text(PAGE.format('<div style="width:400px">Wide</div>'))
    assert visit(page, View(320)).overflows()
