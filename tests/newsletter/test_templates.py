from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefsmith.errors import UsageError
from briefsmith.limits import DocumentLimits
from briefsmith.newsletter import templates
from briefsmith.newsletter.mail import make_mail
from briefsmith.newsletter.templates import PACKAGED, open_templates

from .samples import issue, result


def test_a_folder_overrides_parts_and_the_rest_is_the_digest(tmp_path: Path) -> None:
    (tmp_path / "footer.html").write_text(
        '<p><a href="https://example.org/leave">Unsubscribe from {{ issue.title }}</a></p>'
    )
    (tmp_path / "style.css").write_text('{% include "digest/style.css" %}\n.title { color: #123456 }')
    mail = make_mail(issue(result()), open_templates(str(tmp_path)))
    assert "Unsubscribe from The Weekly Mill" in mail.html
    assert "Summarised by software" not in mail.html
    assert "color: #123456" in mail.html
    assert mail.text.endswith("-- \nUnsubscribe from The Weekly Mill (https://example.org/leave)\n")


@pytest.mark.parametrize("name", ["plain", "single"])
def test_an_own_footer_stands_in_every_template_and_in_the_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "footer.html").write_text(
        '{% include "digest/footer.html" %}<p>The Mill Post, 1&nbsp;Mill Lane<br><a href="https://e.org/x">Leave</a></p>'
    )
    mail = make_mail(issue(result()), open_templates(f"{name},{tmp_path}"))
    packaged = make_mail(issue(result()), open_templates(name))
    assert "1&nbsp;Mill Lane" in mail.html
    assert mail.html.partition("<body")[0] == packaged.html.partition("<body")[0]  # the template's own style
    assert mail.text.endswith(
        "-- \nSummarised by software from the articles named.\nThe Mill Post, 1 Mill Lane\nLeave (https://e.org/x)\n"
    )
    (tmp_path / "footer.txt").write_text("Only in the text")
    assert make_mail(issue(result()), open_templates(f"{name},{tmp_path}")).text.endswith("-- \nOnly in the text\n")


def test_placeholders_of_a_newsletter_service_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "footer.html").write_text("""<p><a href="{{ '{{unsubscribe}}' }}">*|NAME|* %%email%%</a></p>""")
    html = make_mail(issue(result()), open_templates(str(tmp_path))).html
    assert '<a href="{{unsubscribe}}">*|NAME|* %%email%%</a>' in html


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{% if %}", "the template footer.html, line 1: "),
        (
            "\n\n{{ issue.tittle }}",
            "the template footer.html, line 3: 'briefsmith.newsletter.issue.Issue object' has no attribute",
        ),
        ('\n{% include "nothing.html" %}', "the template footer.html, line 2 needs nothing.html, which does not exist"),
        ("a\n{{ issue.__class__.__mro__ }}", "the template footer.html, line 2: access to attribute"),
        ("{{ issue.stories.append(1) }}", "has no attribute 'append'"),
        ("a\nb {{ 1 // 0 }}", "the template footer.html, line 2: ZeroDivisionError"),
        ("{{ issue.title + 1 }}", "the template footer.html, line 1: TypeError"),
        ("{{ labels.nothing }}", "has no attribute 'nothing'"),
        ("{{ 10**(10**7) }}", "the result of ** is too large"),
        ("{{ 'x' * 10**9 }}", "the result of * is too large"),
        ("{{ '%999999999d' % 1 }}", "the result of % is too large"),
        ("{{ issue.title|nothing }}", "No filter named 'nothing'"),
        ('{% include "footer.html" %}', "includes itself without end"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "includes itself without end"),
        ("{% for i in range(99999) %}{% for i in range(99999) %}{% endfor %}{% endfor %}", "does a loop in it end?"),
    ],
)
def test_a_template_that_fails_is_named(
    tmp_path: Path, template: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "LIMITS", DocumentLimits(2, 1 << 30))
    (tmp_path / "footer.html").write_text(template)
    with pytest.raises(UsageError) as caught:
        make_mail(issue(result()), open_templates(str(tmp_path)))
    assert says in str(caught.value)


def test_a_template_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "footer.html").write_bytes("Größe".encode("cp1252"))
    with pytest.raises(UsageError, match=r"the template .*: UnicodeDecodeError: "):
        make_mail(issue(result()), open_templates(str(tmp_path)))


def test_templates_reach_nothing_outside_their_folders(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/footer.html").write_text('{% include "../secret.html" %}')
    with pytest.raises(UsageError, match=r"needs \.\./secret\.html, which does not exist"):
        make_mail(issue(result()), open_templates(str(tmp_path / "mine")))


def test_an_unknown_template_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="neither a folder nor one of digest, single, plain"):
        open_templates("fancy")


def test_only_single_has_room_for_one_story_only() -> None:
    for name in PACKAGED:
        found = open_templates(name)
        found.require_room(1)
        if name == "single":
            with pytest.raises(UsageError, match="for one story, and there are 2; use 'digest'"):
                found.require_room(2)
        else:
            found.require_room(2)


def test_a_single_story_is_its_own_subject_and_heading() -> None:
    mail = make_mail(issue(result()), open_templates("single"))
    assert mail.subject == "Old mill becomes a school"
    assert re.findall(r"<h1[^>]*><a[^>]*>(.*?)</a></h1>", mail.html) == ["Old mill becomes a school"]
