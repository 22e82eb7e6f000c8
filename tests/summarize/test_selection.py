from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefsmith.summarize.selection import Problem, select


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    count = draw(st.integers(1, 8))
    values = draw(st.lists(st.floats(-0.5, 2), min_size=count, max_size=count))
    costs = draw(st.lists(st.integers(1, 30), min_size=count, max_size=count))
    redundancy = [[0.0] * count for _ in range(count)]
    for i, j in combinations(range(count), 2):
        redundancy[i][j] = redundancy[j][i] = draw(st.floats(0, 1))
    needs = [draw(st.one_of(st.none(), st.integers(0, i - 1))) if i else None for i in range(count)]
    return Problem(values, costs, redundancy, needs, draw(st.integers(0, 90)))


def worth(problem: Problem, chosen: tuple[int, ...]) -> float:
    pairs = sum(problem.redundancy[i][j] for i, j in combinations(chosen, 2))
    return sum(problem.values[i] for i in chosen) - pairs


def allowed(problem: Problem, chosen: tuple[int, ...]) -> bool:
    complete = all(problem.needs[i] is None or problem.needs[i] in chosen for i in chosen)
    return complete and sum(problem.costs[i] for i in chosen) <= problem.capacity


@settings(max_examples=150)
@given(problems())
def test_the_choice_is_the_best_of_all(problem: Problem) -> None:
    chosen = select(problem)
    assert allowed(problem, chosen)
    assert list(chosen) == sorted(set(chosen))
    every = (c for size in range(len(problem.values) + 1) for c in combinations(range(len(problem.values)), size))
    best = max(worth(problem, c) for c in every if allowed(problem, c))
    assert worth(problem, chosen) >= best - 1e-6


def test_redundancy_makes_way_for_something_else() -> None:
    twins = [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert select(Problem([1.0, 0.9, 0.5], [1, 1, 1], twins, [None] * 3, 2)) == (0, 2)


def test_nothing_fits() -> None:
    assert select(Problem([1.0], [10], [[0]], [None], 9)) == ()
