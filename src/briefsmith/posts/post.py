"""What of a brief may be posted, and as much of it as fits: whole sentences, in their order, none that a check flagged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefsmith.check.source import Source
from briefsmith.check.support import unsupported
from briefsmith.languages import sentence_separator
from briefsmith.languages.knowledge import knowledge
from briefsmith.model import Brief, Result
from briefsmith.newsletter.issue import Story
from briefsmith.newsletter.links import web_address
from briefsmith.newsletter.story import article_date, site_of
from briefsmith.newsletter.text import one_line, plain_key
from briefsmith.render.common import DOUBTFUL_SIGN, machine_translated

# Where a headline that is too long may end: before what explains it.
_CLAUSE = re.compile(r"\s*[;:–—](?=\s)")


@dataclass(frozen=True, slots=True)
class Post:
    """One story to post. `sentences` are whole; `supported` says whether a part of the headline is true by the article."""

    language: str
    headline: str
    sentences: tuple[str, ...]
    link: str = ""
    site: str = ""
    date: datetime | None = None
    translated: bool = False
    supported: Callable[[str], bool] = lambda text: True

    @property
    def text(self) -> str:
        """The sentences as running text."""
        return sentence_separator(self.language).join(self.sentences)

    @property
    def empty(self) -> bool:
        return not (self.headline or self.sentences)

    def fitted(self, fits: Callable[[Post], bool]) -> Post:
        """The headline and as many of the first sentences as fit; what does not fit is left out, never broken off.

        A headline that is too long alone ends before a semicolon, colon or dash, and an ellipsis says so.
        """
        made = replace(self, sentences=())
        if not fits(made):
            made = replace(
                made, headline=next((head for head in self._heads() if fits(replace(made, headline=head))), "")
            )
        for sentence in self.sentences:
            longer = replace(made, sentences=(*made.sentences, sentence))
            if not fits(longer):
                break
            made = longer
        return made

    def _heads(self) -> Iterator[str]:
        """Beginnings of the headline that say nothing else than the whole, the longest first."""
        conditions = knowledge(self.language).phrases.conditions
        unless = re.compile(rf"(?<!\w)(?:{conditions})(?!\w)", re.IGNORECASE) if conditions else None
        for cut in reversed(list(_CLAUSE.finditer(self.headline))):
            head, rest = self.headline[: cut.start()], self.headline[cut.end() :]
            if head and not (unless and unless.search(rest)) and self.supported(head):
                yield f"{head} …"


def post_of_brief(result: Result, brief: Brief) -> Post:
    """The post of one brief; without what a check flagged or whose translation is doubtful."""
    clean = result.clean
    metadata = clean.document.metadata if clean else {}
    flagged = {check.sentence for check in brief.checks if check.status == "flagged"}
    texts = [
        one_line(sentence.text, len(sentence.text) + 99)
        for index, sentence in enumerate(brief.sentences)
        if index not in flagged and sentence.level != "doubtful"
    ]
    headline = "" if None in flagged or brief.headline_level == "doubtful" else one_line(brief.headline)
    url = web_address(metadata.get("url", ""))
    source = Source.of(clean) if clean and clean.language == brief.language else None
    return Post(
        brief.language,
        headline,
        _distinct(texts, headline),
        url,
        site_of(result),
        article_date(result),
        machine_translated(brief),
        lambda text: source is not None and not unsupported(text, source),
    )


def post_of_story(story: Story) -> Post:
    """The post of a newsletter's story, which was edited and approved; without lines that have the sign of doubt."""
    lines = [line for line in (story.headline, story.dek, *story.bullets) if DOUBTFUL_SIGN not in line]
    headline = story.headline if story.headline in lines else ""
    sentences = _distinct([line for line in lines if line != headline], headline)
    origin = story.source
    # Its article is not at hand, so that no part of the headline can be checked: it stands whole or not at all.
    return Post(
        story.language,
        headline,
        sentences,
        origin.link,
        origin.site,
        origin.date,
        story.translated,
        supported=lambda text: False,
    )


def _distinct(texts: Sequence[str], headline: str) -> tuple[str, ...]:
    """The texts, each once, without those that the headline says already."""
    kept = {key: text for text in reversed(texts) if (key := plain_key(text))}
    return tuple(
        text
        for text in dict.fromkeys(texts)
        if kept.get(plain_key(text)) == text and plain_key(text) not in plain_key(headline)
    )
