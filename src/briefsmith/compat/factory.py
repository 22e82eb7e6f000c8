"""`pipeline(...)` with the signature of transformers 4.57 for the three tasks that transformers 5 removed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import find
from briefsmith.models.resolve import resolve

if TYPE_CHECKING:
    from briefsmith.compat.embedded import EmbeddedPipeline
    from briefsmith.compat.pipelines import Text2TextGenerationPipeline

_TASKS = {
    "summarization": "SummarizationPipeline",
    "translation": "TranslationPipeline",
    "text2text-generation": "Text2TextGenerationPipeline",
}
# As scripts name it.
_PYTORCH = "pt"
_PAIR = re.compile(r"translation_[^_]+_to_[^_]+")
# The defaults of transformers 4.57 when no model was named.
_DEFAULTS = {
    "summarization": "sshleifer/distilbart-cnn-12-6",
    "text2text-generation": "google-t5/t5-base",
    "translation_en_to_de": "google-t5/t5-base",
    "translation_en_to_fr": "google-t5/t5-base",
    "translation_en_to_ro": "google-t5/t5-base",
}


def pipeline(
    task: str | None = None,
    model: Any = None,
    config: Any = None,
    tokenizer: Any = None,
    feature_extractor: Any = None,
    image_processor: Any = None,
    processor: Any = None,
    framework: str | None = None,
    revision: str | None = None,
    use_fast: bool = True,
    token: str | bool | None = None,
    device: Any = None,
    device_map: Any = None,
    dtype: Any = "auto",
    trust_remote_code: bool | None = None,
    model_kwargs: dict[str, Any] | None = None,
    pipeline_class: Any = None,
    engine: str = "transformers",
    **kwargs: Any,
) -> Text2TextGenerationPipeline | EmbeddedPipeline:
    """The pipeline of a task, as transformers 4.57 made it; other tasks go to the `pipeline` of transformers.

    `model` is a name of the catalog, a hub id, a folder, or a loaded model with its `tokenizer`; `token` has no effect,
    because nothing is downloaded. `engine="auto"`, which 4.57 did not have, decodes with CTranslate2, in int8 on a CPU:
    several times as fast, and single outputs may differ. `kwargs` are those of 4.57: `batch_size`, arguments of a call,
    and anything that `generate` takes.

    Raises ModelUnavailableError (an OSError) for a model that is not on this machine, ValueError for arguments that do
    not fit together.
    """
    if task is None and model is None:
        raise RuntimeError("pipeline() needs a task or a model: " + ", ".join((*_TASKS, "translation_XX_to_YY")))
    task = task or _task_of(model)
    kind = "translation" if _PAIR.fullmatch(task) else task
    if kind not in _TASKS:
        if kind.startswith("translation"):
            raise KeyError(f"Invalid translation task {task}, use 'translation_XX_to_YY' format")
        from transformers import pipeline as other

        given = {"framework": framework} if framework not in {None, _PYTORCH} else {}
        try:
            return other(  # type: ignore[no-any-return]
                task, model, config, tokenizer, feature_extractor, image_processor, processor=processor, revision=revision,
                use_fast=use_fast, token=token, device=device, device_map=device_map, dtype=dtype,
                trust_remote_code=trust_remote_code, model_kwargs=model_kwargs, pipeline_class=pipeline_class, **given, **kwargs,
            )  # fmt: skip
        except KeyError as error:
            if not str(error.args[0]).startswith("Unknown task"):
                raise
            raise KeyError(f"{error.args[0]}; and here {', '.join(_TASKS)}, translation_XX_to_YY") from None
    if model is None and (tokenizer is not None or feature_extractor is not None):
        raise RuntimeError("pipeline() needs the model that belongs to the tokenizer: name it with model=...")
    _check(model, framework, engine, kwargs)
    from briefsmith.compat import pipelines
    from briefsmith.compat.loading import Sources, load

    if model is None:
        default = _default(task)
        if not isinstance(default, str):
            return default
        model = default
    model_class = pipeline_class or getattr(pipelines, _TASKS[kind])
    settings = dict(model_kwargs or {})
    settings.pop("use_auth_token", None)
    device_map, dtype = _once(settings, device, device_map, dtype, kwargs.get("torch_dtype"))
    sources = Sources(
        model, config, tokenizer, revision, use_fast, bool(trust_remote_code), dtype,
        device_map, settings, engine,
    )  # fmt: skip
    loaded, loaded_tokenizer, notes = load(sources)
    for note in notes:
        pipelines.logger.warning(note)
    if task == "translation":
        task = _named_pair(loaded)
    return model_class(  # type: ignore[no-any-return]
        model=loaded, tokenizer=loaded_tokenizer, framework=framework or "pt", task=task, device=device, **kwargs
    )


def _check(model: Any, framework: str | None, engine: str, kwargs: Mapping[str, Any]) -> None:
    """Raises ValueError or TypeError for arguments that cannot be served."""
    if engine not in {"transformers", "auto", "ctranslate2"}:
        raise ValueError(f"engine={engine!r}: engine is 'transformers', or 'auto' for CTranslate2")
    if engine != "transformers" and model is not None and not isinstance(model, str | Path):
        raise ValueError("engine='auto' needs the model's name or folder: it reads the weights itself")
    if framework not in {None, _PYTORCH}:
        raise ValueError(f"framework={framework!r}: TensorFlow and JAX are gone since transformers 5; leave it out")
    if "generation_config" in kwargs:
        raise TypeError("pipeline() takes no generation_config, as in transformers 4.57: give it to the call")


def _once(settings: dict[str, Any], device: Any, device_map: Any, dtype: Any, old_dtype: Any) -> tuple[Any, Any]:
    """`device_map` and `dtype`, each from the one place where it is stated. Raises ValueError for two."""
    from transformers.utils import logging

    logger = logging.get_logger("transformers.pipelines")
    if device_map is not None and "device_map" in settings:
        raise ValueError(
            'You cannot use both `pipeline(... device_map=..., model_kwargs={"device_map":...})` as those'
            " arguments might conflict, use only one.)"
        )
    if device_map is not None and device is not None:
        logger.warning(
            "Both `device` and `device_map` are specified. `device` will override `device_map`. You"
            " will most likely encounter unexpected behavior. Please remove `device` and keep `device_map`."
        )
    if old_dtype is not None or "torch_dtype" in settings:
        logger.warning_once("`torch_dtype` is deprecated! Use `dtype` instead!")
    dtype = old_dtype if old_dtype is not None and dtype == "auto" else dtype
    if dtype != "auto" and settings.keys() & {"dtype", "torch_dtype"}:
        raise ValueError(
            'You cannot use both `pipeline(... dtype=..., model_kwargs={"dtype":...})` as those'
            " arguments might conflict, use only one.)"
        )
    return settings.pop("device_map", device_map), dtype


def _task_of(model: Any) -> str:
    entry = find(model) if isinstance(model, str) else None
    if entry is None:
        raise RuntimeError(f"pipeline() needs a task: one of {', '.join(_TASKS)}, translation_XX_to_YY")
    return entry.task


def _default(task: str) -> str | EmbeddedPipeline:
    """The default model of 4.57 if it is on this machine, otherwise what is embedded in the package, each with its sentence.

    Raises ValueError if the task had no default, ModelUnavailableError if there is neither.
    """
    from briefsmith.compat.embedded import embedded_pipeline
    from briefsmith.compat.pipelines import logger

    if task not in _DEFAULTS:
        raise ValueError(f"The task {task} does not provide any default models; name one with model=...")
    name = _DEFAULTS[task]
    try:
        revision = resolve(name).revision
    except ModelUnavailableError as error:
        missing = f"No model was supplied; the default of transformers 4 was {name}: {error}"
        found = embedded_pipeline(task)
        if found is None:
            raise ModelUnavailableError(missing) from None
        logger.warning(f"{missing} {found.about}")
        return found
    logger.warning(
        f"No model was supplied, defaulted to {name} and revision {revision[:7]} (https://huggingface.co/{name}).\n"
        "Using a pipeline without specifying a model name and revision in production is not recommended."
    )
    return name


def _named_pair(model: Any) -> str:
    """The first translation that the model's configuration names, for a caller that named none."""
    for task in getattr(model.config, "task_specific_params", None) or ():
        if task.startswith("translation"):
            warnings.warn(
                f'"translation" task was used, instead of "translation_XX_to_YY", defaulting to "{task}"',
                UserWarning,
                stacklevel=3,
            )
            return str(task)
    return "translation"
