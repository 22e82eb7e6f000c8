"""Posts never exceed what a network takes, and say only whole sentences of the brief."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.errors import UsageError
from briefsmith.model import Brief, BriefSentence, Check, CleanDocument, Document, Result, Sentence, Step
from briefsmith.newsletter.services.delivery import parse_posts
from briefsmith.posts.chats import CHATS, discord, slack, teams, write_messages
from briefsmith.posts.counting import graphemes, short_link, toots, units, weight
from briefsmith.posts.networks import BETWEEN, NETWORKS, SEPARATOR, X
from briefsmith.posts.post import Post, _distinct, post_of_brief, post_of_story
from briefsmith.render import FORMATS, render
from cli.conftest import Cli, cli
from newsletter.samples import HOSTILE, issue

__all__ = ["cli"]

FAMILY = "👩‍👩‍👧‍👦"
LINK = "https://news.site/2026/05/mill-reopens-as-a-school?from=feed"
# Long enough to fill every post, in scripts that networks weigh differently, with emoji and marks that combine.
_PIECES = [*"abcdefgé ,;:–.'", "字", "ع", "한", "é", "n\u0303", "🙂", FAMILY, "🇩🇪", "1\ufe0f\u20e3", "a.de"]
words = st.lists(st.sampled_from(_PIECES), max_size=200).map("".join)
urls = st.sampled_from(
    ["", LINK, "https://mill.example/a", f"https://news.site/{'a' * 400}", "https://news.site/é(b)."]
)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    sentences = draw(st.lists(words.map(lambda text: " ".join(text.split())).filter(bool), max_size=8))
    headline = " ".join(draw(words).split())
    return Post(draw(st.sampled_from(["en", "ja"])), headline, tuple(sentences), draw(urls), "News Site")


# Counting, by the examples of twitter-text (conformance/validate.yml) and of the networks' own documents


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("This is a test.", 15),
        ("a" * 280, 280),
        ("故" * 140, 280),
        ("\u1100\u1161", 2),  # composed before it is weighed
        ("Cafe\u0301", 4),
        ("🙂", 2),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("🇩🇪", 2),
        ("“quoted” – and…", 15 + 1),  # the ellipsis is outside the light ranges
        ("see https://t.co now", 4 + 23 + 4),
        ("see example.org now", 4 + 23 + 4),
    ],
)
def test_weight_is_that_of_x(text: str, length: int) -> None:
    assert weight(text) == length


def test_other_counts() -> None:
    assert (graphemes(FAMILY), units(FAMILY)) == (1, 11)
    assert toots("see https://t.co") == 4 + 23
    assert (short_link(LINK), short_link("https://t.co")) == (23, 23)
    # What may not be taken for a link, or not to its end, counts whole.
    assert all(
        short_link(url) > 60 for url in (LINK.replace("site", "example"), f"{LINK}(x)", f"http://127.0.0.1/{LINK}")
    )


# Networks


@settings(max_examples=60)
@given(posts())
@pytest.mark.parametrize("name", NETWORKS)
def test_a_post_is_never_over_its_limit(name: str, post: Post) -> None:
    network = NETWORKS[name]
    text = network.write(post)
    body, link = text.removesuffix("\n"), ""
    if post.link and body.endswith(BETWEEN + post.link):
        body, link = body.removesuffix(BETWEEN + post.link), post.link
    assert network.length(body, link) <= network.limit
    assert len(text.encode()) <= network.bytes + 1
    assert not text or text.strip() != post.link


@settings(max_examples=60)
@given(posts(), st.integers(min_value=1, max_value=400))
def test_only_whole_sentences_in_order(post: Post, limit: int) -> None:
    made = post.fitted(lambda tried: len(tried.headline) + len(tried.text) <= limit)
    assert made.sentences == post.sentences[: len(made.sentences)]
    assert made.headline in {"", post.headline} or post.headline.startswith(made.headline.removesuffix(" …"))
    if len(made.sentences) < len(post.sentences):
        following = post.sentences[len(made.sentences)]
        assert len(made.headline) + len(replace(made, sentences=(*made.sentences, following)).text) > limit


def test_as_much_as_fits_is_posted() -> None:
    sentence = "The mill has turned again since Tuesday, after thirty years of silence."
    post = Post("en", "Old mill becomes a school", (sentence,) * 9, LINK)
    text = X.write(post)
    assert text == f"Old mill becomes a school\n\n{sentence} {sentence} {sentence}\n\n{LINK}\n"
    assert X.length(text.removesuffix(f"\n\n{LINK}\n"), LINK) == 25 + 2 + 3 * 71 + 2 + 2 + 23 <= 280
    assert NETWORKS["linkedin"].write(post).count(sentence) == 9


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("Council votes for the mill: " + "what it means " * 30, "Council votes for the mill …"),
        ("Council votes for the mill – " + "and more " * 40, "Council votes for the mill …"),
        ("Council votes for the mill: only if " + "the state pays " * 30, ""),  # a condition must not be lost
        ("Council votes for the mill, " + "and more " * 40, ""),  # a comma may hold a name, or who says it
        ("The mayor steals; police said " + "so " * 120, "The mayor steals …"),
    ],
)
def test_a_headline_that_is_too_long_ends_as_a_clause(headline: str, kept: str) -> None:
    post = Post("en", headline.strip(), ("It was on Tuesday.",), LINK)
    assert X.write(post) == "\n\n".join(filter(None, (kept, "It was on Tuesday.", LINK))) + "\n"


def test_a_headline_is_cut_only_where_the_article_supports_it() -> None:
    post = Post("en", "Nine mills close: " + "no " * 120, (), LINK, supported=lambda text: "Nine" not in text)
    assert X.write(post) == ""


def test_a_link_without_room_is_left_out() -> None:
    post = Post("en", "Old mill becomes a school", (), f"https://news.site/{'a' * 400}")
    assert NETWORKS["bluesky"].write(post) == "Old mill becomes a school\n"
    assert NETWORKS["x"].write(post).endswith("aaa\n")  # there every link is 23


# Chats

PLAIN = {"type": "object", "required": ["type", "text", "emoji"], "additionalProperties": False}


def plain(limit: int) -> dict[str, Any]:
    """Slack's text object without formatting."""
    text = {"type": "string", "minLength": 1, "maxLength": limit}
    return {**PLAIN, "properties": {"type": {"const": "plain_text"}, "text": text, "emoji": {"const": False}}}


