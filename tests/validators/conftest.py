"""Issues of our own articles, one in each language, by the whole pipeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefsmith.newsletter.inputs import gather
from briefsmith.newsletter.issue import Footer, Issue
from briefsmith.newsletter.make import IssueOptions, make_issue
from briefsmith.newsletter.pictures.collect import Illustration
from briefsmith.newsletter.pictures.place import illustrated
from briefsmith.newsletter.pictures.shrink import Jpeg
from briefsmith.newsletter.run import languages_of, run_items
from briefsmith.settings import Settings
from briefsmith.sources import ReadOptions
from briefsmith.wiring.pipeline import build_newsletter
from newsletter.samples import ARTICLES, DATE

ONE = Illustration("0123456789abcdef.jpg", Jpeg(b"", 800, 400), "The mill", "Rosa Lind")


@pytest.fixture(scope="package")
def issues() -> list[Issue]:
    """With a footer and a picture, as they would be sent."""
    results = run_items(gather([str(ARTICLES)], ReadOptions()), build_newsletter(Settings()), ())
    made = [make_issue(results, language, IssueOptions("", DATE)) for language in languages_of(results)]
    assert len(made) >= 4
    footer = Footer("https://mill.example/leave", "1 Mill Lane")
    return [
        illustrated(replace(issue, footer=footer), {story.id: ONE for story in issue.stories})
        for issue in made
        if issue is not None
    ]
