"""Networks that take a text with a link at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefsmith.model import Result
from briefsmith.posts.counting import graphemes, short_link, toots, units, weight
from briefsmith.posts.post import Post, post_of_brief

BETWEEN = "\n\n"
# Between the posts of several stories in one file.
SEPARATOR = "\n---\n\n"


@dataclass(frozen=True, slots=True)
class Network:
    """`limit` by `count`, which does not count the link; `link` does. `bytes` is a second limit of some."""

    name: str
    limit: int
    count: Callable[[str], int]
    link: Callable[[str], int]
    bytes: int = 1_000_000

    def length(self, text: str, link: str) -> int:
        """How long the network says that a text and a link under it are."""
        return self.count(text + (BETWEEN if text and link else "")) + (self.link(link) if link else 0)

    def fits(self, text: str, link: str) -> bool:
        """Whether it may be posted."""
        return self.length(text, link) <= self.limit and len(f"{text}{BETWEEN}{link}".encode()) <= self.bytes

    def write(self, post: Post) -> str:
        """The post, within the limit; empty if nothing of it fits. A link that leaves no room for a word is left out."""
        for link in dict.fromkeys((post.link, "")):
            fitted = post.fitted(lambda tried, link=link: self.fits(_text(tried), link))  # type: ignore[misc]
            if not fitted.empty:
                return BETWEEN.join(filter(None, (_text(fitted), link))) + "\n"
        return ""


X = Network("x", 280, weight, short_link)
LINKEDIN = Network("linkedin", 3000, units, units)
MASTODON = Network("mastodon", 500, toots, short_link)
# The record of a post: app.bsky.feed.post, text.maxGraphemes and text.maxLength (in bytes).
BLUESKY = Network("bluesky", 300, graphemes, graphemes, bytes=3000)
NETWORKS = {network.name: network for network in (X, LINKEDIN, MASTODON, BLUESKY)}


def write_posts(network: Network, posts: Sequence[Post]) -> str:
    """The posts with a line between them."""
    return SEPARATOR.join(filter(None, map(network.write, posts)))


def _render(name: str, results: Sequence[Result]) -> str:
    return write_posts(NETWORKS[name], [post_of_brief(result, brief) for result in results for brief in result.briefs])


def render_x(results: Sequence[Result], footnotes: bool = False) -> str:
    """Posts of at most 280 characters as X counts them."""
    return _render("x", results)


def render_linkedin(results: Sequence[Result], footnotes: bool = False) -> str:
    """Posts of at most 3,000 characters."""
    return _render("linkedin", results)


def render_mastodon(results: Sequence[Result], footnotes: bool = False) -> str:
    """Posts of at most 500 characters as Mastodon counts them."""
    return _render("mastodon", results)


def render_bluesky(results: Sequence[Result], footnotes: bool = False) -> str:
    """Posts of at most 300 graphemes."""
    return _render("bluesky", results)


def _text(post: Post) -> str:
    return BETWEEN.join(filter(None, (post.headline, post.text)))
