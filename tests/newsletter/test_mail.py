from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.errors import UsageError
from briefsmith.newsletter.issue import Group, GroupBy, Issue
from briefsmith.newsletter.mail import MAX_HTML_BYTES, Mail, make_mail, message, sender_address
from briefsmith.newsletter.make import IssueOptions
from briefsmith.newsletter.templates import PACKAGED, open_templates
from briefsmith.newsletter.text import one_line

from .samples import BARE, DATE, ENGLISH, GERMAN, HOSTILE, brief, hostile, issue, result

TEMPLATES = {name: open_templates(name) for name in PACKAGED}
DIGEST = TEMPLATES["digest"]
NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def parse(html: str) -> Element:
    """The tree of a page; raises an error for a page that breaks the HTML5 rules."""
    tree: Element = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True).parse(html)
    return tree


def elements(html: str, tag: str) -> list[Element]:
    return list(parse(html).iter(f"{NAMESPACE}{tag}"))


def sent(mail: Mail, made: Issue, sender: str | None = None) -> email.message.EmailMessage:
    parsed = email.message_from_string(message(mail, made, sender), policy=email.policy.default)
    assert not parsed.defects
    assert not any(part.defects for part in parsed.walk())
    return parsed


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", PACKAGED)
def test_html_has_no_error_and_needs_nothing_from_outside(name: str, language: str) -> None:
    html = make_mail(issue(result(), language=language), TEMPLATES[name]).html
    parse(html)
    assert re.search(r'<meta charset="utf-8">', html[:1024])
    assert re.match(rf'<!DOCTYPE html><html lang="{language}" dir="ltr"', html)
    assert not re.search(r"<(?:script|link|img|iframe|object|form|base)\b|@import|url\(|@font-face", html)
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    assert [table.get("role") for table in elements(html, "table")] == ["presentation"]
    classes = set(re.findall(r'class="([\w -]+)"', html))
    assert not [c for c in classes if not re.search(rf'class="{c}"[^>]*style=|style="[^"]*"[^>]*class="{c}"', html)]


@pytest.mark.parametrize("name", PACKAGED)
def test_hostile_text_stays_text(name: str) -> None:
    html = make_mail(issue(hostile(), options=IssueOptions(f"Title {HOSTILE}", DATE)), TEMPLATES[name]).html
    parse(html)
    assert not elements(html, "script")
    assert not elements(html, "img")
    assert not [a for a in elements(html, "a") if not str(a.get("href")).startswith("#")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)
    assert "49" not in html.replace("{{ 7 * 7 }}", "")
    assert len(elements(html, "table")) == 1


@settings(max_examples=25)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_text_makes_sound_html_and_a_sound_message(title: str, headline: str) -> None:
    made = issue(result(), options=IssueOptions(title, DATE))
    (story,) = made.stories
    made = replace(made, groups=(Group("", (replace(story, headline=one_line(headline), dek=one_line(title)),)),))
    mail = make_mail(made, DIGEST)
    (heading,) = elements(mail.html, "h2")
    assert " ".join("".join(heading.itertext()).split()) == " ".join(one_line(headline).split())
    parsed = sent(mail, made)
    assert {"Subject", "Date", "MIME-Version"} <= set(parsed.keys())
    assert "Bcc" not in parsed


def test_the_message_is_multipart_and_holds_what_was_rendered() -> None:
    made = issue(result(), language="de", options=IssueOptions(date=DATE, subject="Mühle\r\nBcc: victim@example.org"))
    mail = make_mail(made, DIGEST)
    parsed = sent(mail, made, "The Mill <mill@example.org>")
    assert parsed.get_content_type() == "multipart/alternative"
    assert parsed["Subject"] == "Mühle Bcc: victim@example.org"
    assert parsed["From"] == "The Mill <mill@example.org>"
    assert parsed["Date"].datetime == DATE
    assert parsed["Content-Language"] == "de"
    assert "Bcc" not in parsed
    assert "X-Unsent" not in parsed
    plain, html = parsed.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == mail.text
    assert html.get_content().replace("\r\n", "\n") == mail.html
    assert all(len(line) <= 998 for line in message(mail, made, None).split("\r\n"))


def test_the_subject_is_the_first_headline_and_the_preheader_does_not_repeat_it() -> None:
    others = [
        replace(result(id=f"m-{n}"), briefs=(brief("en", "1s", f"Story {n} of a long list", {0: "A."}),))
        for n in range(9)
    ]
    mail = make_mail(issue(result(), *others), DIGEST)
    assert mail.subject == "Old mill becomes a school"
    assert mail.subject in mail.text
    (shown,) = re.findall(r'<div class="preview"[^>]*>(.*?)</div>', mail.html)
    assert shown.startswith("Story 0 of a long list · Story 1 of a long list")
    assert len(shown) <= 140
    assert re.search(r"(?:of|a|long|list|·|Story|\d)…$", shown)  # between words
    (alone,) = re.findall(r'<div class="preview"[^>]*>(.*?)</div>', make_mail(issue(result()), DIGEST).html)
    assert alone == ENGLISH[0]
    given = make_mail(issue(result(), options=IssueOptions("T", DATE, subject="Mills, mills")), DIGEST)
    assert given.subject == "Mills, mills"


