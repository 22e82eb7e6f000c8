from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.model import CleanDocument
from briefsmith.summarize.choose import Chosen, weigh
from briefsmith.summarize.features import analyse
from briefsmith.summarize.key_points import SAME_FACET, choose_points
from briefsmith.summarize.ranker import packaged
from briefsmith.summarize.standalone import reads_alone

from .test_extractive import sentences
from .texts import ALL, ENGLISH, document, of_sentences


def key_points(clean: CleanDocument, count: int, avoid: tuple[int, ...] = ()) -> tuple[Chosen, ...]:
    return choose_points(weigh(analyse(clean), packaged(clean.language)), count, avoid)


def test_points_do_not_repeat_each_other() -> None:
    twice = of_sentences(
        [
            "The council voted to close the old harbour terminal in March.",
            "The old harbour terminal will be closed by the council in March.",
            "Engineers found cracks in two of the four northern piers.",
            "Free buses run between the quay and the station until then.",
        ]
    )
    assert [point.sources for point in key_points(twice, 3)] == [(0,), (2,), (3,)]


def test_points_stay_clear_of_what_was_said() -> None:
    clean = document(ENGLISH)
    points = key_points(clean, 3, avoid=(0,))
    assert len(points) == 3
    assert (0,) not in [point.sources for point in points]


def test_fewer_facets_give_fewer_points() -> None:
    same = of_sentences(["The council voted to close the old harbour terminal in March."] * 4)
    assert len(key_points(same, 3)) == 1
    assert key_points(same, 3, avoid=(0,)) == ()
    assert key_points(same, 0) == ()


@pytest.mark.parametrize("language", ALL)
def test_points_read_alone_in_every_language(language: str) -> None:
    points = key_points(document(ALL[language], language), 3)
    assert len(points) == 3
    assert all(reads_alone(point.text, language) for point in points)


@settings(max_examples=60)
@given(st.lists(sentences, min_size=1, max_size=10), st.integers(1, 4), st.sets(st.integers(0, 3)))
def test_points_are_few_ordered_and_apart(texts: list[str], count: int, avoid: set[int]) -> None:
    clean = of_sentences(texts)
    avoided = sorted(index for index in avoid if index < len(texts))
    chosen = [point.sources[0] for point in key_points(clean, count, tuple(avoided))]
    assert len(chosen) <= count
    assert chosen == sorted(set(chosen) - set(avoided))
    if chosen:
        overlap = analyse(clean).words.gram([*chosen, *avoided])
        assert all(overlap[i, j] <= SAME_FACET + 1e-9 for i, j in combinations(range(len(chosen)), 2))
        assert (overlap[: len(chosen), len(chosen) :] <= SAME_FACET + 1e-9).all()
