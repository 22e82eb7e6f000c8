"""The code of a bundle: the modules of briefsmith that its entry imports, and those that they import, and no others."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "briefsmith"
ENTRY = "briefsmith.training.gpu.main"
# `python3 code` runs this file with the folder as the place of imports.
MAIN = f'''"""Trains the bundle that this folder belongs to."""

import sys

from {ENTRY} import main

sys.exit(main())
'''


def source_root() -> Path:
    """The folder in which the package lies."""
    return Path(__file__).parents[3]


def modules_of(entry: str = ENTRY) -> list[Path]:
    """The files of the entry and of all it imports from the package, relative to `source_root`.

    Imports for the type checker alone are left out, those inside functions are not.
    """
    root, found, waiting = source_root(), set[Path](), [entry]
    while waiting:
        parts = waiting.pop().split(".")
        packages = [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
        for name in packages:
            path = _file(root, name)
            if path is not None and path not in found:
                found.add(path)
                waiting += _imports(ast.parse((root / path).read_text("utf-8")))
    return sorted(found)


def write_code(folder: Path) -> None:
    """Copy the modules, and write what runs them."""
    for path in modules_of():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source_root() / path, folder / path)
    (folder / "__main__.py").write_text(MAIN, "utf-8")


def _file(root: Path, module: str) -> Path | None:
    path = Path(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if (root / candidate).is_file()), None)


def _imports(tree: ast.AST) -> Iterator[str]:
    """Names of modules, and of what is taken from them, which may be modules too."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from _imports(node)
