"""What is known of a language is in its module: no other module compares languages or keys tables by them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from briefsmith.languages import LANGUAGES
from conftest import REPO

SOURCE = REPO / "src" / "briefsmith"
# The metrics' own options: rouge-score has a stemmer for English only, sacrebleu names its tokenizers by language.
METRICS = ("evaluate/rouge.py", "evaluate/translation.py")
# Indonesian's code is what columns and fields are called.
CODES = frozenset(LANGUAGES) - {"id"}
TABLES = frozenset({"dict", "frozenset", "set"})


def texts(nodes: list[ast.expr | None]) -> list[str]:
    """The texts that are literals in the code."""
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def compared(node: ast.AST) -> list[str]:
    """The texts that something is compared with, one by one or in a group."""
    if isinstance(node, ast.MatchValue):
        return texts([node.value])
    if not isinstance(node, ast.Compare):
        return []
    sides = [node.left, *node.comparators]
    groups = [side.elts for side in sides if isinstance(side, (ast.Tuple, ast.List, ast.Set))]
    return texts([*sides, *(item for group in groups for item in group)])


def keys(node: ast.AST) -> list[str]:
    """The texts that are keys of a table or items of a set."""
    if isinstance(node, ast.Dict):
        return texts(node.keys)
    if isinstance(node, ast.Set):
        return texts([*node.elts])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TABLES:
        groups = [argument.elts for argument in node.args if isinstance(argument, (ast.Tuple, ast.List))]
        return [word.arg for word in node.keywords if word.arg] + texts([item for group in groups for item in group])
    return []


def found_in(source: str) -> Iterator[tuple[int, str]]:
    """The lines that know a language, with its code."""
    for node in ast.walk(ast.parse(source)):
        found = [text for text in compared(node) if text in CODES]
        table = keys(node)
        coded = [text for text in table if text in CODES]
        found += coded if len(coded) > len(table) / 2 else []
        yield from ((getattr(node, "lineno", 0), code) for code in found)


def offenders() -> dict[str, list[str]]:
    """What knows a language outside its module, by file."""
    found = {
        path.relative_to(SOURCE).as_posix(): [f"{line}: {code}" for line, code in found_in(path.read_text("utf-8"))]
        for path in sorted(SOURCE.rglob("*.py"))
    }
    return {path: lines for path, lines in found.items() if lines and not path.startswith("languages/")}


def test_no_module_knows_a_language_that_is_not_its_own() -> None:
    assert set(offenders()) == set(METRICS)


@pytest.mark.parametrize(
    "source",
    [
        "language == 'de'",
        "language in ('de', 'fr')",
        "'fr' != pair[1]",
        "{'en': 1, 'de': 2}",
        "{'zh', 'ja', 'x'}",
        "frozenset(('fr', 'it'))",
        "dict(en=1, de=2)",
        "match language:\n    case 'de':\n        pass",
    ],
)
def test_such_lines_are_found(source: str) -> None:
    assert list(found_in(source))


@pytest.mark.parametrize(
    "source",
    [
        "row['id'] == 'id'",
        "{'id': 1, 'name': 2}",
        "kind == 'date'",
        "{'a', 'to', 'it', 'so'}",
        "load('de')",
        "{**table}",
    ],
)
def test_other_lines_are_not(source: str) -> None:
    assert not list(found_in(source))
