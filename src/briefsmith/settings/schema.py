"""What can be set: every section and key with its type, limits, default and description."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from briefsmith.engines.options import Device, Precision
from briefsmith.engines.registry import engine_names, is_engine
from briefsmith.errors import UsageError
from briefsmith.languages import ALL, canonical
from briefsmith.model import Treatment
from briefsmith.render import FORMATS
from briefsmith.text.length import Length

# What a stage may use instead of an engine of the registry: built-in rules, or a model behind an address.
EMBEDDED = "embedded"
OPENAI = "openai"


def _language(value: object) -> object:
    return _usage_as_value_error(canonical, value) if isinstance(value, str) else value


def _target(value: object) -> object:
    return ALL if isinstance(value, str) and value.strip().lower() == ALL else _language(value)


def _length(value: object) -> object:
    return _usage_as_value_error(Length.parse, value).name if isinstance(value, str) else value


def _usage_as_value_error(parse: Any, value: str) -> Any:
    try:
        return parse(value)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _split(value: object) -> object:
    """`de,fr` is a list of two, so that a flag, a variable and YAML can all use the short form."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("give at least one length, such as short")
    return values


def _one_of(names: Sequence[str]) -> ValueError:
    """The error that pydantic raises for a choice."""
    *quoted, last = map(repr, names)
    return ValueError(f"Input should be {', '.join(quoted)} or {last}")


def _engine(special: Sequence[str], value: str) -> str:
    if value not in special and not is_engine(value):
        first = [name for name in special if name != OPENAI]
        raise _one_of([*first, *engine_names(), OPENAI])
    return value


def _format(value: str) -> str:
    if value not in FORMATS:
        raise _one_of(list(FORMATS))
    return value


LanguageCode = Annotated[str, BeforeValidator(_language)]
TargetCode = Annotated[str, BeforeValidator(_target)]
LengthName = Annotated[str, BeforeValidator(_length)]


