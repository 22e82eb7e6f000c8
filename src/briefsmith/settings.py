"""Settings: what one run is to do, validated once.

Sources, the stronger first: flags and `--set`, `BRIEFSMITH_…` environment variables, `--config` or else the project
file `briefsmith.yaml` in the current folder, the defaults below. All are merged before the one validation, so that
every problem is shown at once as `source: path.to.key: message`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefsmith.engines.options import Device, Precision
from briefsmith.errors import SettingsError, UsageError
from briefsmith.languages import canonical
from briefsmith.summarize.length import Length

PROJECT_FILE = "briefsmith.yaml"
ENV_PREFIX = "BRIEFSMITH_"
# Read elsewhere, before any settings are loaded.
ENV_RESERVED = frozenset({"BRIEFSMITH_CACHE", "BRIEFSMITH_DEBUG"})


def _language(value: object) -> object:
    return _usage_as_value_error(canonical, value) if isinstance(value, str) else value


def _length(value: object) -> object:
    if isinstance(value, str):
        _usage_as_value_error(Length.parse, value)
    return value


def _usage_as_value_error(parse: Any, value: str) -> Any:
    try:
        return parse(value)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _split(value: object) -> object:
    """`de,fr` is a list of two, so that a flag, a variable and YAML can all say it shortly."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("name at least one length, such as short")
    return values


LanguageCode = Annotated[str, BeforeValidator(_language)]
LengthName = Annotated[str, BeforeValidator(_length)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadSettings(_Model):
    """How inputs are read."""

    max_bytes: int = Field(100_000_000, gt=0, description="Inputs larger than this are refused, in bytes.")
    timeout: float = Field(20.0, gt=0, description="Seconds to wait for a web page.")


class CleanSettings(_Model):
    """What is done before summarizing."""

    boilerplate: bool = Field(True, description="Drop menus, bylines, banners, comments and the like.")


class SummarizerSettings(_Model):
    """The summarizer."""

    engine: Literal["embedded", "auto", "ctranslate2", "transformers", "openai"] = Field(
        "embedded",
        description="`embedded`: extractive, any language, no download. `openai`: the endpoint. The others run `model`.",
    )
    model: str | None = Field(None, description="A name of the catalog, a hub id or a folder; the embedded has none.")
    device: Device = Field("auto", description="auto, cpu, cuda or mps.")
    precision: Precision = Field("auto", description="auto, float32, bfloat16, float16 or int8.")
    beam_size: int = Field(4, ge=1, le=32, description="Hypotheses kept while a model writes.")
    threads: int = Field(0, ge=0, description="CPU threads of the model; 0 uses all cores.")
    weights: Path | None = Field(
        None, description="A file made by `briefsmith train ranker`; empty takes the embedded."
    )
    compress: bool = Field(True, description="Shorten chosen sentences by rules that change no fact.")


class TranslatorSettings(_Model):
    """The translator."""

    models: tuple[str, ...] = Field(
        (),
        description="Folders, names of the catalog or hub ids; each stands before the embedded model of its pairs.",
    )
    engine: Literal["auto", "ctranslate2", "transformers", "openai"] = Field(
        "auto",
        description="What runs the models: `auto` is the fastest that can; `openai`: the endpoint, for every pair.",
    )
    device: Device = Field("auto", description="auto, cpu, cuda or mps.")
    precision: Precision = Field("auto", description="auto, float32, bfloat16, float16 or int8.")
    locale: bool = Field(True, description="Write figures, dates and quotation marks as the target language does.")
    keep_source: bool = Field(False, description="Where a sentence stays in doubt, give the source sentence, marked.")
    glossary: Path | None = Field(None, description="Terms to be used, as YAML or TSV; needs check.translation.")
    beam_size: int = Field(4, ge=1, le=32, description="Hypotheses kept while decoding.")
    batch_tokens: int = Field(1024, ge=64, description="Source tokens decoded at once.")
    threads: int = Field(0, ge=0, description="CPU threads for decoding; 0 uses all cores.")


class EndpointSettings(_Model):
    """A language model behind an OpenAI-compatible endpoint; asked only where `engine` is `openai`."""

    url: str = Field("http://localhost:8000/v1", description="What stands before /chat/completions.")
    model: str = Field("", description="The model's name there.")
    api_key_env: str | None = Field(None, description="Environment variable that holds the key; empty sends none.")
    max_input_tokens: int = Field(3000, ge=64, description="Longer texts are cut in chunks; tokens are estimated.")
    timeout: float = Field(120.0, gt=0, description="Seconds to wait for an answer.")
    retries: int = Field(4, ge=0, description="Further tries where the endpoint is busy or out of reach.")
    parallel: int = Field(4, ge=1, description="Requests at once.")


class CheckSettings(_Model):
    """What is looked for in a brief that its source does not say."""

    facts: bool = Field(True, description="Look for every number, date, name, quotation and negation in the source.")
    translation: bool = Field(
        True, description="Hold every translated sentence against its source; try again, then flag."
    )


class RaySettings(_Model):
    """Actors of `batch --engine ray`; each holds a pipeline of its own."""

    actors: int = Field(0, ge=0, description="Actors; 0 starts as many as the cluster's CPUs and GPUs allow.")
    cpus: float = Field(1.0, gt=0, description="CPUs of an actor.")
    gpus: float = Field(0.0, ge=0, description="GPUs of an actor; 0.25 puts four actors on one GPU.")
    part: int = Field(1024, ge=1, description="Articles of one part file of the output.")


class BatchSettings(_Model):
    """How `batch` goes through many articles. Nothing here changes a brief."""

    jobs: int = Field(1, ge=1, description="Worker processes, each with engines of its own.")
    group: int = Field(64, ge=1, description="Articles that go through the pipeline together.")
    max_characters: int = Field(
        2_000_000, ge=1, description="Longer articles fail (a novel has 600,000); two million take 0.3 GB of memory."
    )
    text_column: str = Field("text", description="Column of JSONL, CSV or Parquet that holds the article.")
    id_column: str | None = Field(None, description="Column that names the article; empty takes `id` or counts.")
    ray: RaySettings = RaySettings()


class Settings(_Model):
    """All that a run needs to know. The same settings and inputs give the same briefs."""

    languages: Annotated[tuple[LanguageCode, ...], BeforeValidator(_split), AfterValidator(_distinct)] = Field(
        (), description="Languages to write in; empty keeps the source language."
    )
    source_language: LanguageCode | None = Field(None, description="Language of the input; empty detects it.")
    lengths: Annotated[
        tuple[LengthName, ...], BeforeValidator(_split), AfterValidator(_distinct), AfterValidator(_some)
    ] = Field(("medium",), description="headline, short, medium, long, or such as 60w, 280c, 3s, 3p.")
    format: Literal["md", "html", "text", "json"] = Field("md", description="Format of the output.")
    read: ReadSettings = ReadSettings()
    clean: CleanSettings = CleanSettings()
    summarizer: SummarizerSettings = SummarizerSettings()
    translator: TranslatorSettings = TranslatorSettings()
    endpoint: EndpointSettings = EndpointSettings()
    check: CheckSettings = CheckSettings()
    batch: BatchSettings = BatchSettings()


class _Loader(yaml.SafeLoader):
    """YAML 1.2 booleans: `no` is the language Norwegian, not False."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
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


def parse_yaml(text: str, origin: str) -> dict[str, Any]:
    """The mapping in a YAML text; booleans are `true` and `false` only. Raises SettingsError."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer implicit types
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}:" if error.problem_mark else ""
        raise SettingsError([f"{origin}:{line} not valid YAML: {error.problem or error.context}"]) from None
    except yaml.YAMLError as error:
        raise SettingsError([f"{origin}: not valid YAML: {error}"]) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SettingsError([f"{origin}: expected 'key: value' lines, found a {type(data).__name__}"])
    return data


