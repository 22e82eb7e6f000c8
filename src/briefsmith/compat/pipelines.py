"""The three pipelines on `generate` of transformers 5, with the arguments, outputs and warnings of transformers 4.57.

Batching, datasets, generators and devices are those of `transformers.Pipeline`, which still exists.
"""

from __future__ import annotations

import enum
import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from transformers import Pipeline
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES
from transformers.pipelines.base import load_assistant_model
from transformers.utils import logging

from briefsmith.compat import settings
from briefsmith.compat.configs import with_old_settings
from briefsmith.compat.embedded import as_list
from briefsmith.compat.fast import FastModel
from briefsmith.compat.tokenizers import as_before, cleaned_up

# The names under which 4.57 logged, so that filters and `transformers.logging.set_verbosity_error()` still work.
logger = logging.get_logger("transformers.pipelines.text2text_generation")
_base_logger = logging.get_logger("transformers.pipelines.base")


class ReturnType(enum.Enum):
    """The values of `return_type`."""

    TENSORS = 0
    TEXT = 1


class Text2TextGenerationPipeline(Pipeline):  # type: ignore[misc]  # transformers is not typed
    """`pipeline("text2text-generation")`: a text, a list, a generator or a dataset in; `generated_text` out."""

    _load_tokenizer = True
    # The base class would apply generation settings by the rules of transformers 5; `_forward` applies them here.
    _pipeline_calls_generate = False
    return_name = "generated"

    def __init__(
        self,
        model: Any,
        tokenizer: Any = None,
        feature_extractor: Any = None,
        image_processor: Any = None,
        processor: Any = None,
        modelcard: Any = None,
        framework: str | None = None,
        task: str = "",
        device: Any = None,
        binary_output: bool = False,
        **kwargs: Any,
    ) -> None:
        """The signature of 4.57. `kwargs` are generation settings and arguments of a call, for all calls."""
        for name in ("args_parser", "dtype", "torch_dtype"):  # those of loading: the model is loaded
            kwargs.pop(name, None)
        if not model.can_generate():
            raise AttributeError(
                f"{type(model).__name__} cannot generate text and has no assistant_model; load the checkpoint with "
                "AutoModelForSeq2SeqLM"
            )
        with_old_settings(model)
        self.framework, self.modelcard = framework or "pt", modelcard
        self.assistant_model, self.assistant_tokenizer = load_assistant_model(
            model, kwargs.pop("assistant_model", None), kwargs.pop("assistant_tokenizer", None)
        )
        self.generation_config, kwargs = settings.initial(model, kwargs)
        super().__init__(
            model, as_before(tokenizer), feature_extractor, image_processor, processor, task=task, device=device,
            binary_output=binary_output, **kwargs,
        )  # fmt: skip
        _base_logger.warning(f"Device set to use {self.device}")
        params = dict((getattr(model.config, "task_specific_params", None) or {}).get(task) or {})
        self.prefix = params.pop("prefix", getattr(model.config, "prefix", None))
        self.generation_config.update(**params)
        if self.generation_config.pad_token_id is None and tokenizer is not None:
            self.generation_config.pad_token_id = tokenizer.pad_token_id
        if not isinstance(model, FastModel):
            self.check_model_type(MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES)

    def _sanitize_parameters(
        self,
        *,
        return_tensors: bool | None = None,
        return_text: bool | None = None,  # accepted but without effect, as in 4.57
        return_type: ReturnType | None = None,
        clean_up_tokenization_spaces: bool | None = None,
        truncation: Any = None,
        stop_sequence: str | None = None,
        **generate_kwargs: Any,
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        if return_tensors is not None and return_type is None:
            return_type = ReturnType.TENSORS if return_tensors else ReturnType.TEXT
        if stop_sequence is not None:
            generate_kwargs["eos_token_id"] = self._stop_token(stop_sequence)
        if self.assistant_model is not None:
            generate_kwargs["assistant_model"] = self.assistant_model
        if self.assistant_tokenizer is not None:
            generate_kwargs |= {"tokenizer": self.tokenizer, "assistant_tokenizer": self.assistant_tokenizer}
        preprocess = {"truncation": truncation}
        postprocess = {"return_type": return_type, "clean_up_tokenization_spaces": clean_up_tokenization_spaces}
        return _given(preprocess), generate_kwargs, _given(postprocess)

    def _stop_token(self, stop_sequence: str) -> int:
        ids = self.tokenizer.encode(stop_sequence, add_special_tokens=False)
        if len(ids) > 1:
            warnings.warn(
                "Stopping on a multiple token sequence is not yet supported on transformers. The first token of"
                " the stop sequence will be used as the stop sequence string in the interim.",
                stacklevel=4,
            )
        return int(ids[0])

    def check_inputs(self, input_length: int, min_length: int, max_length: int) -> bool | None:
        """Warn if input and lengths do not fit together; lengths in tokens."""
        return True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """A list of dicts for a text; for a list of texts one dict each, or a list of dicts with several outputs each.

        Generators and datasets give an iterator. Raises TypeError for anything that is not text.
        """
        args = (as_list(args[0]), *args[1:]) if args else args
        if args and isinstance(args[0], list) and not args[0]:
            return []
        result = super().__call__(*args, **kwargs)
        texts = isinstance(args[0], list) and all(isinstance(text, str) for text in args[0])
        if texts and all(len(outputs) == 1 for outputs in result):
            return [outputs[0] for outputs in result]
        return result

    def run_multi(self, inputs: Iterable[Any], *params: dict[str, Any]) -> list[Any]:
        """The outputs of several inputs, one after the other; `params` as for `run_single`."""
        return [self.run_single(item, *params) for item in inputs]

    def iterate(self, inputs: Iterable[Any], *params: dict[str, Any]) -> Iterator[Any]:
        """The same, each when it is asked for."""
        for item in inputs:
            yield self.run_single(item, *params)

    def preprocess(self, inputs: Any, truncation: Any = False, **kwargs: Any) -> Any:
        return self._parse_and_tokenize(inputs, truncation=truncation, **kwargs)

    def _parse_and_tokenize(self, *args: Any, truncation: Any) -> Any:
        """The tensors of one text, or of a list of texts, with the task's prefix before each. Subclasses override it."""
        prefix, inputs = self.prefix or "", args[0]
        if isinstance(inputs, list):
            if self.tokenizer.pad_token_id is None:
                raise ValueError("Please make sure that the tokenizer has a pad_token_id when using a batch input")
            texts: Any = [prefix + text for text in inputs]
        elif isinstance(inputs, str):
            texts = prefix + inputs
        else:
            raise TypeError(
                f" `args[0]`: {inputs} have the wrong format. The should be either of type `str` or type `list`"
            )
        encoded = self.tokenizer(texts, padding=isinstance(texts, list), truncation=truncation, return_tensors="pt")
        encoded.pop("token_type_ids", None)  # `generate` takes none
        return encoded

    def _forward(self, model_inputs: Any, **generate_kwargs: Any) -> dict[str, Any]:
        texts, input_length = model_inputs["input_ids"].shape
        self.check_inputs(
            input_length,
            generate_kwargs.get("min_length", settings.value(self.generation_config, "min_length")),
            generate_kwargs.get("max_length", settings.value(self.generation_config, "max_length")),
        )
        asked, inputs = dict(generate_kwargs), dict(model_inputs)
        forced = inputs.pop("forced_bos_token_id", None)  # from a multilingual tokenizer; in a batch one for each text
        if forced is not None:
            if "forced_bos_token_id" in asked:
                raise TypeError("generate() got multiple values for keyword argument 'forced_bos_token_id'")
            asked["forced_bos_token_id"] = forced[0] if isinstance(forced, list) else forced
        base = asked.pop("generation_config", None) or self.generation_config
        config, others = settings.of_call(self.model, base, asked)
        model = settings.without_own_settings(self.model)
        output = model.generate(**inputs, generation_config=config, **others)
        return {"output_ids": output.reshape(texts, len(output) // texts, *output.shape[1:])}

    def postprocess(
        self,
        model_outputs: Any,
        return_type: ReturnType = ReturnType.TEXT,
        clean_up_tokenization_spaces: bool = False,
    ) -> list[dict[str, Any]]:
        outputs = model_outputs["output_ids"][0]
        if return_type == ReturnType.TENSORS:
            return [{f"{self.return_name}_token_ids": ids} for ids in outputs]
        texts = [
            self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False) for ids in outputs
        ]
        if clean_up_tokenization_spaces:
            texts = [cleaned_up(text) for text in texts]
        return [{f"{self.return_name}_text": text} for text in texts]

    def save_pretrained(
        self, save_directory: str | os.PathLike[str], safe_serialization: bool = True, **kwargs: Any
    ) -> None:
        """Model and tokenizer as a folder; with `safe_serialization=False` the weights are pytorch_model.bin.

        `kwargs` are those of the model's `save_pretrained`.
        """
        super().save_pretrained(save_directory, **kwargs)
        weights = [] if safe_serialization else sorted(Path(save_directory).glob("*.safetensors"))
        if weights:
            import torch

            torch.save(self.model.state_dict(), Path(save_directory) / "pytorch_model.bin")
            for path in [*weights, *Path(save_directory).glob("*.safetensors.index.json")]:
                path.unlink()


class SummarizationPipeline(Text2TextGenerationPipeline):
    """`pipeline("summarization")`: `summary_text` out."""

    return_name = "summary"

    def check_inputs(self, input_length: int, min_length: int, max_length: int) -> None:
        if max_length < min_length:
            logger.warning(f"Your min_length={min_length} must be inferior than your max_length={max_length}.")
        if input_length < max_length:
            logger.warning(
                f"Your max_length is set to {max_length}, but your input_length is only {input_length}. Since this is "
                "a summarization task, where outputs shorter than the input are typically wanted, you might "
                f"consider decreasing max_length manually, e.g. summarizer('...', max_length={input_length // 2})"
            )


class TranslationPipeline(Text2TextGenerationPipeline):
    """`pipeline("translation_en_to_de")`: `translation_text` out. `src_lang` and `tgt_lang` are the model's own codes."""

    return_name = "translation"

    def check_inputs(self, input_length: int, min_length: int, max_length: int) -> bool:
        if input_length > 0.9 * max_length:
            logger.warning(
                f"Your input_length: {input_length} is bigger than 0.9 * max_length: {max_length}. You might consider "
                "increasing your max_length manually, e.g. translator('...', max_length=400)"
            )
        return True

    def preprocess(
        self,
        inputs: Any,
        truncation: Any = False,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        **kwargs: Any,
    ) -> Any:
        build = getattr(self.tokenizer, "_build_translation_inputs", None)
        if build is None:
            return self._parse_and_tokenize(inputs, truncation=truncation, **kwargs)
        return build(inputs, return_tensors="pt", truncation=truncation, src_lang=src_lang, tgt_lang=tgt_lang)

    def _sanitize_parameters(
        self, *, src_lang: str | None = None, tgt_lang: str | None = None, **kwargs: Any
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        preprocess, forward, postprocess = super()._sanitize_parameters(**kwargs)
        if src_lang is None and tgt_lang is None:
            parts = str(kwargs.get("task", self.task)).split("_")
            if len(parts) == 4:  # translation_XX_to_YY
                src_lang, tgt_lang = parts[1], parts[3]
        return {**preprocess, **_given({"src_lang": src_lang, "tgt_lang": tgt_lang})}, forward, postprocess


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if value is not None}
