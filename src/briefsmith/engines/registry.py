"""All engines, and the choice of one for a model folder. Installed packages can add more.

A new engine is one file with an `EngineSpec` and a line in `ENGINES`, or a package with an entry point in the group
`briefsmith.engines` that has the engine's name and refers to its `EngineSpec`. Importing this module loads no engine's
library.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from briefsmith.engines.base import EngineSpec, TextEngine
from briefsmith.engines.convert import CTRANSLATE2
from briefsmith.engines.folder import DESCRIPTION
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.transformers import TRANSFORMERS
from briefsmith.errors import EngineError, ModelUnavailableError
from briefsmith.lazy import lazy

AUTO = "auto"
GROUP = "briefsmith.engines"
# Named rather than imported, because its folder builds upon this one.
FIREFOX = EngineSpec(
    "firefox",
    lazy("briefsmith.engines.firefox.folder:opens"),
    lazy("briefsmith.engines.firefox.engine:open_folder"),
)
# In order of preference: `auto` takes the first that opens a folder, so the fastest comes first.
ENGINES: dict[str, EngineSpec] = {spec.name: spec for spec in (CTRANSLATE2, FIREFOX, TRANSFORMERS)}


def engine_names() -> list[str]:
    """The names that a setting accepts: `auto`, the engines of this package, then those of others."""
    return [AUTO, *ENGINES, *_entry_points()]


def is_engine(name: str) -> bool:
    """Whether a setting accepts the name; other packages are searched only if this one has no such engine."""
    return name == AUTO or name in ENGINES or name in _entry_points()


def engine_of(path: Path) -> EngineSpec | None:
    """The first engine that opens a folder; the engines of this package come before those of others."""
    built_in = next((spec for spec in ENGINES.values() if spec.opens(path)), None)
    return built_in or next((spec for name in _entry_points() if (spec := _plug_in(name)).opens(path)), None)


def open_engine(path: Path, *, name: str, revision: str, options: EngineOptions | None = None) -> TextEngine:
    """The engine for a model folder, as named in the options; weights load at the first use.

    Raises ModelUnavailableError for a folder that is not a model, EngineError for an engine that cannot run it.
    """
    options = options or EngineOptions()
    return _chosen(path, options.engine).open(path, name, revision, options)


def _chosen(path: Path, engine: str) -> EngineSpec:
    if engine != AUTO:
        named = _named(engine)
        # Naming an engine for other models must not exclude models of `briefsmith train` or of Mozilla, which it
        # cannot read.
        if named.opens(path) or not ((path / DESCRIPTION).is_file() or FIREFOX.opens(path)):
            return named
    # No engine opens it: CTranslate2 reports what an exported folder lacks, transformers what a checkpoint lacks.
    return engine_of(path) or (CTRANSLATE2 if (path / DESCRIPTION).is_file() else TRANSFORMERS)


def _named(name: str) -> EngineSpec:
    if name in ENGINES:
        return ENGINES[name]
    if name not in _entry_points():
        raise EngineError(f"there is no engine {name!r}; choose one of {', '.join(engine_names())}")
    return _plug_in(name)


@cache
def _entry_points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def _plug_in(name: str) -> EngineSpec:
    point = _entry_points()[name]
    package = point.dist.name if point.dist else point.value
    try:
        spec = point.load()
    except Exception as error:
        raise ModelUnavailableError(
            f"engine {name}: the package {package} cannot be imported ({type(error).__name__}: {error}); "
            "repair or uninstall it"
        ) from error
    if not isinstance(spec, EngineSpec):
        raise ModelUnavailableError(f"engine {name}: {point.value} of the package {package} is not an EngineSpec")
    return spec
