"""`pipeline(...)` with the signature of transformers 4.57 for the three tasks that transformers 5 removed."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefsmith.errors import ModelUnavailableError
from briefsmith.models.catalog import find
from briefsmith.models.resolve import resolve

if TYPE_CHECKING:
    from briefsmith.compat.pipelines import Text2TextGenerationPipeline

_TASKS = {
    "summarization": "SummarizationPipeline",
    "translation": "TranslationPipeline",
    "text2text-generation": "Text2TextGenerationPipeline",
}
_PAIR = re.compile(r"translation_[^_]+_to_[^_]+")
# The defaults of transformers 4.57 when no model was named.
_DEFAULTS = {
    "summarization": "sshleifer/distilbart-cnn-12-6",
    "text2text-generation": "google-t5/t5-base",
    "translation_en_to_de": "google-t5/t5-base",
    "translation_en_to_fr": "google-t5/t5-base",
    "translation_en_to_ro": "google-t5/t5-base",
}
# Arguments of 4.57 that no seq2seq pipeline uses, or that need the network: models are local here.
_IGNORED = ("feature_extractor", "image_processor", "processor", "framework", "token", "use_auth_token", "use_fast")


def pipeline(
    task: str | None = None, model: Any = None, config: Any = None, tokenizer: Any = None, **options: Any
) -> Text2TextGenerationPipeline:
    """The pipeline of a task, as transformers 4.57 made it; other tasks go to the `pipeline` of transformers.

    `model` is a name of the catalog, a hub id, a folder, or a loaded model with its `tokenizer`. `options` are those of
    4.57: `device`, `device_map`, `dtype`, `revision`, `model_kwargs`, `trust_remote_code`, `batch_size`, and anything
    that `generate` takes. Raises ModelUnavailableError for a model that is not on this machine.
    """
    task = task or _task_of(model)
    kind = "translation" if _PAIR.fullmatch(task) else task
    if kind not in _TASKS:
        if kind.startswith("translation"):
            raise KeyError(f"Invalid translation task {task}, use 'translation_XX_to_YY' format")
        from transformers import pipeline as other

        return other(task, model=model, config=config, tokenizer=tokenizer, **options)  # type: ignore[no-any-return]
    from briefsmith.compat import pipelines

    options = {key: value for key, value in options.items() if key not in _IGNORED}
    model_class = options.pop("pipeline_class", None) or getattr(pipelines, _TASKS[kind])
    model, tokenizer = _loaded(_default(task) if model is None else model, config, tokenizer, options)
    if task == "translation":
        task = _named_pair(model)
    return model_class(model=model, tokenizer=tokenizer, task=task, **options)  # type: ignore[no-any-return]


def _task_of(model: Any) -> str:
    entry = find(model) if isinstance(model, str) else None
    if entry is None:
        raise RuntimeError(f"pipeline() needs a task: one of {', '.join(_TASKS)}, translation_XX_to_YY")
    return entry.task


def _default(task: str) -> str:
    """The default model of 4.57. Raises ValueError if the task had none, ModelUnavailableError if it is not here."""
    from briefsmith.compat.pipelines import logger

    if task not in _DEFAULTS:
        raise ValueError(f"The task {task} does not provide any default models; name one with model=...")
    name = _DEFAULTS[task]
    try:
        revision = resolve(name).revision
    except ModelUnavailableError as error:
        raise ModelUnavailableError(
            f"No model was supplied; the default of transformers 4 was {name}: {error}"
        ) from None
    logger.warning(
        f"No model was supplied, defaulted to {name} and revision {revision[:7]} (https://huggingface.co/{name}).\n"
        "Using a pipeline without specifying a model name and revision in production is not recommended."
    )
    return name


def _loaded(model: Any, config: Any, tokenizer: Any, options: dict[str, Any]) -> tuple[Any, Any]:
    """Model and tokenizer as objects; removes the arguments for loading them from `options`."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    device_map, revision = options.pop("device_map", None), options.pop("revision", None)
    dtype = options.pop("dtype", options.pop("torch_dtype", "auto"))
    shared = {"trust_remote_code": bool(options.pop("trust_remote_code", False)), "local_files_only": True}
    arguments = {"dtype": dtype, "device_map": device_map, **(options.pop("model_kwargs", None) or {}), **shared}
    if tokenizer is None and not isinstance(model, str | Path):
        raise ValueError(
            "Impossible to guess which tokenizer to use. "
            "Please provide a PreTrainedTokenizer class or a path/identifier to a pretrained tokenizer."
        )
    if tokenizer is None:
        tokenizer = model
    if isinstance(model, str | Path):
        if config is not None:
            arguments["config"] = config
        model = AutoModelForSeq2SeqLM.from_pretrained(_folder(model, revision), **arguments)
    name, more = tokenizer if isinstance(tokenizer, tuple) else (tokenizer, {})
    if isinstance(name, str | Path):
        tokenizer = AutoTokenizer.from_pretrained(_folder(name, revision), **{**shared, **more})
    return model, tokenizer


def _folder(name: str | Path, revision: str | None) -> Path:
    """The folder of a model. A local folder has no revisions, so `revision` is ignored there, as in 4.57."""
    found = resolve(name)
    if revision in {None, "main"} or found.path == Path(name):
        return found.path
    if not found.revision.startswith(str(revision)):
        raise ModelUnavailableError(
            f"revision {revision} of {name} is not on this machine; "
            f"'briefsmith models pull {name} --revision {revision}' fetches it"
        )
    return found.path


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
