"""Chats that take JSON through a webhook: Slack (Block Kit), Teams (Adaptive Card 1.4), Discord (embed).

Texts go into plain fields where a chat has them, so that nothing in an article is formatting, a mention or a link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import timezone
from typing import Any

from briefsmith.model import Result
from briefsmith.newsletter.labels import labels_for
from briefsmith.posts.counting import units
from briefsmith.posts.post import Post, post_of_brief

Json = dict[str, Any]

# docs.slack.dev/reference/block-kit/blocks: header, section, and the small print, which Discord gives as much room.
SLACK_HEADER, SLACK_SECTION, ABOUT = 150, 3000, 2000
# A webhook of Teams takes 28 KB; measured as ASCII, so that it does not matter how the JSON is written.
TEAMS_BYTES = 28_000
# discord.com/developers/docs/resources/message#embed-object-embed-limits
DISCORD_TITLE, DISCORD_TEXT = 256, 4096
_DISCORD = re.compile(r"([\\*_~`|>#\[\]()<@:+-])")


def slack(post: Post) -> Json | None:
    """The message for `chat.postMessage` or an incoming webhook."""
    post = post.fitted(lambda tried: units(tried.headline) <= SLACK_SECTION and units(tried.text) <= SLACK_SECTION)
    if post.empty:
        return None
    kind = "header" if units(post.headline) <= SLACK_HEADER else "section"
    blocks = [_slack_text(kind, post.headline)] if post.headline else []
    blocks += [_slack_text("section", post.text)] if post.text else []
    if post.link:
        url, label = (_slack_escape(text) for text in (post.link, labels_for(post.language).read))
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": f"<{url}|{label}>", "verbatim": True}})
    if about := _about(post):
        blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": about, "emoji": False}]})
    return {"text": _slack_escape(post.headline or post.sentences[0]), "blocks": blocks, "unfurl_links": False}


def teams(post: Post) -> Json | None:
    """The message with one card, for a workflow's webhook."""
    post = post.fitted(lambda tried: len(json.dumps(_card(tried))) <= TEAMS_BYTES)
    return None if post.empty else _card(post)


def _card(post: Post) -> Json:
    labels = labels_for(post.language)
    runs = [_run(post.headline, size="Large", weight="Bolder")] if post.headline else []
    runs += [_run(sentence) for sentence in post.sentences]
    if about := _about(post):
        runs.append(_run(about, size="Small", isSubtle=True))
    card: Json = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": post.language,
        "fallbackText": post.headline or post.site,
        "body": runs,
    }
    if post.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": labels.read, "url": post.link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def discord(post: Post) -> Json | None:
    """The message for a webhook; nobody is notified, whatever the text says."""

    def fits(tried: Post) -> bool:
        return units(_discord(tried.headline)) <= DISCORD_TITLE and units(_discord(tried.text)) <= DISCORD_TEXT

    post = post.fitted(fits)
    if post.empty:
        return None
    embed: Json = {"title": _discord(post.headline), "url": post.link, "description": _discord(post.text)}
    if about := _about(post):
        embed["footer"] = {"text": about}
    if post.date:
        embed["timestamp"] = post.date.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return {"embeds": [{key: value for key, value in embed.items() if value}], "allowed_mentions": {"parse": []}}


CHATS: dict[str, Callable[[Post], Json | None]] = {"slack": slack, "teams": teams, "discord": discord}


def write_messages(make: Callable[[Post], Json | None], posts: Sequence[Post]) -> str:
    """One message, or a list of several; a post of which nothing fits is left out."""
    made = [message for message in map(make, posts) if message is not None]
    return json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False, indent=2) + "\n"


def _render(name: str, results: Sequence[Result]) -> str:
    return write_messages(CHATS[name], [post_of_brief(result, brief) for result in results for brief in result.briefs])


def render_slack(results: Sequence[Result], footnotes: bool = False) -> str:
    """A message of Slack, or a list of them."""
    return _render("slack", results)


def render_teams(results: Sequence[Result], footnotes: bool = False) -> str:
    """A message of Teams, or a list of them."""
    return _render("teams", results)


def render_discord(results: Sequence[Result], footnotes: bool = False) -> str:
    """A message of Discord, or a list of them."""
    return _render("discord", results)


def _about(post: Post) -> str:
    """Site, date, and that a machine translated it."""
    labels = labels_for(post.language)
    parts = (post.site, labels.date(post.date) if post.date else "", labels.translated if post.translated else "")
    text = " · ".join(filter(None, parts))
    return text if units(text) <= ABOUT else ""


def _slack_text(kind: str, text: str) -> Json:
    return {"type": kind, "text": {"type": "plain_text", "text": text, "emoji": False}}


def _slack_escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _run(text: str, **style: Any) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **style}]}


def _discord(text: str) -> str:
    return _DISCORD.sub(r"\\\1", text)
