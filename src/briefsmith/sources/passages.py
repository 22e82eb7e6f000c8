"""Puts the text of a document together from paragraphs, some of which its reader knows not to be the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefsmith.model import Dropped
from briefsmith.sources.extracted import Extracted, one_line
from briefsmith.sources.text import clean

GAP = "\n\n"
# A title has as many words and no more characters, and soon below it is a sentence.
_TITLE_WORDS = range(3, 31)
_TITLE_LENGTH = 220
_SOON = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, and the reason why it is not part of the article (`running_head`), or None."""

    text: str
    reason: str | None = None


def assemble(passages: Iterable[Passage], metadata: Mapping[str, object]) -> Extracted:
    """The passages in order, blank lines between them; those with a reason become dropped spans.

    A first passage that is the title of the metadata is dropped as that.
    """
    lines = {key: clean(value) for key, value in one_line(metadata).items()}
    parts: list[str] = []
    dropped: list[Dropped] = []
    size = 0
    for passage in passages:
        text = clean(passage.text).strip()
        if not text:
            continue
        start = size + (len(GAP) if parts else 0)
        size = start + len(text)
        parts.append(text)
        is_title = not start and " ".join(text.split()) == lines.get("title")
        if (reason := passage.reason or ("title" if is_title else None)) is not None:
            dropped.append(Dropped(start, size, reason))
    return Extracted(GAP.join(parts), lines, tuple(dropped))


def words_of(passages: Iterable[Passage]) -> int:
    """The number of words that are not left out."""
    return sum(len(passage.text.split()) for passage in passages if passage.reason is None)


def title_line(passages: Sequence[Passage]) -> str | None:
    """The first passage if it reads like a title that has no style to say so: a few words above sentences, without a stop."""
    texts = [text for passage in passages if passage.reason is None and (text := passage.text.strip())]
    if not texts or not _may_be_title(texts[0]):
        return None
    return texts[0] if any(map(_is_sentence, texts[1 : 1 + _SOON])) else None


def _may_be_title(text: str) -> bool:
    short = len(text) <= _TITLE_LENGTH and len(text.split()) in _TITLE_WORDS
    return short and text[0] != "•" and text[-1] not in ".…:;,!" and " | " not in text


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 8 and text.rstrip("\"'”’»«“)")[-1:] in set(".!?…")