# https://docs.slack.dev/reference/block-kit/blocks
SLACK = {
    "type": "object",
    "required": ["text", "blocks"],
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 4000},
        "blocks": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["type", "text"],
                        "properties": {"type": {"const": "header"}, "text": plain(150)},
                    },
                    {
                        "type": "object",
                        "required": ["type", "text"],
                        "properties": {
                            "type": {"const": "section"},
                            "text": {
                                "anyOf": [
                                    plain(3000),
                                    {
                                        "type": "object",
                                        "properties": {
                                            "type": {"const": "mrkdwn"},
                                            "text": {
                                                "type": "string",
                                                "pattern": r"^<https?://[^<>|]+\|[^<>|]+>$",
                                                "maxLength": 3000,
                                            },
                                        },
                                    },
                                ]
                            },
                        },
                    },
                    {
                        "type": "object",
                        "required": ["type", "elements"],
                        "properties": {
                            "type": {"const": "context"},
                            "elements": {"type": "array", "minItems": 1, "maxItems": 10, "items": plain(2000)},
                        },
                    },
                ]
            },
        },
    },
}
# https://adaptivecards.io/explorer, version 1.4, in the envelope of a Teams webhook
TEAMS = {
    "type": "object",
    "required": ["type", "attachments"],
    "properties": {
        "type": {"const": "message"},
        "attachments": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["contentType", "content"],
                "properties": {
                    "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
                    "content": {
                        "type": "object",
                        "required": ["type", "version", "body"],
                        "properties": {
                            "type": {"const": "AdaptiveCard"},
                            "version": {"const": "1.4"},
                            "body": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "type": "object",
                                    "properties": {"type": {"const": "RichTextBlock"}},
                                    "required": ["type", "inlines"],
                                },
                            },
                            "actions": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "required": ["type", "title", "url"],
                                    "properties": {
                                        "type": {"const": "Action.OpenUrl"},
                                        "url": {"type": "string", "pattern": "^https?://"},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
DISCORD = {
    "type": "object",
    "required": ["embeds", "allowed_mentions"],
    "additionalProperties": False,
    "properties": {
        "allowed_mentions": {"const": {"parse": []}},
        "embeds": {
            "type": "array",
            "minItems": 1,
            "maxItems": 10,
            "items": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {
                    "title": {"type": "string", "maxLength": 256},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "description": {"type": "string", "maxLength": 4096},
                    "footer": {"type": "object", "properties": {"text": {"type": "string", "maxLength": 2048}}},
                    "timestamp": {"type": "string"},
                },
            },
        },
    },
}
SCHEMAS = {"slack": SLACK, "teams": TEAMS, "discord": DISCORD}


@settings(max_examples=40)
@given(posts(), st.sampled_from([1, 40]))
@pytest.mark.parametrize("name", CHATS)
def test_a_message_is_what_the_chat_takes(name: str, post: Post, times: int) -> None:
    long = replace(post, sentences=post.sentences * times, headline=post.headline * (times // 10 + 1))
    message = CHATS[name](long)
    if message is None:
        return
    jsonschema.validate(message, SCHEMAS[name])
    text = json.dumps(message, ensure_ascii=False)
    assert name != "teams" or len(text.encode()) <= 28_000
    total = sum(
        len(part)
        for embed in message.get("embeds", ())
        for part in (embed.get("title", ""), embed.get("description", ""))
    )
    assert total <= 6000


def test_nothing_in_an_article_is_formatting_or_a_mention() -> None:
    text = "<!channel> *bold* @everyone [link](https://evil.example) `code` # head &lt;"
    post = Post("en", text, (text,), LINK, text)
    assert "<!channel>" not in json.dumps(slack(post)).replace('"text": "<!channel>', "").replace(text, "")
    message = discord(post)
    assert message is not None
    (embed,) = message["embeds"]
    assert not re.search(r"(?<!\\)[*_`\[\]()<>@#]", embed["title"] + embed["description"])
    card = teams(post)
    assert card is not None
    assert {block["type"] for block in card["attachments"][0]["content"]["body"]} == {"RichTextBlock"}


def test_several_messages_are_a_list() -> None:
    one = Post("en", "A", ("B.",))
    assert isinstance(json.loads(write_messages(slack, [one])), dict)
    assert len(json.loads(write_messages(slack, [one, one]))) == 2
    assert json.loads(write_messages(slack, [Post("en", "", ())])) == []


# From briefs


def result_of(*checks: Check, level: Any = None) -> Result:
    texts = ("The mill reopens on Tuesday.", "It cost 3 million dollars.", "About 1,200 people came.")
    sentences = tuple(Sentence(text, 0, len(text), 0) for text in texts)
    document = Document.create(
        "mill", " ".join(texts), language="en", metadata={"url": LINK, "sitename": "News Site", "date": "2026-05-02"}
    )
    made = (BriefSentence(texts[0], (0,)), BriefSentence(texts[1], (1,), level=level), BriefSentence(texts[2], (2,)))
    brief = Brief("mill", "en", "3s", "Mill reopens", made, checks, (Step("summarize", "embedded"),))
    return Result("mill", CleanDocument(document, sentences), (brief,))


def test_a_post_has_headline_sentences_and_link() -> None:
    assert (
        render([result_of()], "x")
        == f"Mill reopens\n\nThe mill reopens on Tuesday. It cost 3 million dollars. About 1,200 people came.\n\n{LINK}\n"
    )


def test_what_a_check_flagged_is_not_posted() -> None:
    result = result_of(Check("facts", "flagged", "sentence 2: no", 1), Check("facts", "flagged", "headline: no"))
    assert render([result], "bluesky") == f"The mill reopens on Tuesday. About 1,200 people came.\n\n{LINK}\n"


def test_what_is_doubtful_is_not_posted() -> None:
    text = render([result_of(level="doubtful")], "mastodon")
    assert "million" not in text
    assert "(?)" not in text
    (story,) = issue(result_of()).stories
    doubtful = replace(story, dek="It fell. (?)", headline="It fell (?)")
    assert post_of_story(doubtful).headline == ""
    assert "fell" not in post_of_story(doubtful).text
    long = post_of_story(replace(story, headline="The mill: " + "again " * 60))
    assert X.write(long).startswith("The mill reopens on Tuesday.")  # not in part: nobody could check it


def test_a_sentence_that_the_headline_says_is_not_said_twice() -> None:
    result = result_of()
    brief = replace(result.briefs[0], headline="The mill reopens on Tuesday")
    assert post_of_brief(result, brief).sentences == ("It cost 3 million dollars.", "About 1,200 people came.")


def test_several_posts_in_one_text_have_a_line_between_them() -> None:
    assert render([result_of(), result_of()], "x").count(SEPARATOR) == 1


@pytest.mark.parametrize("name", [*NETWORKS, *CHATS])
def test_hostile_text_has_no_control_characters(name: str) -> None:
    result = result_of()
    brief = replace(result.briefs[0], headline=HOSTILE, sentences=(BriefSentence(f"{HOSTILE}!", (0,)),))
    text = render([replace(result, briefs=(brief,))], name)
    assert text
    assert not re.search("[\u202a-\u202e\x00\x1b\r]|\\\\u202e|\\\\u001b", text)


def test_the_commands_write_them(cli: Cli, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text("The old mill reopened as a school on Tuesday. It cost the town 3 million dollars.")
    done = cli("run", "a.txt", "--format", "bluesky")
    assert (done.code, done.err) == (0, "")
    assert "The old mill reopened as a school on Tuesday." in done.out
    assert cli("run", "a.txt", "--format", "slack", "--out", "folder/").out == "folder/a.en.medium.slack.json\n"
    done = cli("newsletter", "a.txt", "--posts", "x,teams", "--out", "o")
    assert done.code == 0
    assert {"o/en.x.txt", "o/en.teams.json"} <= set(done.out.splitlines())
    jsonschema.validate(json.loads((tmp_path / "o/en.teams.json").read_text()), TEAMS)


def test_an_unknown_network_is_a_sentence() -> None:
    assert parse_posts("x, slack,") == ("x", "slack")
    with pytest.raises(UsageError, match="--posts myspace: expected some of x, linkedin"):
        parse_posts("x,myspace")


def test_every_post_is_a_format() -> None:
    assert {*NETWORKS, *CHATS} <= set(FORMATS)


def test_a_sentence_that_is_there_twice_is_posted_once() -> None:
    assert _distinct(["The mill burned.", "The mill burned.", "Nobody died."], "") == (
        "The mill burned.",
        "Nobody died.",
    )
