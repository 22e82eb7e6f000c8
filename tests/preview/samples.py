"""An issue of our own: three scripts, checks of both kinds, hostile texts, a document that failed; and its server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

from briefsmith.model import (
    Brief,
    BriefSentence,
    Check,
    CleanDocument,
    Document,
    Dropped,
    Failure,
    Result,
    Sentence,
    Step,
)
from briefsmith.newsletter.briefs import write_briefs
from briefsmith.preview.issue import IssueFiles
from briefsmith.preview.server import PreviewServer

PARAGRAPHS = (
    ("The lighthouse on Gull Rock will be lit again on 4 June.", "It has been dark for 31 years."),
    (
        "A club of forty neighbours paid for the new lamp.",
        "The lamp needs no keeper.",
        "Ships had asked for it since 2019.",
    ),
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
MADE = Step("summarize", "embedded", parameters="0f3c9a1be22d")
TRANSLATED = Step("translate", "ctranslate2", "briefsmith-en-xx", "3", "77aa01", "en>xx")


def document(id: str, title: str, paragraphs: tuple[tuple[str, ...], ...] = PARAGRAPHS) -> CleanDocument:
    """A document whose text begins with a byline that cleaning dropped."""
    text, byline = "", "By Ada Quill\n\n"
    sentences = []
    for number, paragraph in enumerate(paragraphs):
        for sentence in paragraph:
            start = len(byline) + len(text)
            sentences.append(Sentence(sentence, start, start + len(sentence), number))
            text += f"{sentence} "
    metadata = {"title": title, "author": "Ada Quill", "date": "2026-05-30", "url": "https://example.com/gull-rock"}
    whole = Document.create(id, byline + text, language="en", metadata=metadata)
    return CleanDocument(whole, tuple(sentences), (Dropped(0, 12, "byline"),))


def lighthouse() -> Result:
    """Short briefs in English, Arabic and Japanese, and a medium one by a model."""
    clean = document("lighthouse", "Light on Gull Rock")

    def brief(language: str, headline: str, *texts: str, checks: tuple[Check, ...] = ()) -> Brief:
        sentences = tuple(BriefSentence(text, (source,)) for text, source in zip(texts, (0, 2), strict=True))
        steps = (MADE,) if language == "en" else (MADE, TRANSLATED)
        return Brief("lighthouse", language, "short", headline, sentences, checks, steps)

    first, third = PARAGRAPHS[0][0], PARAGRAPHS[1][0]
    flag = Check("figures", "flagged", "figures of sentence 1 are missing: 4", 0)
    passed = (Check("length", "passed"), Check("language", "passed"))
    medium = BriefSentence("After 31 years the lamp on Gull Rock returns, paid for by neighbours.", (0, 1, 2), "chunk")
    briefs = (
        brief("en", "Gull Rock is lit again", first, third, checks=passed),
        brief(
            "ar",
            "عودة الضوء إلى صخرة النورس",
            "ستضاء المنارة من جديد في يونيو.",
            "دفع الجيران ثمن المصباح.",
            checks=(flag, *passed),
        ),
        brief(
            "ja",
            "カモメ岩に再び灯り",
            "カモメ岩の灯台は6月4日に再び点灯する。",
            "新しいランプの費用は近所の40人が出した。",
            checks=passed,
        ),
        Brief(
            "lighthouse",
            "en",
            "medium",
            "Neighbours bring back a light",
            (medium,),
            (),
            (replace(MADE, engine="transformers"),),
        ),
    )
    return Result("lighthouse", clean, briefs)


def rock() -> Result:
    """Another story with the briefs of the first."""
    texts = (
        ("Rain flooded 31 streets in Tamworth.", "Schools stay closed."),
        ("Boats rescued 250 people.", "Helena Okafor said the dam had held.", "More rain is forecast."),
    )
    return replace(lighthouse(), document_id="rock", clean=document("rock", "Streets under water", texts))


def hostile() -> Result:
    """Markup, a bidi override, a very long word and an address that is a script."""
    clean = document("hostile", HOSTILE, ((f"{HOSTILE} It said \u202eevil\u202c to {'x' * 300}.",),))
    metadata = {**clean.document.metadata, "url": "javascript:alert(3)", "author": HOSTILE}
    clean = replace(clean, document=replace(clean.document, metadata=metadata))
    sentence = BriefSentence(clean.sentences[0].text, (0,))
    checks = (Check(HOSTILE, "flagged", HOSTILE, 0),)
    return Result(
        "hostile", clean, (Brief("hostile", "en", "short", HOSTILE, (sentence,), checks, (Step(HOSTILE, HOSTILE),)),)
    )


def failed() -> Result:
    return Result("gone", failures=(Failure("gone", "read", "missing", "there is no file gone.txt."),))


def write_issue(folder: Path, results: list[Result]) -> Path:
    """The folder with its briefs and a newsletter that tries what a newsletter must not do."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "briefs.json").write_text(write_briefs(results), "utf-8")
    page = "<!doctype html><html lang='{0}'><title>Issue</title><p id='text'>Issue {0}</p><script>document.title = 'ran'</script>"
    for language in ("en", "ar"):
        (folder / f"{language}.html").write_text(
            page.format(language) + "<img alt='' src='https://tracker.example/pixel.png'>", "utf-8"
        )
        (folder / f"{language}.txt").write_text(f"Issue {language} {HOSTILE}\n", "utf-8")
    (folder / "en.rss.xml").write_text("<rss version='2.0'/>", "utf-8")
    (folder / "secret.txt").write_text("not of the issue", "utf-8")
    return folder


@contextmanager
def serving(path: Path) -> Iterator[PreviewServer]:
    """The real server on a free port, in a thread."""
    with PreviewServer(IssueFiles.find(path)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
