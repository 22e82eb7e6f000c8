"""Buttondown (docs.buttondown.com: `POST /v1/emails`, and the folder of Markdown files that `buttondown push` sends).

Buttondown makes the page from Markdown with its own header and its own way to unsubscribe.
"""

from __future__ import annotations

import json
import re

from briefsmith.newsletter.services.service import HandOver, Service, pretty

# Says that the body is Markdown, and not the HTML of the editor.
MARKDOWN = "<!-- buttondown-editor-mode: plaintext -->"
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_TITLE = re.compile(r"\A# .*\n+")
_RULE = re.compile(r"^---$", re.MULTILINE)
_DASHES = re.compile("-(?=--)")


def _files(handed: HandOver) -> dict[str, str]:
    body = _body(handed.templates.render("issue.md", handed.issue))
    fields = {
        "subject": handed.mail.subject,
        "status": "draft",
        "email_type": "public",
        "slug": handed.slug,
        "description": handed.teaser,
    }
    if handed.issue.folder_url:
        fields["canonical_url"] = f"{handed.issue.folder_url}{handed.issue.language}.html"
    if picture := next((story.picture for story in handed.issue.stories if story.picture), None):
        fields["image"] = picture.src  # for links to the issue in other places
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items()]
    document = "\n".join(("---", *lines, "---", "", body))
    return {".json": pretty({**fields, "body": f"{MARKDOWN}\n{body}"}), ".md": document}


def _body(markdown: str) -> str:
    """The Markdown without front matter and title, which the subject is.

    Buttondown's program takes what is between the first, second and third `---` of a file, so that none may be in the body.
    """
    body = _TITLE.sub("", _FRONT_MATTER.sub("", markdown, count=1), count=1)
    return _DASHES.sub("&#45;", _RULE.sub("* * *", body))


def _yaml(text: str) -> str:
    """A double-quoted string of YAML, which JSON's are, without three dashes."""
    return _DASHES.sub(r"\\u002d", json.dumps(text, ensure_ascii=False))


BUTTONDOWN = Service("buttondown", _files, by_itself=True)
