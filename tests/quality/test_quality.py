"""The quality gate: what the product makes of the corpus in this folder is no worse than what floors.json pins."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import corpus
import pytest
from measure import Figure, measure, problems, read_floors


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return measure()


def test_no_figure_is_below_its_floor(figures: list[Figure]) -> None:
    found = problems(figures, read_floors())
    assert not found, "\n".join(found)


def test_another_corpus_asks_for_new_floors(figures: list[Figure]) -> None:
    (problem,) = problems(figures, {**read_floors(), "corpus": "of another day"})
    assert problem.endswith("re-measure with: python tests/quality/measure.py --write")


def test_a_figure_that_gets_worse_is_named(figures: list[Figure]) -> None:
    floors = {**read_floors(), "corpus": corpus.digest()}
    for index, figure in enumerate(figures):
        if figure.margin is None:
            continue
        floor = floors["figures"][figure.name]["floor"]
        worse = replace(figure, value=floor + 0.001 if figure.at_most else floor - 0.001)
        found = problems([*figures[:index], worse, *figures[index + 1 :]], floors)
        assert any(problem.startswith(f"{figure.name} is ") for problem in found)


def test_the_floors_are_as_tight_as_stated() -> None:
    for name, entry in read_floors()["figures"].items():
        assert abs(entry["measured"] - entry["floor"]) <= (1 if isinstance(entry["measured"], int) else 0.0201), name


def test_the_corpus_is_whole() -> None:
    assert Counter(page.language for page in corpus.pages()) == {"en": 10, "de": 4, "fr": 3, "es": 3}
    assert Counter(article.language for article in corpus.articles()) == {"en": 12, "de": 3, "fr": 3, "es": 2}
    assert Counter(item.pair[1] for item in corpus.translations()) == {"de": 24, "fr": 18, "es": 18}
    assert {item.kind for item in corpus.translations()} == set(corpus.KINDS)
    assert all(150 <= len(page.text.split()) <= 600 for page in corpus.pages())
    assert all(200 <= len(article.text.split()) <= 450 for article in corpus.articles())
    assert all(2 <= len(article.summary) <= 3 for article in corpus.articles())
    assert all(item.good not in (item.source, item.bad) for item in corpus.translations())


def test_spans_of_sentences_are_their_place_in_the_text() -> None:
    for article in corpus.articles():
        sentences = [sentence for sentences in article.paragraphs for sentence in sentences]
        assert [article.text[start:end] for start, end in article.spans] == sentences
