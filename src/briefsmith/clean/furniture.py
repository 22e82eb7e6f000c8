"""Page furniture: the reasons for which a line is left out, and the phrases of each in all languages."""

from __future__ import annotations

from functools import cache

from briefsmith.languages.page import page_words

# A phrase of two reasons has the first.
REASONS = (
    "comments", "related_stories", "share_list", "tag_list", "newsletter_banner", "cookie_banner", "copyright",
    "advertisement", "caption", "source_line", "byline", "dateline", "menu",
)  # fmt: skip
# Banners are written as sentences, so their phrases are looked for even in a paragraph of prose.
PROSE_REASONS = frozenset({"cookie_banner", "newsletter_banner", "advertisement", "copyright"})
# Furniture that often ends with a full stop. 'More on that later.' is not furniture, although lists are headed 'More'.
SENTENCE_REASONS = PROSE_REASONS | {"comments", "source_line", "dateline"}


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of all languages for each reason, in the order of `REASONS`."""
    return {reason: page_words(reason) for reason in REASONS}
