"""The three pipelines on `generate` of transformers 5, with the arguments, outputs and warnings of transformers 4.57.

Batching, datasets, generators and devices are those of `transformers.Pipeline`, which still exists.
"""

from __future__ import annotations

import copy
import enum
import warnings
from typing import Any

from transformers import Pipeline
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES
from transformers.utils import logging

# The name under which 4.57 logged, so that filters and `transformers.logging.set_verbosity_error()` still work.
logger = logging.get_logger("transformers.pipelines.text2text_generation")

# The defaults of 4.57 if neither the call nor the model's generation_config.json sets a value.
MAX_NEW_TOKENS = 256
NUM_BEAMS = 4
# `max_length` if it is not set; 4.57 named it in its warnings.
UNSET_MAX_LENGTH = 20

_IGNORED = ("framework", "modelcard")


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{key: value for key, value in kwargs.items() if key not in _IGNORED})
        logger.warning(f"Device set to use {self.device}")
        self.check_model_type(MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES)
        task_params = dict((getattr(self.model.config, "task_specific_params", None) or {}).get(self.task) or {})
        self.prefix = task_params.pop("prefix", getattr(self.model.config, "prefix", None))
        self.generation_config = self._defaults(task_params)

    def _defaults(self, task_params: dict[str, Any]) -> Any:
        """The pipeline's settings, overridden by the model's, and those by the task's."""
        config = copy.deepcopy(self.model.generation_config)
        config.update(**task_params)
        if config.num_beams in {None, 1} and "num_beams" not in task_params:
            config.num_beams = NUM_BEAMS
        if config.max_new_tokens is None and config.max_length in {None, UNSET_MAX_LENGTH}:
            config.max_new_tokens = MAX_NEW_TOKENS
        if config.pad_token_id is None:
            config.pad_token_id = self.tokenizer.pad_token_id
        return config

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

    def check_inputs(self, input_length: int, min_length: int, max_length: int) -> bool:
        """Warn if input and lengths do not fit together; lengths in tokens."""
        return True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """A list of dicts for a text; for a list of texts one dict each, or a list of dicts with several outputs each.

        Generators and datasets give an iterator. Raises TypeError for anything that is not text.
        """
        if args and isinstance(args[0], list) and not args[0]:
            return []
        result = super().__call__(*args, **kwargs)
        texts = isinstance(args[0], list) and all(isinstance(text, str) for text in args[0])
        if texts and all(len(outputs) == 1 for outputs in result):
            return [outputs[0] for outputs in result]
        return result

    def preprocess(self, inputs: Any, truncation: Any = False) -> Any:
        return self._tokenized(inputs, truncation)

    def _tokenized(self, inputs: Any, truncation: Any) -> Any:
        """The tensors of one text, or of a list of texts, with the task's prefix before each."""
        prefix = self.prefix or ""
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
        config, others = self._merged(generate_kwargs)
        self.check_inputs(
            input_length,
            generate_kwargs.get("min_length", self.generation_config.min_length) or 0,
            generate_kwargs.get("max_length", self.generation_config.max_length) or UNSET_MAX_LENGTH,
        )
        inputs = dict(model_inputs)
        forced = inputs.pop("forced_bos_token_id", None)  # from a multilingual tokenizer; in a batch one for each text
        if forced is not None:
            config.forced_bos_token_id = forced[0] if isinstance(forced, list) else forced
        output = self.model.generate(**inputs, generation_config=config, **others)
        return {"output_ids": output.reshape(texts, len(output) // texts, *output.shape[1:])}

    def _merged(self, generate_kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The generation config of one call, and the arguments of `generate` that are not settings."""
        asked = dict(generate_kwargs)
        config = copy.deepcopy(asked.pop("generation_config", None) or self.generation_config)
        others = config.update(**asked)
        # In 4.57 a pipeline's own `max_new_tokens` overrode the `max_length` of a call; nobody wanted that.
        if "max_length" in asked and "max_new_tokens" not in asked:
            config.max_new_tokens = None
        return config, others

    def postprocess(
        self,
        model_outputs: Any,
        return_type: ReturnType = ReturnType.TEXT,
        clean_up_tokenization_spaces: bool = False,
    ) -> list[dict[str, Any]]:
        outputs = model_outputs["output_ids"][0]
        if return_type == ReturnType.TENSORS:
            return [{f"{self.return_name}_token_ids": ids} for ids in outputs]
        return [
            {
                f"{self.return_name}_text": self.tokenizer.decode(
                    ids, skip_special_tokens=True, clean_up_tokenization_spaces=clean_up_tokenization_spaces
                )
            }
            for ids in outputs
        ]


class SummarizationPipeline(Text2TextGenerationPipeline):
    """`pipeline("summarization")`: `summary_text` out."""

    return_name = "summary"

    def check_inputs(self, input_length: int, min_length: int, max_length: int) -> bool:
        if max_length < min_length:
            logger.warning(f"Your min_length={min_length} must be inferior than your max_length={max_length}.")
        if input_length < max_length:
            logger.warning(
                f"Your max_length is set to {max_length}, but your input_length is only {input_length}. Since this is "
                "a summarization task, where outputs shorter than the input are typically wanted, you might "
                f"consider decreasing max_length manually, e.g. summarizer('...', max_length={input_length // 2})"
            )
        return True


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
        self, inputs: Any, truncation: Any = False, src_lang: str | None = None, tgt_lang: str | None = None
    ) -> Any:
        build = getattr(self.tokenizer, "_build_translation_inputs", None)
        if build is None:
            return self._tokenized(inputs, truncation)
        return build(inputs, return_tensors="pt", truncation=truncation, src_lang=src_lang, tgt_lang=tgt_lang)

    def _sanitize_parameters(
        self, *, src_lang: str | None = None, tgt_lang: str | None = None, **kwargs: Any
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        preprocess, forward, postprocess = super()._sanitize_parameters(**kwargs)
        if src_lang is None and tgt_lang is None:
            parts = self.task.split("_")
            if len(parts) == 4:  # translation_XX_to_YY
                src_lang, tgt_lang = parts[1], parts[3]
        return {**preprocess, **_given({"src_lang": src_lang, "tgt_lang": tgt_lang})}, forward, postprocess


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if value is not None}
