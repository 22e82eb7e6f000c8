"""What the services import, held against what they document (as of November 2026); the sources are named at each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefsmith.errors import UsageError
from briefsmith.newsletter.envelope import envelope
from briefsmith.newsletter.issue import Group, Issue, Origin, Picture
from briefsmith.newsletter.make import IssueOptions, render_issue
from briefsmith.newsletter.services import SERVICES, hand_over
from briefsmith.newsletter.services.delivery import Delivery, open_service
from briefsmith.newsletter.templates import open_templates
from cli.conftest import Cli

from .samples import DATE, HOSTILE, hostile, issue, result
from .test_mail import elements, parse

DIGEST = open_templates("digest")
SENDER = "The Mill <news@example.org>"
OPTIONS: dict[str, dict[str, str]] = {"listmonk": {"lists": "1,3", "template": "4"}, "mailchimp": {"audience": "a1b2"}}
TITLE = IssueOptions("Mill {{ .Subscriber.Email }} *|EMAIL|* --- {% now %}", DATE, folder_url="https://news.example/7/")

TEXT = {"type": "string", "minLength": 1}
# https://listmonk.app/docs/apis/campaigns/#post-apicampaigns
LISTMONK_CAMPAIGN = {
    "type": "object",
    "required": ["name", "subject", "lists", "type", "content_type", "body"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT | {"maxLength": 2000},
        "subject": TEXT | {"maxLength": 5000},
        "lists": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
        "from_email": {"type": "string", "pattern": r"((.+?)\s)?<(.+?)@(.+?)>"},
        "type": {"enum": ["regular", "optin"]},
        "content_type": {"enum": ["richtext", "html", "markdown", "plain"]},
        "body": TEXT,
        "altbody": TEXT,
        "send_at": TEXT,
        "messenger": TEXT,
        "template_id": {"type": "integer"},
        "tags": {"type": "array", "items": TEXT},
        "headers": {"type": "array"},
    },
}
# https://listmonk.app/docs/apis/templates/#post-apitemplates
LISTMONK_TEMPLATE = {
    "type": "object",
    "required": ["name", "type", "body"],
    "additionalProperties": False,
    "properties": {"name": TEXT, "type": {"enum": ["campaign", "tx"]}, "subject": TEXT, "body": TEXT},
}
# https://docs.buttondown.com/api-emails-create; the fields of a file are those of buttondown/cli, src/lib/serde/email.ts
BUTTONDOWN_FIELDS = {
    "subject": TEXT | {"maxLength": 2000},
    "status": {"enum": ["draft", "about_to_send", "scheduled"]},
    "email_type": {"enum": ["public", "private", "premium", "free", "churned", "archival", "hidden"]},
    "slug": {"type": "string", "pattern": "^[a-z0-9-]+$"},
    "description": TEXT,
    "image": TEXT,
    "canonical_url": {"type": "string", "pattern": "^https?://"},
    "metadata": {"type": "object"},
}
# https://mailchimp.com/developer/marketing/api/campaigns/add-campaign
MAILCHIMP_CAMPAIGN = {
    "type": "object",
    "required": ["type", "settings"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": ["regular", "plaintext", "rss", "variate"]},
        "recipients": {
            "type": "object",
            "required": ["list_id"],
            "additionalProperties": False,
            "properties": {"list_id": TEXT},
        },
        "settings": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "subject_line": TEXT | {"maxLength": 150},
                "preview_text": TEXT | {"maxLength": 150},
                "title": TEXT,
                "from_name": TEXT | {"maxLength": 100},
                "reply_to": {"type": "string", "pattern": "^[^@<>]+@[^@<>]+$"},
            },
        },
    },
}
# https://docs.ghost.org/migration/custom; lengths: TryGhost/Ghost, core/server/data/schema/schema.js
GHOST_IMPORT = {
    "type": "object",
    "required": ["meta", "data"],
    "additionalProperties": False,
    "properties": {
        "meta": {
            "type": "object",
            "required": ["exported_on", "version"],
            "additionalProperties": False,
            "properties": {
                "exported_on": {"type": "integer", "minimum": 10**12},
                "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
            },
        },
        "data": {
            "type": "object",
            "required": ["posts"],
            "additionalProperties": False,
            "properties": {
                "posts": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["id", "title", "slug", "lexical", "status"],
                        "additionalProperties": False,
                        "properties": {
                            "id": TEXT | {"maxLength": 24},
                            "title": TEXT | {"maxLength": 255},
                            "slug": {"type": "string", "pattern": "^[a-z0-9-]{1,185}$"},
                            "lexical": TEXT | {"maxLength": 10**9},
                            "type": {"enum": ["post", "page"]},
                            "status": {"enum": ["published", "draft", "scheduled", "sent"]},
                            "visibility": {"enum": ["public", "members", "paid", "tiers"]},
                            "created_at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"},
                            "updated_at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"},
                            "custom_excerpt": TEXT | {"maxLength": 300},
                            "feature_image": {"type": "string", "pattern": "^https?://", "maxLength": 2000},
                        },
                    },
                },
                "posts_meta": {"type": "array"},
                "tags": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["id", "name", "slug"],
                        "additionalProperties": False,
                        "properties": {"id": TEXT, "name": TEXT, "slug": TEXT},
                    },
                },
                "posts_tags": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["post_id", "tag_id"],
                        "additionalProperties": False,
                        "properties": {"post_id": TEXT, "tag_id": TEXT},
                    },
                },
            },
        },
    },
}
# The nodes of TryGhost/Koenig, packages/kg-default-nodes, and of Lexical, and what each has of its own.
NODES = {
    "root": set(),
    "paragraph": set(),
    "extended-heading": {"tag"},
    "list": {"listType", "start", "tag"},
    "listitem": {"value"},
    "link": {"url", "rel", "target", "title"},
    "extended-text": {"text", "detail", "mode", "style"},
    "horizontalrule": set(),
    "image": {"src", "alt", "width", "height", "caption", "cardWidth", "title", "href"},
}


def handed(made: Issue, name: str) -> dict[str, str]:
    return hand_over(made, DIGEST, SERVICES[name], OPTIONS.get(name, {}), SENDER)


def made_issue(language: str = "de") -> Issue:
    return issue(result(), result(id="other"), language=language, options=TITLE)


def front_matter(document: str) -> tuple[dict[str, Any], str]:
    """As `buttondown push` reads a file: what is between the first, the second and the third `---`."""
    _, head, body, *rest = document.split("---")
    assert not rest
    return yaml.safe_load(head), body.strip()


def walk(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [node, *(found for child in node.get("children", ()) for found in walk(child))]


@pytest.mark.parametrize("name", SERVICES)
def test_files_are_named_after_language_and_service(name: str) -> None:
    assert all(file.startswith(f"de.{name}") for file in handed(made_issue(), name))


# listmonk


def test_listmonk_takes_the_campaign_and_its_template() -> None:
    files = handed(made_issue(), "listmonk")
    campaign = json.loads(files["de.listmonk.json"])
    jsonschema.validate(campaign, LISTMONK_CAMPAIGN)
    assert (campaign["lists"], campaign["template_id"], campaign["from_email"]) == ([1, 3], 4, SENDER)
    assert '<a class="link" href="{{ UnsubscribeURL }}"' in campaign["body"]
    assert "Abmelden: {{ UnsubscribeURL }}" in campaign["altbody"]
    template = json.loads(files["de.listmonk-template.json"])
    jsonschema.validate(template, LISTMONK_TEMPLATE)
    assert template["body"].count('{{ template "content" . }}') == 1


def go_actions(text: str) -> list[str]:
    return re.findall(r"\{\{.*?\}\}", text, re.DOTALL)


@pytest.mark.parametrize("made", [made_issue(), issue(hostile(), options=TITLE)], ids=["plain", "hostile"])
def test_nothing_but_ours_is_an_action_in_listmonk(made: Issue) -> None:
    campaign = json.loads(handed(made, "listmonk")[f"{made.language}.listmonk.json"])
    actions = go_actions(campaign["body"])
    assert {"{{ UnsubscribeURL }}"} == {action for action in actions if not action.startswith("{{ Safe `<!--")}
    assert go_actions(campaign["altbody"]) == ["{{ UnsubscribeURL }}"]
    assert not go_actions(campaign["subject"])
    # html/template drops comments, so that each must be an action; a backquote would end its text.
    assert all(action.count("`") == 2 for action in actions if "Safe" in action)
    assert "<!--" not in re.sub(r"\{\{ Safe `[^`]*` \}\}", "", campaign["body"])
    parse(re.sub(r"\{\{ Safe `([^`]*)` \}\}", r"\1", campaign["body"]))


def test_a_link_of_an_article_is_not_counted_by_listmonk() -> None:
    (story,) = issue(result()).stories
    tracked = replace(
        story, source=replace(story.source, link="https://example.org/a@TrackLink"), dek="https://x.example@TrackLink"
    )
    campaign = json.loads(
        handed(replace(issue(result()), groups=(Group("", (tracked,)),)), "listmonk")["en.listmonk.json"]
    )
    assert "@TrackLink" not in campaign["body"] + campaign["altbody"]
    assert any(
        a.get("href") == "https://example.org/a@TrackLink"
        for a in elements(re.sub(r"\{\{.*?\}\}", "", campaign["body"]), "a")
    )


# Mailchimp


def test_mailchimp_takes_campaign_and_content() -> None:
    files = handed(made_issue(), "mailchimp")
    campaign = json.loads(files["de.mailchimp-campaign.json"])
    jsonschema.validate(campaign, MAILCHIMP_CAMPAIGN)
    assert campaign["recipients"] == {"list_id": "a1b2"}
    assert (campaign["settings"]["from_name"], campaign["settings"]["reply_to"]) == ("The Mill", "news@example.org")
    content = json.loads(files["de.mailchimp-content.json"])
    assert set(content) == {"html", "plain_text"}
    assert content["html"] == files["de.mailchimp.html"]
    # Without these two Mailchimp refuses to send ("About required email footer content").
    for text in content.values():
        assert re.findall(r"\*\|[^|]*\|\*", text) == ["*|LIST:ADDRESSLINE|*", "*|UNSUB|*"]
    assert 'href="*|UNSUB|*"' in content["html"]
    parse(content["html"])


# Buttondown


def test_buttondown_takes_the_request_and_the_file() -> None:
    files = handed(made_issue(), "buttondown")
    request = json.loads(files["de.buttondown.json"])
    schema = {
        "type": "object",
        "required": ["subject", "body"],
        "additionalProperties": False,
        "properties": {**BUTTONDOWN_FIELDS, "body": TEXT},
    }
    jsonschema.validate(request, schema)
    assert request["status"] == "draft"
    assert request["canonical_url"] == "https://news.example/7/de.html"
    fields, body = front_matter(files["de.buttondown.md"])
    assert fields == {key: value for key, value in request.items() if key != "body"}
    assert request["body"].partition("\n")[2].strip() == body
    assert request["body"].startswith("<!-- buttondown-editor-mode: plaintext -->\n")
    assert body.startswith("## Alte Mühle wird Schule")  # the subject stands above it


@settings(max_examples=30)
@given(st.text(alphabet="-–a {}%#\n\"'\\", max_size=30), st.text(alphabet="-a <>[]()`", min_size=1, max_size=30))
def test_any_text_survives_buttondowns_reader(title: str, headline: str) -> None:
    made = issue(result(), options=IssueOptions(title, DATE))
    (story,) = made.stories
    made = replace(made, groups=(Group("", (replace(story, headline=headline),)),))
    files = handed(made, "buttondown")
    fields, body = front_matter(files["en.buttondown.md"])
    assert fields["subject"] == json.loads(files["en.buttondown.json"])["subject"]
    assert body.endswith(("named\\.", "named."))
    assert not re.search(r"\{\{|\{%", files["en.buttondown.md"])


# Pictures, which a service can only take from the web

ONE = Picture("https://news.example/7/pictures/a.jpg", 'The "wheel" <b>', "Rosa & Co", 520, 260)


def with_picture() -> Issue:
    made = made_issue()
    (group,) = made.groups
    return replace(made, groups=(replace(group, stories=(replace(group.stories[0], picture=ONE), group.stories[1])),))


def test_buttondown_and_ghost_have_the_picture() -> None:
    files = handed(with_picture(), "buttondown")
    fields, body = front_matter(files["de.buttondown.md"])
    assert fields["image"] == ONE.src
    assert f"](<{ONE.src}>)" in body
    lexical = json.loads(json.loads(handed(with_picture(), "ghost")["de.ghost.json"])["data"]["posts"][0]["lexical"])
    (image,) = [node for node in walk(lexical["root"]) if node["type"] == "image"]
    assert NODES["image"] <= set(image)
    assert (image["src"], image["alt"], image["caption"]) == (ONE.src, ONE.alt, "Rosa &amp; Co")  # a caption is HTML
    for name in ("listmonk", "mailchimp"):
        (page,) = pages(name, {file.replace("de.", "en."): text for file, text in handed(with_picture(), name).items()})
        assert [img.get("src") for img in elements(page, "img")] == [ONE.src]


# Ghost


def test_ghost_imports_one_draft_of_its_own_nodes() -> None:
    data = json.loads(handed(made_issue(), "ghost")["de.ghost.json"])
    jsonschema.validate(data, GHOST_IMPORT)
    (post,) = data["data"]["posts"]
    assert (post["status"], post["slug"]) == ("draft", "2026-05-03-de")
    assert data["data"]["posts_tags"] == [{"post_id": post["id"], "tag_id": data["data"]["tags"][0]["id"]}]
    nodes = walk(json.loads(post["lexical"])["root"])
    for node in nodes:
        assert NODES[node["type"]] <= set(node), node["type"]
        assert node["version"] == 1
    assert next(n["text"] for n in nodes if n["type"] == "extended-text") == "Alte Mühle wird Schule"
    assert {n["url"] for n in nodes if n["type"] == "link"} == {"https://example.org/mill?id=7&b=%C3%A4#top"}
    assert sum(n["type"] == "listitem" for n in nodes) == 6


def test_ghost_has_what_the_editor_wrote_and_the_other_reports() -> None:
    made = replace(made_issue(), intro="Dear **reader**", outro="Until Friday")
    (group, *_) = made.groups
    first = replace(
        group.stories[0], others=(Origin(title="Mill opens", site="Coast", link="https://coast.example/1"),)
    )
    made = replace(made, groups=(replace(group, stories=(first, *group.stories[1:])),))
    nodes = walk(json.loads(json.loads(handed(made, "ghost")["de.ghost.json"])["data"]["posts"][0]["lexical"])["root"])
    assert [n["markdown"] for n in nodes if n["type"] == "markdown"] == ["Dear **reader**", "Until Friday"]
    assert "https://coast.example/1" in {n["url"] for n in nodes if n["type"] == "link"}


def test_a_right_to_left_issue_is_one_in_ghost() -> None:
    made = replace(made_issue(), language="ar")
    root = json.loads(json.loads(handed(made, "ghost")["ar.ghost.json"])["data"]["posts"][0]["lexical"])["root"]
    assert {n["direction"] for n in walk(root) if "direction" in n} == {"rtl"}


# All of them


def pages(name: str, files: Mapping[str, str]) -> list[str]:
    """The HTML that becomes of the files."""
    if name == "listmonk":
        return [re.sub(r"\{\{.*?\}\}", "", json.loads(files["en.listmonk.json"])["body"])]
    if name == "mailchimp":
        return [files["en.mailchimp.html"]]
    body = MarkdownIt("commonmark").render(json.loads(files["en.buttondown.json"])["body"])
    return [f"<!DOCTYPE html><title>x</title>{body}"]


@pytest.mark.parametrize("name", ["listmonk", "mailchimp", "buttondown"])
def test_hostile_text_is_no_markup_and_no_template(name: str) -> None:
    files = handed(issue(hostile(), options=IssueOptions(HOSTILE, DATE)), name)
    assert not any("{{ 7" in text or re.search("[\u202a-\u202e\x00\x1b]", text) for text in files.values())
    for page in pages(name, files):
        assert not [tag for tag in ("script", "img") if elements(page, tag)]
        assert not [a for a in elements(page, "a") if str(a.get("href")).startswith("javascript:")]


def test_a_footer_without_the_placeholder_is_refused(tmp_path: Any) -> None:
    (tmp_path / "footer.html").write_text("<p>Lighthouse Society</p>")
    with pytest.raises(UsageError, match=r"footer.html of your template leaves out \*\|UNSUB\|\*"):
        hand_over(made_issue(), open_templates(str(tmp_path)), SERVICES["mailchimp"], {})
    assert hand_over(made_issue(), open_templates(str(tmp_path)), SERVICES["ghost"], {})


def test_what_may_not_be_mailed_is_not_handed_over() -> None:
    delivery = Delivery(envelope(SENDER), SERVICES["listmonk"], OPTIONS["listmonk"])
    draft = replace(made_issue(), draft=True)
    for allowed in (False, True):
        files = delivery.finish(draft, DIGEST, render_issue(draft, DIGEST, SENDER, allowed).files)
        assert ("de.listmonk.json" in files) is allowed


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("sendy", [], "--for sendy: expected one of listmonk, buttondown, ghost, mailchimp"),
        ("listmonk", [], "--for listmonk needs --with lists=1,3"),
        ("listmonk", ["lists=a"], "expected a value such as lists=1,3"),
        ("listmonk", ["lists=1,,2"], "expected a value such as lists=1,3"),
        ("listmonk", ["lists"], "expected a value such as lists=1,3"),
        ("listmonk", ["list=1"], "listmonk takes lists=1,3, template=4"),
        ("ghost", ["lists=1"], "ghost takes nothing"),
        (None, ["lists=1"], "it belongs to --for"),
    ],
)
def test_a_bad_choice_is_a_sentence(name: str | None, given: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        open_service(name, given)


def test_the_command_writes_them(cli: Cli, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("The old mill reopened as a school on Tuesday. It cost the town 3 million dollars.")
    done = cli("newsletter", "a.txt", "--for", "listmonk", "--with", "lists=2", "--out", "o")
    assert (done.code, done.err) == (0, "")
    assert "o/en.listmonk.json" in done.out.splitlines()
    jsonschema.validate(json.loads((tmp_path / "o/en.listmonk.json").read_text()), LISTMONK_CAMPAIGN)
    assert cli("newsletter", "a.txt", "--for", "listmonk", "--out", "p").code == 2
