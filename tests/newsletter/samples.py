"""Results as the pipeline makes them, written by hand: only their texts matter here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from briefsmith.model import Brief, BriefSentence, Check, CleanDocument, Document, Result, Sentence, Step
from briefsmith.newsletter.issue import Issue
from briefsmith.newsletter.make import IssueOptions, make_issue

ARTICLES = Path(__file__).parent / "articles"
DATE = datetime(2026, 5, 3, tzinfo=timezone.utc)
SUMMARIZED = Step("summarize", "embedded")
TRANSLATED = Step("translate", "fake", "rule", "0", route="en>de")

ENGLISH = (
    "The old mill will reopen on 12 June 2026 as a school.",
    "The work cost 3.4 million dollars, of which the town paid 25 percent.",
    "About 1,200 people came to the first open day.",
    "The wheel turns again after thirty years.",
)
GERMAN = (
    "Die alte Mühle öffnet am 12. Juni 2026 als Schule.",
    "Der Umbau kostete 3,4 Millionen Dollar, davon zahlte die Stadt 25 Prozent.",
    "Etwa 1.200 Menschen kamen zum ersten Tag der offenen Tür.",
    "Das Rad dreht sich nach dreißig Jahren wieder.",
)
METADATA = {
    "title": "Old mill becomes a school",
    "author": "Rosa Lind",
    "sitename": "The Mill Post",
    "date": "2026-05-02",
    "url": "https://example.org/mill?id=7&b=%C3%A4#top",
}


def brief(language: str, length: str, headline: str, sentences: Mapping[int, str], *checks: Check) -> Brief:
    """A brief of `sentences`, given by the index of their source."""
    steps = (SUMMARIZED,) if language == "en" else (SUMMARIZED, TRANSLATED)
    made = tuple(BriefSentence(text, (index,)) for index, text in sentences.items())
    return Brief("mill", language, length, headline, made, checks, steps)


def clean(metadata: Mapping[str, str] = METADATA, texts: Sequence[str] = ENGLISH, id: str = "mill") -> CleanDocument:
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(text, start, start + len(text), 0))
        start += len(text) + 1
    document = Document.create(id, " ".join(texts), language="en", metadata=metadata)
    return CleanDocument(document, tuple(sentences))


def result(metadata: Mapping[str, str] = METADATA, id: str = "mill") -> Result:
    """An English article with its briefs in English and German."""
    return Result(
        id,
        clean(metadata, id=id),
        (
            brief("en", "1s", "Old mill becomes a school", {0: ENGLISH[0]}),
            brief("en", "3p", "Old mill becomes a school", dict(list(enumerate(ENGLISH))[1:])),
            brief("de", "1s", "Alte Mühle wird Schule", {0: GERMAN[0]}),
            brief("de", "3p", "Alte Mühle wird Schule", dict(list(enumerate(GERMAN))[1:])),
        ),
    )


def several(count: int) -> list[Result]:
    """As many articles with their own addresses and texts."""
    made = [result({**METADATA, "url": f"https://example.org/mill/{n}"}, f"mill-{n}") for n in range(count)]
    texts = [(*ENGLISH, f"Room {n} is ready.") for n in range(count)]
    return [
        replace(one, clean=clean(one.clean.document.metadata, text, one.document_id))
        for one, text in zip(made, texts, strict=True)
        if one.clean is not None
    ]


BARE = {"title": "Old mill becomes a school"}
HOSTILE = "<script>alert(1)</script> </td></table> &lt;b&gt; {{ 7 * 7 }} \u202egnp.exe\u202c \x00\x1b[31m\r\nBcc: victim@example.org"
HOSTILE_METADATA = {
    "title": HOSTILE,
    "author": f'"><img src=x onerror=alert(1)> {HOSTILE}',
    "sitename": f"]]> --> {HOSTILE}",
    "date": HOSTILE,
    "url": "javascript:alert(document.domain)",
}


def hostile() -> Result:
    """A result in which every text of the article and the model tries to break out."""
    sentences = {0: f"First {HOSTILE}", 1: f"Second ]]> {HOSTILE}", 2: f"* [link](javascript:x) 5 {HOSTILE}"}
    made = brief("en", "3s", f"Headline {HOSTILE}", sentences)
    return Result("mill", clean(HOSTILE_METADATA), (made,))


def issue(*results: Result, language: str = "en", options: IssueOptions | None = None) -> Issue:
    made = make_issue(results, language, options or IssueOptions("The Weekly Mill", DATE))
    assert made is not None
    return made
