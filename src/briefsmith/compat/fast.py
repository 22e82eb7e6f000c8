"""`pipeline(..., engine="auto")`: CTranslate2 in place of `generate`, on the tokens and settings of the pipeline.

Everything around `generate` stays as it is: tokenizer, prefixes, batches, outputs. CTranslate2 converts a checkpoint at its
first use and computes in int8 on a CPU, so that single outputs may differ from those of transformers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.convert import converted
from briefsmith.engines.ctranslate2 import Runtime
from briefsmith.engines.loaded import loaded, loads_again_in_a_fork
from briefsmith.engines.options import EngineOptions
from briefsmith.errors import EngineError

# Settings that CTranslate2 decodes with, and their names there.
_SAME = ("length_penalty", "repetition_penalty", "no_repeat_ngram_size")
# Settings that change what `generate` writes and that CTranslate2 does not know; their values if they are off.
_UNKNOWN: dict[str, Any] = {
    "num_beam_groups": 1, "diversity_penalty": 0.0, "encoder_no_repeat_ngram_size": 0, "encoder_repetition_penalty": 1.0,
    "exponential_decay_length_penalty": None, "penalty_alpha": None, "stop_strings": None, "begin_suppress_tokens": None,
    "sequence_bias": None, "typical_p": 1.0, "min_p": None, "return_dict_in_generate": False,
}  # fmt: skip


class FastModel:
    """The part of a transformers model that a pipeline uses, without weights in torch.

    `config` and `generation_config` are those of the checkpoint in `folder`. Raises EngineError for an architecture that
    CTranslate2 does not run.
    """

    def __init__(self, folder: Path, config: Any, generation_config: Any, options: EngineOptions) -> None:
        import torch

        self._checkpoint = Checkpoint.open(folder)
        if not self._checkpoint.convertible:
            raise EngineError(
                f"{folder}: CTranslate2 does not run {self._checkpoint.model_type} models; leave out engine="
            )
        self.config, self.generation_config = config, generation_config
        self._runtime = Runtime.of(options)
        self.device = torch.device("cpu")  # of the tensors of ids; CTranslate2 has its own
        self.dtype = torch.int8 if self._runtime.quantization == "int8" else torch.float32

    @loaded
    def _translator(self) -> Any:
        import ctranslate2

        runtime = self._runtime
        loads_again_in_a_fork(self, "_translator")
        return ctranslate2.Translator(
            str(converted(self._checkpoint, runtime.quantization)), device=runtime.device,
            compute_type=runtime.compute or runtime.quantization, inter_threads=1, intra_threads=runtime.threads,
        )  # fmt: skip

    def can_generate(self) -> bool:
        return True

    def eval(self) -> FastModel:
        return self

    def to(self, *args: Any, **kwargs: Any) -> FastModel:
        return self

    def generate(self, input_ids: Any, attention_mask: Any, generation_config: Any, **others: Any) -> Any:
        """Output ids of shape (texts x num_return_sequences, longest), padded, as `generate` returns them.

        Raises ValueError for an argument or a setting that CTranslate2 does not have.
        """
        import torch

        config = generation_config
        unknown = [name for name, off in _UNKNOWN.items() if getattr(config, name, off) not in (None, off)]
        if others or unknown or (config.do_sample and config.num_beams > 1):
            named = ", ".join([*others, *unknown]) or "do_sample with beams"
            raise ValueError(f"engine='auto' does not have {named}; leave out engine= for it")
        if config.num_return_sequences > config.num_beams and not config.do_sample:
            raise ValueError(
                f"`num_return_sequences` ({config.num_return_sequences}) has to be smaller or equal to `num_beams` "
                f"({config.num_beams})."
            )
        sources = [
            [str(i) for i in row[mask.bool()].tolist()] for row, mask in zip(input_ids, attention_mask, strict=True)
        ]
        forced = [] if config.forced_bos_token_id is None else [config.forced_bos_token_id]
        start = config.decoder_start_token_id
        # mBART's converted model has no start of its own: with 25 languages it is the target's code.
        prefix = [str(i) for i in ([start, *forced] if self._checkpoint.model_type == "mbart" else forced)]
        most = config.max_new_tokens if config.max_new_tokens is not None else (config.max_length or 21) - 1
        found = self._translator.translate_batch(
            sources, [prefix] * len(sources) if prefix else None, **self._arguments(config, most)
        )
        rows = [[start, *_ended(tokens, config, most)] for result in found for tokens in result.hypotheses]
        pad = 0 if config.pad_token_id is None else config.pad_token_id
        return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=pad)

    def _arguments(self, config: Any, most: int) -> dict[str, Any]:
        least = config.min_new_tokens if config.min_new_tokens is not None else (config.min_length or 0) - 1
        pad = self.config.vocab_size - 1 if self._checkpoint.model_type == "marian" else None
        words = [*(config.bad_words_ids or ()), *([i] for i in config.suppress_tokens or ())]
        sampling = {
            "sampling_topk": config.top_k,
            "sampling_topp": config.top_p,
            "sampling_temperature": config.temperature,
        }
        return {
            "beam_size": 1 if config.do_sample else config.num_beams,
            "num_hypotheses": config.num_return_sequences,
            "max_decoding_length": most, "min_decoding_length": max(least, 0),
            "suppress_sequences": [[str(i) for i in word] for word in words if pad not in word] or None,
            "max_input_length": 0,
            **{name: getattr(config, name) for name in _SAME}, **(sampling if config.do_sample else {}),
        }  # fmt: skip


def _ended(tokens: list[str], config: Any, most: int) -> list[int]:
    """The ids of one output with its end token, which CTranslate2 leaves out; none where it was cut, unless forced."""
    ids = [int(token) for token in tokens]
    end = config.eos_token_id[0] if isinstance(config.eos_token_id, list) else config.eos_token_id
    if len(ids) < most:
        return [*ids, end]
    forced = config.forced_eos_token_id
    return ids if forced is None else [*ids[:-1], forced[0] if isinstance(forced, list) else forced]
