"""listmonk (listmonk.app/docs/apis/campaigns, /docs/templating): a campaign for `POST /api/campaigns`.

The page is whole, so it belongs into a listmonk template that has nothing but `{{ template "content" . }}`.
"""

from __future__ import annotations

import re
from typing import Any

from briefsmith.newsletter.issue import Footer
from briefsmith.newsletter.services.service import HandOver, Service, ServiceOption, pretty

CONTENT_ONLY = '{{ template "content" . }}'
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# `https://example.org@TrackLink` is listmonk's short form for a counted link.
_TRACKED = re.compile("@(?=TrackLink)")


def _files(handed: HandOver) -> dict[str, str]:
    issue = handed.issue
    campaign: dict[str, Any] = {
        "name": f"{issue.title} · {issue.date.date()} · {issue.language}",
        "subject": handed.mail.subject,
        "lists": [int(number) for number in handed.options["lists"].split(",")],
        "type": "regular",
        "content_type": "html",
        "messenger": "email",
        "body": _body(handed.mail.html),
        "altbody": _TRACKED.sub("@\u2060", handed.mail.text),
        "tags": ["briefsmith", issue.language],
    }
    if handed.sender:
        campaign["from_email"] = handed.sender
    if "template" in handed.options:
        campaign["template_id"] = int(handed.options["template"])
    template = {"name": "briefsmith", "type": "campaign", "body": CONTENT_ONLY}
    return {".json": pretty(campaign), "-template.json": pretty(template)}


def _body(html: str) -> str:
    """The page as Go's html/template leaves it whole: that drops comments, and with them Outlook's fixed width."""
    kept = _COMMENT.sub(lambda comment: f"{{{{ Safe `{comment[0]}` }}}}", html)
    return _TRACKED.sub("&#64;", kept)


LISTMONK = Service(
    "listmonk",
    _files,
    Footer(unsubscribe="{{ UnsubscribeURL }}"),
    (
        ServiceOption("lists", r"[1-9]\d{0,8}(?:,[1-9]\d{0,8})*", "1,3", required=True),
        ServiceOption("template", r"[1-9]\d{0,8}", "4"),
    ),
)