# The engines come from the registry, so that a new one does not have to be named here.
TranslatorEngine = Annotated[str, AfterValidator(partial(_engine, [OPENAI]))]
SummarizerEngine = Annotated[str, AfterValidator(partial(_engine, [EMBEDDED, OPENAI]))]
FormatName = Annotated[str, AfterValidator(_format)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadSettings(_Model):
    """How inputs are read."""

    max_bytes: int = Field(100_000_000, gt=0, description="Inputs larger than this are refused, in bytes.")
    timeout: float = Field(20.0, gt=0, description="Seconds for a web page with all its redirects.")
    local_addresses: bool = Field(
        False, description="Allow link-local addresses, and redirects from the internet to local ones."
    )


class LimitSettings(_Model):
    """What one document may take; one that takes more fails, and the others go on."""

    seconds: float = Field(300.0, ge=0, description="Seconds for one document in each step; 0 sets no limit.")
    memory: int = Field(
        0, ge=0, description="Bytes of memory for one document in each step; 0 allows all that the machine has."
    )


class CleanSettings(_Model):
    """What is done before summarizing."""

    boilerplate: bool = Field(True, description="Drop menus, bylines, banners, comments and the like.")


class SummarizerSettings(_Model):
    """The summarizer."""

    engine: SummarizerEngine = Field(
        EMBEDDED,
        description="`embedded`: extractive, any language, no download. `openai`: the endpoint. The others run `model`.",
    )
    model: str | None = Field(
        None, description="A name from the catalog, a hub id or a folder; the embedded summarizer has none."
    )
    device: Device = Field("auto", description="auto, cpu, cuda or mps.")
    precision: Precision = Field("auto", description="auto, float32, bfloat16, float16 or int8.")
    beam_size: int = Field(4, ge=1, le=32, description="Hypotheses kept while a model writes.")
    threads: int = Field(0, ge=0, description="CPU threads of the model; 0 uses all cores.")
    weights: Path | None = Field(
        None, description="A file made by `briefsmith train ranker`; empty uses the embedded one."
    )
    compress: bool = Field(True, description="Shorten chosen sentences by rules that change no fact.")
    prefer_sure: bool = Field(
        False,
        description="Of sentences that are almost equally good for a translated brief, take those that translate surely; "
        "`embedded` only, needs check.translation.",
    )


class TranslatorSettings(_Model):
    """The translator."""

    models: tuple[str, ...] = Field(
        (),
        description="Folders, names from the catalog or hub ids; each is preferred to all other models of its pairs.",
    )
    prefer: Literal["firefox", "embedded"] = Field(
        "firefox",
        description="Which come first of the models without a name: those of Mozilla that were pulled, or the embedded.",
    )
    engine: TranslatorEngine = Field(
        "auto",
        description="What runs the models. `auto`: the fastest that can; `openai`: the endpoint, for every pair.",
    )
    device: Device = Field("auto", description="auto, cpu, cuda or mps.")
    precision: Precision = Field("auto", description="auto, float32, bfloat16, float16 or int8.")
    locale: bool = Field(True, description="Write figures, dates and quotation marks as the target language does.")
    keep_source: bool = Field(
        False, description="Where the check still finds something, show the source sentence, marked."
    )
    doubtful: Treatment = Field(
        "mark",
        description="Doubtful sentences: `mark` shows them with a sign, `source` shows the source sentence, `drop` leaves "
        "them out; needs check.translation.",
    )
    glossary: Path | None = Field(None, description="Terms to use, as YAML or TSV; needs check.translation.")
    beam_size: int = Field(4, ge=1, le=32, description="Hypotheses kept while decoding.")
    batch_tokens: int = Field(1024, ge=64, description="Source tokens decoded at once.")
    threads: int = Field(0, ge=0, description="CPU threads for decoding; 0 uses all cores.")


class EndpointSettings(_Model):
    """A language model behind an endpoint; asked only where `engine` is `openai`."""

    url: str = Field("http://localhost:8000/v1", description="The address before /chat/completions.")
    model: str = Field("", description="The model's name at the endpoint; empty: the only one that it has.")
    dialect: Literal["auto", "openai", "ollama"] = Field(
        "auto",
        description="How to ask. `auto`: Ollama's own API where Ollama answers on this machine, otherwise OpenAI's.",
    )
    api_key_env: str | None = Field(None, description="Environment variable that holds the key; empty sends none.")
    max_input_tokens: int = Field(3000, ge=64, description="Longer texts are cut into chunks; tokens are estimated.")
    timeout: float = Field(120.0, gt=0, description="Seconds to wait for an answer.")
    retries: int = Field(4, ge=0, description="Retries when the endpoint is busy or cannot be reached.")
    parallel: int = Field(4, ge=1, description="Simultaneous requests.")


class CheckSettings(_Model):
    """What a brief is checked for against its source."""

    facts: bool = Field(True, description="Look for every number, date, name, quotation and negation in the source.")
    translation: bool = Field(True, description="Compare every translated sentence with its source; retry, then flag.")
    consistency: str | None = Field(
        None,
        description="A model of the catalog's task `consistency`, or its folder, that scores sentences by whether the article "
        "supports them, and warns below 0.5; empty: none.",
    )
    consistency_of: Literal["written", "all"] = Field(
        "written", description="Sentences to score: those that a model wrote, or all."
    )


class RaySettings(_Model):
    """Actors of `batch --engine ray`; each has its own pipeline."""

    actors: int = Field(0, ge=0, description="Actors; 0 starts as many as the cluster's CPUs and GPUs allow.")
    cpus: float = Field(1.0, gt=0, description="CPUs per actor.")
    gpus: float = Field(0.0, ge=0, description="GPUs per actor; 0.25 puts four actors on one GPU.")
    part: int = Field(1024, ge=1, description="Articles per part file of the output.")


class BatchSettings(_Model):
    """How `batch` processes many articles. Nothing here changes a brief."""

    jobs: int = Field(
        0,
        ge=0,
        description="Worker processes, each with its own engines. 0: one for each core, at most 8, as far as there are "
        "articles enough and the models are embedded ones or Mozilla's; one process for larger models.",
    )
    group: int = Field(64, ge=1, description="Articles that go through the pipeline together.")
    max_characters: int = Field(
        2_000_000, ge=1, description="Longer articles fail (a novel has 600,000); two million take 0.3 GB of memory."
    )
    text_column: str = Field("text", description="Column of JSONL, CSV or Parquet that holds the article.")
    id_column: str | None = Field(None, description="Column that names the article; empty uses `id`, or else numbers.")
    ray: RaySettings = RaySettings()


class Settings(_Model):
    """Everything that a run needs to know. The same settings and inputs give the same briefs."""

    languages: Annotated[tuple[TargetCode, ...], BeforeValidator(_split), AfterValidator(_distinct)] = Field(
        (), description="Languages to write in, or all that the models here write; empty keeps the source language."
    )
    source_language: LanguageCode | None = Field(None, description="Language of the input; empty detects it.")
    lengths: Annotated[
        tuple[LengthName, ...], BeforeValidator(_split), AfterValidator(_distinct), AfterValidator(_some)
    ] = Field(("medium",), description="headline, short, medium, long, or a size such as 60w (or 60), 280c, 3s, 3p.")
    format: FormatName = Field("md", description="Format of the output.")
    read: ReadSettings = ReadSettings()
    limits: LimitSettings = LimitSettings()
    clean: CleanSettings = CleanSettings()
    summarizer: SummarizerSettings = SummarizerSettings()
    translator: TranslatorSettings = TranslatorSettings()
    endpoint: EndpointSettings = EndpointSettings()
    check: CheckSettings = CheckSettings()
    batch: BatchSettings = BatchSettings()
