"""The generation settings of a pipeline by the rules of transformers 4.57.

Two rules differ from those of transformers 5. The pipeline's own `num_beams=4` and `max_new_tokens=256` come before the
model's settings; and a value that equals the library's default counts as not set, so that the model's takes its place.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from transformers import GenerationConfig, PreTrainedModel

MAX_NEW_TOKENS = 256
NUM_BEAMS = 4
# What 4.57 takes for a setting that nobody set; None for all others. transformers 5 has None for these too.
DEFAULTS: Mapping[str, Any] = {
    "max_length": 20, "min_length": 0, "early_stopping": False, "do_sample": False, "num_beams": 1, "use_cache": True,
    "temperature": 1.0, "top_k": 50, "top_p": 1.0, "typical_p": 1.0, "epsilon_cutoff": 0.0, "eta_cutoff": 0.0,
    "repetition_penalty": 1.0, "encoder_repetition_penalty": 1.0, "length_penalty": 1.0, "no_repeat_ngram_size": 0,
    "renormalize_logits": False, "remove_invalid_values": False, "token_healing": False, "num_return_sequences": 1,
    "output_attentions": False, "output_hidden_states": False, "output_scores": False, "return_dict_in_generate": False,
    "encoder_no_repeat_ngram_size": 0, "num_assistant_tokens": 20, "num_assistant_tokens_schedule": "constant",
    "assistant_confidence_threshold": 0.4, "assistant_lookbehind": 10, "target_lookbehind": 10, "disable_compile": False,
    "diversity_penalty": 0.0, "num_beam_groups": 1, "is_assistant": False,
}  # fmt: skip
_TOKENS = ("bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id")
# The settings that 4.57 kept in a model's configuration too, where `model_kwargs` of a pipeline could change them.
MODEL_SETTINGS = frozenset({
    "max_length", "min_length", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty",
    "temperature", "top_k", "top_p", "typical_p", "repetition_penalty", "length_penalty", "no_repeat_ngram_size",
    "encoder_no_repeat_ngram_size", "bad_words_ids", "num_return_sequences", "output_scores", "return_dict_in_generate",
    "forced_bos_token_id", "forced_eos_token_id", "remove_invalid_values", "exponential_decay_length_penalty",
    "suppress_tokens", "begin_suppress_tokens",
})  # fmt: skip
# Their decoders compute a position that the table lacks.
_ANY_LENGTH = ("m2m_100", "nllb-moe", "fsmt")
# Since this release `generate` completed a caller's settings with all of the model's, before only with its tokens.
_COMPLETES_SINCE = (4, 50)


def initial(model: Any, given: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The settings of a new pipeline, and those of the `given` arguments that are no settings."""
    config = completed(GenerationConfig(max_new_tokens=MAX_NEW_TOKENS, num_beams=NUM_BEAMS), stated(model))
    others = config.update(**given)
    if config.max_new_tokens == MAX_NEW_TOKENS and config.max_length not in {None, DEFAULTS["max_length"]}:
        config.max_new_tokens = None
    return config, others


def stated(model: Any) -> dict[str, Any]:
    """What a model's own generation settings say beyond the defaults."""
    settings = {
        key: value
        for key, value in vars(model.generation_config).items()
        if not key.startswith("_") and key != "transformers_version"
    }
    return {key: value for key, value in settings.items() if value is not None and value != DEFAULTS.get(key)}


def completed(config: Any, settings: Mapping[str, Any]) -> Any:
    """`config` with `settings` where it has a default, and with the defaults of 4.57; changes it."""
    for key, value in settings.items():
        if getattr(config, key, None) in (None, DEFAULTS.get(key)):
            setattr(config, key, value)
    for key, value in DEFAULTS.items():
        if getattr(config, key, None) is None:
            setattr(config, key, value)
    if config.temperature == 0.0:
        config.do_sample = False
    return config


def value(config: Any, name: str) -> Any:
    """A setting, or what 4.57 took for one that is not set."""
    stated_value = getattr(config, name, None)
    return DEFAULTS.get(name) if stated_value is None else stated_value


def of_call(model: Any, config: Any, asked: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The settings of one call for `generate` of transformers 5, and those of the `asked` arguments that are no settings."""
    own = stated(model)
    if not _completes(model):
        own = {key: value for key, value in own.items() if key in _TOKENS}
    config = completed(copy.deepcopy(config), own)
    others = config.update(**asked)
    if asked.get("max_length") is not None and "max_new_tokens" not in asked:
        # In 4.57 a pipeline's own `max_new_tokens` overrode the `max_length` of a call; nobody wanted that.
        config.max_new_tokens = None
        config.max_length = min(config.max_length, _positions(model, config.max_length))
    elif config.max_new_tokens is not None or config.max_length == DEFAULTS["max_length"]:
        # transformers 5 takes each length that is stated as asked for, and warns of two; 4.57 only those of the call.
        config.max_length = asked.get("max_length")
    if config.min_new_tokens is not None:
        config.min_length = asked.get("min_length")
    return config, others


def _completes(model: Any) -> bool:
    version = re.match(r"(\d+)\.(\d+)", str(getattr(model.generation_config, "transformers_version", None) or ""))
    return version is None or (int(version[1]), int(version[2])) >= _COMPLETES_SINCE


def _positions(model: Any, unlimited: int) -> int:
    """How many tokens the decoder has positions for; `unlimited` if they are relative or computed."""
    if model.config.model_type in _ANY_LENGTH:
        return unlimited
    stated = (
        getattr(model.config, key, None) for key in ("max_decoder_position_embeddings", "max_position_embeddings")
    )
    return next((positions for positions in stated if isinstance(positions, int)), unlimited)


def without_own_settings(model: Any) -> Any:
    """The same model without settings of its own, so that `generate` adds nothing to those of a call.

    It shares weights, hooks and everything else with `model`, which is not changed: pipelines may run in several threads.
    """
    if not isinstance(model, PreTrainedModel):
        return model
    view = copy.copy(model)
    view.generation_config = GenerationConfig()
    return view
