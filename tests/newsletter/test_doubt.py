"""What a newsletter says of translations that are not to be trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefsmith.engines.folder import embedded_models
from briefsmith.model import Result
from briefsmith.newsletter.labels import labels_for
from briefsmith.newsletter.make import IssueOptions, render_issue
from briefsmith.newsletter.templates import PACKAGED, open_templates

from .samples import DATE, GERMAN, issue, result

SENT_ON = {"de.eml", "de.rss.xml", "de.atom.xml", "de.feed.json"}


def draft() -> Result:
    """The German briefs as if the embedded model had made them."""
    model = next(m for m in embedded_models() if m.pair == ("en", "de"))
    known = result()

    def by_it(step):  # type: ignore[no-untyped-def]
        return replace(step, model=model.name, revision=model.revision) if step.stage == "translate" else step

    return replace(known, briefs=tuple(replace(b, provenance=tuple(map(by_it, b.provenance))) for b in known.briefs))


@pytest.mark.parametrize("template", PACKAGED)
def test_a_draft_says_so_at_its_head_and_is_not_sent_on(template: str) -> None:
    made = issue(draft(), language="de", options=IssueOptions("T", DATE, folder_url="https://e.org/"))
    rendered = render_issue(made, open_templates(template))
    assert not SENT_ON & set(rendered.files)
    for suffix in ("html", "txt", "md"):
        text = rendered.files[f"de.{suffix}"].split('role="main"')[-1]  # after the preheader, which nobody sees there
        assert text.index("Entwurf: ") < text.index(GERMAN[0][:20])
    allowed = render_issue(made, open_templates(template), allow_draft=True)
    assert set(allowed.files) > SENT_ON
    assert allowed.files["de.html"] == rendered.files["de.html"]


def test_the_source_language_of_a_draft_is_no_draft() -> None:
    rendered = render_issue(issue(draft()), open_templates("digest"))
    assert "en.eml" in rendered.files
    assert "Draft: " not in rendered.files["en.html"]


def test_a_doubtful_sentence_has_a_sign_that_is_explained_once() -> None:
    known, meaning = result(), labels_for("de").doubtful
    german = known.briefs[2]
    doubted = replace(german, sentences=(replace(german.sentences[0], doubt=0.8, level="doubtful"),))
    text = render_issue(
        issue(replace(known, briefs=(*known.briefs[:2], doubted, known.briefs[3])), language="de"),
        open_templates("digest"),
    ).files
    for suffix in ("txt", "md", "html"):
        assert text[f"de.{suffix}"].replace("&nbsp;", "\u00a0").count("\u00a0(?)") == 1
        assert " ".join(text[f"de.{suffix}"].split()).count(meaning.removeprefix("(?) ")) == 1
    assert meaning not in render_issue(issue(known, language="de"), open_templates("digest")).files["de.txt"]
