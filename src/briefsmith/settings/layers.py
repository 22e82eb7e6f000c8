"""Settings from all their sources, merged before one validation, so that every problem is shown at once.

Sources, strongest first: flags and `--set`, `BRIEFSMITH_…` environment variables, `--config` or else the project
file `briefsmith.yaml` in the current folder, the defaults. A problem is shown as `source: path.to.key: message`.

The project file may come with a folder that someone else made, so it may not say where articles and keys are sent: what
concerns the endpoint must be in a file named with `--config` or in a stronger source.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from briefsmith.errors import SettingsError
from briefsmith.settings.schema import EndpointSettings, Settings
from briefsmith.yaml12 import parse_yaml

PROJECT_FILE = "briefsmith.yaml"
ENV_PREFIX = "BRIEFSMITH_"
# Read elsewhere, before any settings are loaded.
ENV_RESERVED = frozenset(
    {
        "BRIEFSMITH_CACHE",
        "BRIEFSMITH_DEBUG",
        "BRIEFSMITH_FIREFOX_URL",
        "BRIEFSMITH_SMTP_PASSWORD",
        "BRIEFSMITH_SMTP_USER",
    }
)


@dataclass
class Layers:
    """Nested mappings merged one over the other; remembers which source set each value."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[tuple[str, ...], str] = field(default_factory=dict)

    def add(self, layer: Mapping[str, Any], origin: str) -> None:
        self._merge(self.values, layer, origin, ())

    def _merge(self, into: dict[str, Any], layer: Mapping[str, Any], origin: str, path: tuple[str, ...]) -> None:
        for key, value in layer.items():
            here = (*path, str(key))
            if isinstance(value, Mapping) and isinstance(into.get(key), dict):
                self._merge(into[key], value, origin, here)
            elif isinstance(value, Mapping):
                into[key] = {}
                self.origins[here] = origin
                self._merge(into[key], value, origin, here)
            else:
                into[key] = value
                self.origins[here] = origin

    def origin(self, path: tuple[str, ...]) -> str:
        while path and path not in self.origins:
            path = path[:-1]
        return self.origins.get(path, "defaults")


def configs_folder() -> Path:
    """The folder of the profiles for `--config NAME`: in the package, or in the repository when run from there."""
    packaged = Path(__file__).parents[1] / "configs"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "configs"


def profiles() -> list[str]:
    """The names that `--config` accepts."""
    return sorted(path.stem for path in configs_folder().glob("*.yaml"))


def project_file() -> Path | None:
    """The file that is read where `--config` names none; None if there is none in the current folder."""
    path = Path(PROJECT_FILE)
    return path if path.is_file() else None


