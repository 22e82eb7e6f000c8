"""The map holds: no circles of imports, settings known to the wiring alone, one name for one class."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from conftest import REPO

SOURCE = REPO / "src" / "briefsmith"
Graph = Mapping[str, set[str]]
# Who may know the settings: the command line reads them, `wiring` turns them into parts, training has its own.
MAY_IMPORT_SETTINGS = {"cli", "settings", "training", "wiring"}
# Names that two public classes still share; each goes when one of the two is renamed, and none is added.
SHARED_NAMES = {"Finding"}  # one base in facts.finding, which check.support and translate.guards each add to


def module_name(path: Path) -> str:
    """`briefsmith.facts.dates` for its file; a package for its `__init__.py`."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, modules: Iterable[str]) -> set[str]:
    """The package's own modules that a file imports, at its top or inside a function, also for types only."""
    known, found = set(modules), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else str(node.module))
    return found & known


def file_graph() -> dict[str, set[str]]:
    """Every module with the modules it imports."""
    paths = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}
    return {name: imports_of(ast.parse(path.read_text("utf-8")), paths) - {name} for name, path in paths.items()}


def folder_of(module: str, folders: set[str]) -> str:
    """The folder that a module lies in; a file at the top stands for itself."""
    if module in folders:
        return module
    parent = module.rpartition(".")[0]
    return module if parent == "briefsmith" else parent


def folder_graph(files: Graph) -> dict[str, set[str]]:
    """Every folder, and file at the top, with those it imports."""
    folders = {module.rpartition(".")[0] for module in files} - {"briefsmith", ""}
    graph: dict[str, set[str]] = {}
    for module, imported in files.items():
        here = folder_of(module, folders)
        graph.setdefault(here, set()).update({folder_of(other, folders) for other in imported} - {here})
    return graph


def circles(graph: Graph) -> list[list[str]]:
    """The strongly connected parts of more than one node (Tarjan 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            part = [stack.pop()]
            while part[-1] != node:
                part.append(stack.pop())
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def test_no_file_imports_one_that_imports_it() -> None:
    assert circles(file_graph()) == []


def test_no_folder_imports_one_that_imports_it() -> None:
    assert circles(folder_graph(file_graph())) == []


def test_only_the_wiring_knows_the_settings() -> None:
    graph = file_graph()
    knows = {
        module.split(".")[1]
        for module, found in graph.items()
        if any(f.startswith("briefsmith.settings") for f in found)
    }
    assert knows <= MAY_IMPORT_SETTINGS


def test_public_classes_have_names_of_their_own() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(module_name(path))
    shared = {name: found for name, found in places.items() if len(found) > 1 and name not in SHARED_NAMES}
    assert shared == {}


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    files = {"briefsmith.x.one": {"briefsmith.y.two"}, "briefsmith.y.three": {"briefsmith.x.four"}}
    assert circles(files) == []
    assert circles(folder_graph(files)) == [["briefsmith.x", "briefsmith.y"]]


def floors() -> dict[str, int]:
    """The floor of each folder, and of each file at the top, as docs/architecture.md has them."""
    page = (REPO / "docs/architecture.md").read_text("utf-8")
    table = page.split("## The floors", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")][1:]
    return {
        f"briefsmith.{name}": floor for floor, row in enumerate(rows) for name in re.findall(r"`([a-z0-9_.]+)`", row)
    }


def test_the_map_names_every_folder_and_no_import_points_up() -> None:
    known, graph = floors(), folder_graph(file_graph())
    rooms = {room for room in graph if room not in {"", "briefsmith", "briefsmith.__main__"}}
    assert rooms == set(known)
    up = {f"{room} imports {other}" for room in rooms for other in graph[room] if known.get(other, 0) > known[room]}
    assert up == set()
