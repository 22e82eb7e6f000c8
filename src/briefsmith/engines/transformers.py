"""transformers: runs every encoder-decoder checkpoint, on CPU, CUDA or MPS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefsmith.engines.base import EngineInfo, EngineSpec, GenerationParams, Hypothesis
from briefsmith.engines.batching import batches, refuse_longer
from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.decoding import Decoding, by_output_limit
from briefsmith.engines.loaded import loaded, one_thread_in_a_fork
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.quiet import quiet_transformers
from briefsmith.engines.tokens import CheckpointTokenizer, Start
from briefsmith.errors import EngineError, ModelUnavailableError

# Scores need the logits of every output token; this many bytes of them at a time.
_LOGITS_BYTES = 256 << 20


class TransformersEngine:
    """`AutoModelForSeq2SeqLM.generate` in batches of similar length; weights load at the first use."""

    def __init__(self, checkpoint: Checkpoint, options: EngineOptions) -> None:
        self.checkpoint = checkpoint
        self.info = EngineInfo("transformers", checkpoint.name, checkpoint.revision)
        self.max_input_tokens = checkpoint.max_input_tokens
        self._options = options
        self._tokenizer = CheckpointTokenizer(checkpoint)

    @loaded
    def _model(self) -> Any:
        quiet_transformers()
        import torch
        from transformers import AutoModelForSeq2SeqLM

        from briefsmith.engines.config_files import open_config

        one_thread_in_a_fork()
        path = self.checkpoint.path
        if self._options.threads:
            torch.set_num_threads(self._options.threads)  # for the whole process: torch has no other setting
        device = self._options.torch_device()
        try:
            model = AutoModelForSeq2SeqLM.from_pretrained(
                path,
                config=open_config(path),
                local_files_only=True,
                dtype=getattr(torch, self._options.torch_precision(device)),
            )
            # `generate` replaces every None by the model's setting. We decide what a call forces or forbids; a forced
            # end token would replace the last word.
            model.generation_config.update(
                forced_bos_token_id=None,
                forced_eos_token_id=None,
                bad_words_ids=None,
                suppress_tokens=None,
                max_length=None,
            )
            return model.to(device).eval()
        except Exception as error:  # missing files, unknown architectures, too little memory: each has its own type
            raise ModelUnavailableError(f"{path}: the model cannot be loaded: {error}") from error

    def load(self) -> None:
        """Load weights and tokenizer now rather than at the first call. Raises ModelUnavailableError."""
        _ = self._tokenizer.hf, self._model

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._tokenizer.count(texts)

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """All texts, sorted by length into batches of `params.batch_tokens` source tokens. Raises EngineError."""
        import torch

        encoded = self._tokenizer.encode(texts, params)
        lengths = [len(ids) for ids in encoded]
        refuse_longer(lengths, self.max_input_tokens, self.info.model)
        found: list[list[Hypothesis]] = [[] for _ in texts]
        try:
            for limit, indices in by_output_limit(params, lengths).items():
                for batch in batches([lengths[i] for i in indices], params.batch_tokens):
                    chosen = [indices[i] for i in batch]
                    with torch.inference_mode():
                        outputs = self._decode([encoded[i] for i in chosen], params, limit)
                    for i, hypotheses in zip(chosen, outputs, strict=True):
                        found[i] = hypotheses
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: decoding failed: {error}") from error
        return found

    def _decode(self, encoded: Sequence[Sequence[int]], params: GenerationParams, limit: int) -> list[list[Hypothesis]]:
        import torch

        decoding, start = Decoding.of(params, self.checkpoint), self._tokenizer.start(params)
        inputs = self._inputs(encoded)
        mask = inputs["attention_mask"]
        encoder = self._model.get_encoder()(**inputs, return_dict=True)
        # `generate` repeats what is in `encoder` for each beam, in place.
        hidden, kind = encoder.last_hidden_state, type(encoder)
        prefix = torch.tensor([[start.token, *start.forced]] * len(encoded), device=mask.device)
        sequences = self._model.generate(
            encoder_outputs=encoder,
            attention_mask=mask,
            decoder_input_ids=prefix,
            generation_config=self._generation_config(decoding, start, params, limit),
        )
        scores = self._scores(hidden, kind, mask, sequences, prefix.shape[1], decoding.length_penalty)
        outputs = [self._content(row) for row in sequences[:, prefix.shape[1] :].tolist()]
        flat = [Hypothesis(self._tokenizer.decode(ids), score) for ids, score in zip(outputs, scores, strict=True)]
        n = decoding.num_hypotheses
        return [flat[i : i + n] for i in range(0, len(flat), n)]

    def _inputs(self, encoded: Sequence[Sequence[int]]) -> dict[str, Any]:
        """Padded tensors of one batch, shape (texts, tokens)."""
        import torch

        padded = torch.nn.utils.rnn.pad_sequence
        ids = padded([torch.tensor(row) for row in encoded], batch_first=True, padding_value=self._pad)
        mask = padded([torch.ones(len(row), dtype=torch.long) for row in encoded], batch_first=True)
        inputs = {"input_ids": ids.to(self._model.device), "attention_mask": mask.to(self._model.device)}
        if self.checkpoint.model_type == "led":
            # The first token attends to the whole text, as in the checkpoints' training (Beltagy et al. 2020); without
            # it LED sees windows only.
            inputs["global_attention_mask"] = torch.zeros_like(inputs["input_ids"])
            inputs["global_attention_mask"][:, 0] = 1
        return inputs

    def _generation_config(self, decoding: Decoding, start: Start, params: GenerationParams, limit: int) -> Any:
        from copy import deepcopy

        config = deepcopy(self._model.generation_config)
        config.update(
            num_beams=decoding.beam_size,
            num_return_sequences=decoding.num_hypotheses,
            do_sample=False,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            bad_words_ids=[list(word) for word in decoding.bad_words] or None,
            early_stopping=decoding.early_stopping,
            decoder_start_token_id=start.token,
            eos_token_id=self._ends,
            min_length=0,
            min_new_tokens=params.min_new_tokens or None,
            max_new_tokens=limit,
        )
        return config

    def _scores(
        self, encoded: Any, kind: Any, mask: Any, sequences: Any, begin: int, length_penalty: float
    ) -> list[float]:
        """Log-probability of each output and its end token, divided by its length to the power of the penalty.

        One pass of the decoder over the finished outputs; keeping the scores while decoding would take
        batch x beams x steps x vocabulary floats.
        """
        import torch

        each = len(sequences) // len(encoded)
        rows = max(1, _LOGITS_BYTES // (4 * sequences.shape[1] * self._model.config.vocab_size))
        wanted = self._wanted(sequences[:, begin:])
        scores: list[float] = []
        for i in range(0, len(sequences), rows):
            part = sequences[i : i + rows]
            texts = torch.arange(i, i + len(part), device=part.device) // each
            logits = self._model(
                encoder_outputs=kind(last_hidden_state=encoded[texts]),
                attention_mask=mask[texts],
                decoder_input_ids=part[:, :-1],
            ).logits[:, begin - 1 :]
            chosen = torch.log_softmax(logits.float(), -1).gather(-1, part[:, begin:, None])[..., 0]
            real = wanted[i : i + rows]
            scores += ((chosen * real).sum(-1) / real.sum(-1).clamp(min=1) ** length_penalty).tolist()
        return scores

    def _wanted(self, outputs: Any) -> Any:
        """1 for every output token up to and including the first end token, 0 after it."""
        import torch

        ended = torch.isin(outputs, torch.tensor(self._ends, device=outputs.device)).long()
        return (ended.cumsum(-1) - ended == 0).long()

    def _content(self, row: list[int]) -> list[int]:
        end = next((i for i, token in enumerate(row) if token in self._ends), len(row))
        return row[:end]

    @property
    def _pad(self) -> int:
        return int(self.checkpoint.config.get("pad_token_id") or 0)

    @property
    def _ends(self) -> list[int]:
        end = self.checkpoint.decoding("eos_token_id", {})
        if end is None:  # ProphetNet may name it in its tokenizer alone
            end = self._tokenizer.hf.eos_token_id
            end = self._tokenizer.hf.sep_token_id if end is None else end
        return list(end) if isinstance(end, list) else [int(end)]

    def close(self) -> None:
        self.__dict__.pop("_model", None)


def opens(path: Path) -> bool:
    """Whether this is a Hugging Face checkpoint of an encoder-decoder model."""
    return Checkpoint.found(path) is not None


def open_folder(path: Path, name: str, revision: str, options: EngineOptions) -> TransformersEngine:
    """The engine of a checkpoint. Raises ModelUnavailableError."""
    return TransformersEngine(Checkpoint.open(path, name=name, revision=revision), options)


TRANSFORMERS = EngineSpec("transformers", opens, open_folder)