def test_without_a_sender_it_opens_as_a_draft() -> None:
    made = issue(result())
    parsed = sent(make_mail(made, DIGEST), made)
    assert parsed["X-Unsent"] == "1"
    assert "From" not in parsed


def test_the_same_issue_makes_the_same_bytes() -> None:
    first, second = (message(make_mail(made, DIGEST), made, None) for made in (issue(result()), issue(result())))
    assert first == second


def test_a_long_issue_is_cut_at_a_story_and_says_so() -> None:
    stories = [result(id=f"mill-{n}") for n in range(90)]
    made = issue(*stories, options=IssueOptions("Long", DATE, GroupBy.source))
    mail = make_mail(made, DIGEST)
    kept = len(re.findall(r'id="s-\w{10}"', mail.html))
    assert len(mail.html.encode()) <= MAX_HTML_BYTES
    assert kept + mail.left_out == 90
    assert f"Stories that did not fit into this e-mail: {mail.left_out}" in mail.html
    parse(mail.html)
    assert mail.text.count(GERMAN[0]) == 0
    assert mail.text.count("Old mill becomes a school\n---") == 90
    one_more = make_mail(made.first(kept + 1), DIGEST)
    assert one_more.left_out == mail.left_out  # the next story would not have fit


def test_an_issue_that_fits_is_whole() -> None:
    mail = make_mail(issue(*(result(id=f"mill-{n}") for n in range(5))), DIGEST)
    assert mail.left_out == 0
    assert "did not fit" not in mail.html


def test_right_to_left_is_set_right() -> None:
    made = replace(issue(result()), language="ar")
    html = make_mail(made, DIGEST).html
    assert html.startswith('<!DOCTYPE html><html lang="ar" dir="rtl"')
    assert [table.get("dir") for table in elements(html, "table")] == ["rtl"]
    assert "text-align: right" in html
    assert "text-align: left" not in html
    assert "padding-right: 20px" in html


def test_labels_of_a_language_without_any_are_marked_as_english() -> None:
    html = make_mail(replace(issue(result()), language="sw"), DIGEST).html
    assert re.search(r'<span lang="en" dir="ltr">Figures and dates</span>', html)


def test_other_languages_are_linked_when_the_issue_stands_on_the_web() -> None:
    linked = make_mail(issue(result(), options=IssueOptions("T", DATE, folder_url="https://news.example/")), DIGEST)
    assert re.search(r'<a [^>]*href="https://news.example/de.html#s-[0-9a-f]{10}"[^>]*>Deutsch</a>', linked.html)
    named = make_mail(issue(result()), DIGEST)
    assert '<bdi lang="de">Deutsch</bdi>' in named.html


def test_a_story_without_metadata_has_no_empty_lines() -> None:
    mail = make_mail(issue(result(BARE)), DIGEST)
    assert not re.search(r"Source:|\n\n\n\n", mail.text)
    assert "Source" not in mail.html
    assert not re.search(r"<p[^>]*>\s*</p>", mail.html)


def test_text_is_wrapped() -> None:
    text = make_mail(issue(result()), DIGEST).text
    assert all(len(line) <= 72 for line in text.splitlines() if "://" not in line)
    chinese = replace(issue(result()), language="zh")
    (story,) = chinese.stories
    long = replace(story, language="zh", dek="字" * 100)
    wrapped = make_mail(replace(chinese, groups=(Group("", (long,)),)), DIGEST).text
    assert "\n" + "字" * 36 + "\n" in wrapped
    ended = replace(story, language="zh", dek="字" * 36 + "。")
    assert "\n" + "字" * 36 + "。\n" in make_mail(replace(chinese, groups=(Group("", (ended,)),)), DIGEST).text
    clause = "เทศบาลเมืองประกาศปิดสะพานข้ามแม่น้ำเสรินตั้งแต่วันนี้"
    thai = replace(issue(result()), language="th", groups=(Group("", (replace(story, dek=f"{clause} {clause}"),)),))
    assert f"\n{clause}\n{clause}\n" in make_mail(thai, DIGEST).text


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("news@example.org", "", "news@example.org"),
        ("Jörg Mühle <j@example.org>", "Jörg Mühle", "j@example.org"),
        ('"Mill, The" <j@example.org>', "Mill, The", "j@example.org"),
    ],
)
def test_a_sender_is_one_address(text: str, name: str, address: str) -> None:
    made = issue(result())
    parsed = sent(make_mail(made, DIGEST), made, sender_address(text))
    (found,) = parsed["From"].addresses
    assert (found.display_name, found.addr_spec) == (name, address)


@pytest.mark.parametrize("bad", ["", "mill", "a@b, c@d", "A <a@b>\r\nBcc: c@d", "<>"])
def test_what_is_no_sender_is_said(bad: str) -> None:
    with pytest.raises(UsageError, match="expected an address such as"):
        sender_address(bad)


def test_no_sender() -> None:
    assert sender_address(None) is None