def configs_folder() -> Path:
    """Where the profiles that `--config NAME` names lie: in the package, or in the repository when run from there."""
    packaged = Path(__file__).parent / "configs"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "configs"


def profiles() -> list[str]:
    """The names that `--config` takes."""
    return sorted(path.stem for path in configs_folder().glob("*.yaml"))


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
    raise SettingsError([f"--config: no profile {name!r}; there are {', '.join(profiles())}, or give a .yaml file"])


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return parse_yaml(path.read_text("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from None


def read_config(path: Path) -> list[tuple[dict[str, Any], str]]:
    """The layers of one configuration file: what it `extends` (one level: a profile or a file beside it), then itself."""
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
        raise SettingsError([f"{base_path}: extends: {path} extends this file already; one level is all there is"])
    return [(below, str(base_path)), (data, str(path))]


def _nested(dotted: str, value: Any, separator: str) -> dict[str, Any]:
    *parents, last = dotted.split(separator)
    nested: dict[str, Any] = {last: value}
    for key in reversed(parents):
        nested = {key: nested}
    return nested


def _scalar(text: str, origin: str) -> Any:
    return parse_yaml(f"value: {text}", origin)["value"] if text.strip() else None


def environment_layers(environment: Mapping[str, str]) -> list[tuple[dict[str, Any], str]]:
    """`BRIEFSMITH_TRANSLATOR__BEAM_SIZE=2` sets `translator.beam_size`."""
    return [
        (_nested(name[len(ENV_PREFIX) :].lower(), _scalar(value, name), "__"), name)
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
        layers.append((_nested(key.strip(), _scalar(value, f"--set {key.strip()}"), "."), "--set"))
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
    if config is not None:
        files = read_config(config_path(config))
    elif Path(PROJECT_FILE).is_file():
        files = read_config(Path(PROJECT_FILE))
    else:
        files = []
    from_environment = environment_layers(os.environ if environment is None else environment)
    for layer, origin in [*files, *from_environment, *assignment_layers(assignments)]:
        layers.add(layer, origin)
    for key, value in (flags or {}).items():
        layers.add({key: value}, _FLAGS.get(key, f"--{key}"))
    return validate(layers)


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
        message = f"unknown key; {_known(path[:-1])}"
    origin = layers.origin(path)
    # A flag names its setting; `--set` and files hold many.
    where = origin if origin.startswith("--") and origin != "--set" else f"{origin}: {'.'.join(path)}"
    return f"{where}: {message}"


def _known(parent: tuple[str, ...]) -> str:
    model: type[BaseModel] = Settings
    for key in parent:
        annotation = model.model_fields[key].annotation
        assert isinstance(annotation, type)  # noqa: S101 - only sections have unknown keys below them
        model = annotation
    return f"known here: {', '.join(model.model_fields)}"


def dump_yaml(settings: Settings) -> str:
    """The settings as YAML that `--config` reads back."""
    return yaml.safe_dump(settings.model_dump(mode="json"), sort_keys=False, allow_unicode=True)


def fingerprint(data: Any) -> str:
    """Twelve hex digits of the SHA-256 of JSON data: the same settings, the same fingerprint."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]


def commented_yaml() -> str:
    """Every setting at its default, with what it means: a file to begin with."""
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
