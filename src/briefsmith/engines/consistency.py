"""Models that say whether a text supports a claim: HHEM and MiniCheck, run by transformers; no code of theirs is run.

HHEM-2.1-open is a token classifier over the encoder of a T5: its first token is a padding token, whose two logits are "no" and
"yes". Its folder does not state the sizes of the network, so they are read from the weights. MiniCheck is a T5 whose first
word is one of two. Both have relative positions, so no input is too long; the more there is to read, the less exact they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.engines.base import EngineInfo
from briefsmith.engines.batching import batches
from briefsmith.engines.checkpoint import read_json
from briefsmith.engines.config_files import open_config
from briefsmith.engines.loaded import loaded, one_thread_in_a_fork
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.quiet import quiet_transformers
from briefsmith.engines.tokenizer_files import as_in_files, open_tokenizer
from briefsmith.engines.tokens import knows_its_words
from briefsmith.errors import EngineError, ModelUnavailableError

# Tokens of one batch, padding included.
_BATCH = 4096
_HHEM_CLASS = "HHEMv2ForSequenceClassification"
# The pieces with which MiniCheck's T5 says no and yes; its decoder begins with the padding token.
_NO, _YES, _START = 3, 209, 0


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one family is loaded, asked and read. `load` takes folder and dtype; `logits` gives two for each text.

    `room` are the tokens of a text that it reads well beside the claim.
    """

    room: int
    tokenizer: Callable[[Path], Any]
    load: Callable[[Path, Any], Any]
    prompt: str
    logits: Callable[[Any, Any], Any]


class ConsistencyModel:
    """Scores pairs of a text and a claim: 1 if the text supports the claim, 0 if not. Weights load at the first use."""

    def __init__(self, path: Path, name: str, revision: str, options: EngineOptions) -> None:
        """Raises ModelUnavailableError for a folder of another kind."""
        self.info = EngineInfo("transformers", name, revision)
        self._path, self._options = path, options
        self._layout = _layout(path)

    @property
    def room(self) -> int:
        """The tokens of a text that it reads well beside a claim; a longer one has to be cut by the caller."""
        return self._layout.room

    @loaded
    def _tokenizer(self) -> Any:
        quiet_transformers()
        try:
            tokenizer = self._layout.tokenizer(self._path)
        except Exception as error:  # each kind of damage has its own type
            raise ModelUnavailableError(f"{self._path}: the tokenizer cannot be loaded: {error}") from error
        if not knows_its_words(tokenizer):
            raise ModelUnavailableError(f"{self._path}: the tokenizer is missing or broken: it knows no word")
        return tokenizer

    @loaded
    def _model(self) -> Any:
        quiet_transformers()
        import torch

        one_thread_in_a_fork()
        if self._options.threads:
            torch.set_num_threads(self._options.threads)
        device = self._options.torch_device()
        try:
            model = self._layout.load(self._path, getattr(torch, self._options.torch_precision(device)))
            return model.to(device).eval()
        except Exception as error:  # missing weights, other sizes, too little memory: each has its own type
            raise ModelUnavailableError(f"{self._path}: the model cannot be loaded: {error}") from error

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text. Raises ModelUnavailableError."""
        return (
            [len(ids) for ids in self._tokenizer(list(texts), add_special_tokens=False)["input_ids"]] if texts else []
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each text and claim the probability (0 to 1) that the claim is supported. Raises EngineError."""
        import torch

        end = self._tokenizer.eos_token or ""
        encoded = [
            self._tokenizer(self._layout.prompt.format(text=text, claim=claim, end=end))["input_ids"]
            for text, claim in pairs
        ]
        scores = [0.0] * len(pairs)
        try:
            for batch in batches([len(ids) for ids in encoded], _BATCH):
                padded = self._tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt")
                inputs = {key: padded[key].to(self._model.device) for key in ("input_ids", "attention_mask")}
                with torch.inference_mode():
                    found = self._layout.logits(self._model, inputs).float().softmax(-1)[:, 1].tolist()
                for i, chance in zip(batch, found, strict=True):
                    scores[i] = chance
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: scoring failed: {error}") from error
        return scores


def _layout(path: Path) -> _Layout:
    config = read_json(path / "config.json", required=True)
    names = [str(name) for name in config.get("architectures") or ()]
    if _HHEM_CLASS in names:
        return _HHEM
    if config.get("model_type") == "t5" and "T5ForConditionalGeneration" in names:
        return _SEQ2SEQ
    raise ModelUnavailableError(f"{path}: not a model of consistency: HHEM-2.1-open and MiniCheck are known")


def _t5_tokenizer(path: Path) -> Any:
    """That of a folder whose config.json transformers does not know."""
    from transformers import T5Tokenizer

    tokenizer = T5Tokenizer.from_pretrained(path, local_files_only=True)
    as_in_files(tokenizer, path)
    return tokenizer


def _load_hhem(path: Path, dtype: Any) -> Any:
    """The token classifier, with the sizes of the weights. Raises ValueError for weights of another kind."""
    from safetensors.torch import load_file
    from transformers import T5ForTokenClassification

    weights = {key.removeprefix("t5."): value for key, value in load_file(path / "model.safetensors").items()}
    model = T5ForTokenClassification(_t5_config(weights))
    missing, unexpected = model.load_state_dict(weights, strict=False)
    # The embeddings of the encoder are the shared ones.
    if wrong := [*(key for key in missing if not key.endswith("embed_tokens.weight")), *unexpected]:
        raise ValueError(f"the weights are not those of HHEM: {', '.join(wrong[:3])}")
    return model.to(dtype)


def _t5_config(weights: dict[str, Any]) -> Any:
    from transformers import T5Config

    first = "transformer.encoder.block.0.layer"
    try:
        vocabulary, width = weights["transformer.shared.weight"].shape
        buckets, heads = weights[f"{first}.0.SelfAttention.relative_attention_bias.weight"].shape
        inner = weights[f"{first}.0.SelfAttention.q.weight"].shape[0]
        return T5Config(
            vocab_size=vocabulary,
            d_model=width,
            d_kv=inner // heads,
            d_ff=weights[f"{first}.1.DenseReluDense.wo.weight"].shape[1],
            num_layers=sum(key.endswith("SelfAttention.q.weight") and ".encoder." in key for key in weights),
            num_heads=heads,
            relative_attention_num_buckets=buckets,
            feed_forward_proj="gated-gelu" if f"{first}.1.DenseReluDense.wi_0.weight" in weights else "relu",
            num_labels=weights["classifier.weight"].shape[0],
        )
    except KeyError as error:
        raise ValueError(f"the weights are not those of HHEM: {error} is missing") from None


def _load_seq2seq(path: Path, dtype: Any) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    return AutoModelForSeq2SeqLM.from_pretrained(path, config=open_config(path), local_files_only=True, dtype=dtype)


def _first_word(model: Any, inputs: Any) -> Any:
    import torch

    start = torch.full((len(inputs["input_ids"]), 1), _START, device=model.device)
    return model(**inputs, decoder_input_ids=start).logits[:, 0, [_NO, _YES]]


def _first_token(model: Any, inputs: Any) -> Any:
    return model(**inputs).logits[:, 0]


_HHEM = _Layout(
    800,
    _t5_tokenizer,
    _load_hhem,
    "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {text}\n\nHypothesis: {claim}",
    _first_token,
)
_SEQ2SEQ = _Layout(800, open_tokenizer, _load_seq2seq, "predict: {text}{end}{claim}", _first_word)
