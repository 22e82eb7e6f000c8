"""CTranslate2's converter with its known gaps closed. Imports torch and transformers; imported only to convert.

The vocabulary of a converted model is the token ids themselves, written as digits. Its pieces would have to come from
the tokenizer, which fails in several ways: M2M100 and NLLB report no language tokens, Marian may have two
vocabularies, T5 fewer pieces than rows. Ids are what the weights are indexed by.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ctranslate2.converters.transformers import TransformersConverter

# The converter reads `normalize_before` and `normalize_embedding` from the configuration, where transformers 5 no longer
# has them. They follow from the architecture: whether the layers normalise first, and whether the embeddings do.
_NORMS = {"bart": (False, True), "mbart": (True, True), "pegasus": (True, False)}


class IdConverter(TransformersConverter):  # type: ignore[misc]  # ctranslate2 has no types
    """Converts a local checkpoint; calls `step` with what it does next."""

    def __init__(self, path: str, step: Callable[[str], None]) -> None:
        super().__init__(path)
        self._step = step
        self._config: Any = None

    def load_model(self, model_class: Any, path: str, **kwargs: Any) -> Any:
        self._step("reading")
        model = model_class.from_pretrained(path, local_files_only=True, **kwargs)
        config = model.config
        if config.model_type in _NORMS:
            config.normalize_before, config.normalize_embedding = _NORMS[config.model_type]
        if config.model_type == "mbart":
            config.tokenizer_class = "MBartTokenizer"  # no start token of its own: it comes with each text's prefix
        if config.model_type in {"t5", "mt5"}:
            # transformers 5 sets this to True for all of them; the converter reads it as "scale the decoder's output",
            # which T5 1.1 and mT5 do not do: greedy output stays right, beams and scores do not.
            config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)
        if getattr(config, "decoder_start_token_id", None) is None:
            config.decoder_start_token_id = model.generation_config.decoder_start_token_id
        self._config = config
        return model

    def load_tokenizer(self, tokenizer_class: Any, path: str, **kwargs: Any) -> Any:
        self._step("quantizing")
        return _Ids(self._config)


class _Ids:
    """The tokenizer that the converter sees: it answers with ids."""

    def __init__(self, config: Any) -> None:
        self._names = [str(i) for i in range(config.vocab_size)]
        if config.model_type == "marian":
            self._names[-1] = "<pad>"  # the converter removes the last row and the token of this name
        self.bos_token, self.pad_token, self.eos_token = (
            self._name(getattr(config, f"{kind}_token_id", None)) for kind in ("bos", "pad", "eos")
        )
        # Nothing asks for the unknown token by name; the ids that we pass are all in the vocabulary.
        self.unk_token = self.bos_token or self.pad_token
        self.unk_token_id = None
        self.special_tokens_map: dict[str, Any] = {}

    def _name(self, token: int | list[int] | None) -> str | None:
        first = token[0] if isinstance(token, list) else token
        return None if first is None else self._names[first]

    def get_vocab(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self._names)}

    def convert_ids_to_tokens(self, token: int) -> str | None:
        return self._name(token)