def config_path(name: str) -> Path:
    """The file behind `--config NAME|FILE`. Raises SettingsError when there is none."""
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or len(path.parts) > 1:
        if path.is_file():
            return path
        raise SettingsError([f"{name}: no such configuration file"])
    packaged = configs_folder() / f"{name}.yaml"
    if packaged.is_file():
        return packaged
    raise SettingsError([f"config: no profile {name!r}; choose one of {', '.join(profiles())}, or give a .yaml file"])


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return parse_yaml(path.read_text("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from None


def read_config(path: Path) -> list[tuple[dict[str, Any], str]]:
    """The layers of one configuration file: what it `extends` (a profile or a file next to it; one level), then itself."""
    data = _read_file(path)
    base = data.pop("extends", None)
    if base is None:
        return [(data, str(path))]
    if not isinstance(base, str):
        raise SettingsError([f"{path}: extends: expected the name of one profile or file"])
    beside = path.parent / base
    base_path = beside if beside.is_file() else config_path(base)
    below = _read_file(base_path)
    if "extends" in below:
        raise SettingsError([f"{base_path}: extends: {path} already extends this file; only one level is allowed"])
    return [(below, str(base_path)), (data, str(path))]


def nested(dotted: str, value: Any, separator: str = ".") -> dict[str, Any]:
    """`translator.beam_size` and a value as `{"translator": {"beam_size": value}}`."""
    *parents, last = dotted.split(separator)
    layer: dict[str, Any] = {last: value}
    for key in reversed(parents):
        layer = {key: layer}
    return layer


def _scalar(text: str, origin: str) -> Any:
    return parse_yaml(f"value: {text}", origin)["value"] if text.strip() else None


def environment_layers(environment: Mapping[str, str]) -> list[tuple[dict[str, Any], str]]:
    """`BRIEFSMITH_TRANSLATOR__BEAM_SIZE=2` sets `translator.beam_size`."""
    return [
        (nested(name[len(ENV_PREFIX) :].lower(), _scalar(value, name), "__"), name)
        for name, value in sorted(environment.items())
        if name.startswith(ENV_PREFIX) and name not in ENV_RESERVED
    ]


def assignment_layers(assignments: Iterable[str]) -> list[tuple[dict[str, Any], str]]:
    """`--set translator.beam_size=2`. Raises SettingsError where there is no `=`."""
    layers = []
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise SettingsError([f"--set {assignment}: expected key=value, such as translator.beam_size=2"])
        layers.append((nested(key.strip(), _scalar(value, f"--set {key.strip()}")), "--set"))
    return layers


def load(
    config: str | None = None,
    assignments: Iterable[str] = (),
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a run, from all sources. `flags` holds only the flags that were given.

    Raises SettingsError with one line for every problem.
    """
    layers = Layers()
    unnamed = project_file() if config is None else None
    path = unnamed if config is None else config_path(config)
    files = [] if path is None else read_config(path)
    from_environment = environment_layers(os.environ if environment is None else environment)
    for layer, origin in [*files, *from_environment, *assignment_layers(assignments)]:
        layers.add(layer, origin)
    for key, value in (flags or {}).items():
        layers.add({key: value}, _FLAGS.get(key, f"--{key}"))
    settings = validate(layers)
    if unnamed is not None:
        _refuse_endpoint(settings, layers, unnamed, {origin for _, origin in files})
    return settings


def _refuse_endpoint(settings: Settings, layers: Layers, file: Path, origins: AbstractSet[str]) -> None:
    """Raise SettingsError where a file that nobody named, or one that it extends, says where articles are sent.

    A value that equals the default is in every file of `briefsmith config init` and does no harm.
    """
    engines = [(name, "engine") for name in ("summarizer", "translator") if getattr(settings, name).engine == "openai"]
    default = EndpointSettings()
    endpoint = [
        ("endpoint", name)
        for name in EndpointSettings.model_fields
        if getattr(settings.endpoint, name) != getattr(default, name)
    ]
    refused = [".".join(key) for key in [*engines, *endpoint] if layers.origin(key) in origins]
    if refused:
        raise SettingsError(
            [
                f"{file}: {', '.join(refused)}: a file that was found, not named, may not choose where articles are "
                f"sent; if you trust it, add --config {file}"
            ]
        )


# What a Python program calls the settings that are arguments of their own.
ARGUMENTS = {"languages": "lang", "lengths": "length", "source_language": "source_lang"}
_FLAGS = {"languages": "--lang", "lengths": "--length", "source_language": "--source-lang", "format": "--format"}


def validate(layers: Layers) -> Settings:
    """One validation of all that was merged."""
    try:
        return Settings.model_validate(layers.values)
    except ValidationError as error:
        raise SettingsError([_problem(layers, dict(item)) for item in error.errors()]) from None


def _problem(layers: Layers, error: dict[str, Any]) -> str:
    path = tuple(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = f"unknown key; {known_keys(Settings, path[:-1])}"
    origin = layers.origin(path)
    # A flag or an argument names its setting; `--set` and files hold many settings.
    alone = origin in ARGUMENTS.values() or (origin.startswith("--") and origin != "--set")
    name = ".".join(path)
    return f"{origin if alone else name if name == origin else f'{origin}: {name}'}: {message}"


def known_keys(model: type[BaseModel], parent: tuple[str, ...]) -> str:
    """What may stand below a place of these settings; a place in a list or in a table by name counts as well."""
    for key in parent:
        if key in model.model_fields:
            model = next(_sections(model.model_fields[key].annotation), model)
    return f"known here: {', '.join(model.model_fields)}"


def _sections(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _sections(part)


def dump_yaml(settings: Settings) -> str:
    """The settings as YAML that `--config` reads back."""
    return yaml.safe_dump(settings.model_dump(mode="json"), sort_keys=False, allow_unicode=True)


def commented_yaml() -> str:
    """Every setting at its default, with its meaning: a file to start from."""
    lines = ["# Settings of briefsmith; all are optional. Flags and BRIEFSMITH_ variables win over this file."]
    return "\n".join([*lines, *_commented(Settings(), 0)]) + "\n"


def _commented(model: BaseModel, depth: int) -> list[str]:
    indent = "  " * depth
    lines = []
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            lines += ["", f"{indent}{name}:", *_commented(value, depth + 1)]
        else:
            plain = list(value) if isinstance(value, tuple) else value
            lines += [f"{indent}# {info.description}", f"{indent}{name}: {json.dumps(plain)}"]
    return lines
