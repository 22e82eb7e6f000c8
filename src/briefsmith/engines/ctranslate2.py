"""CTranslate2: the fast default for seq2seq models, int8 on CPU, float16 on CUDA."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from briefsmith.cores import usable_cores
from briefsmith.engines.base import EngineInfo, GenerationParams, Hypothesis
from briefsmith.engines.batching import refuse_longer
from briefsmith.engines.decoding import Decoding, by_output_limit
from briefsmith.engines.folder import PIECES, ModelFolder
from briefsmith.engines.loaded import loaded, loads_again_in_a_fork
from briefsmith.engines.options import EngineOptions
from briefsmith.engines.processor import int8_saturates
from briefsmith.errors import EngineError, ModelUnavailableError

if TYPE_CHECKING:
    import ctranslate2
    import sentencepiece

EOS = "</s>"


class Prefix(NamedTuple):
    """The tokens that every output is forced to begin with, and how many of them are returned with it."""

    tokens: list[str]
    returned: int


class Codec(Protocol):
    """Converts between texts and the tokens of one converted model."""

    def load(self) -> None:
        """Load what is needed now. Raises ModelUnavailableError."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, special tokens included."""

    def encode(self, texts: Sequence[str], params: GenerationParams) -> list[list[str]]:
        """The tokens that the encoder reads."""

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of output tokens."""

    def outputs(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of output texts, without special tokens; the inverse of `decode`."""

    def prefix(self, params: GenerationParams) -> Prefix:
        """Language and other forced tokens; not part of the output's text."""

    def decoding(self, params: GenerationParams) -> Decoding:
        """The decoding settings of a call."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """How CTranslate2 computes: in the type of the weights on disk, unless `compute` names another."""

    device: str = "cpu"
    quantization: str = "int8"
    threads: int = 0
    compute: str | None = None

    @classmethod
    def of(cls, options: EngineOptions) -> Runtime:
        """The fastest that the options allow. Raises EngineError for a device or precision that is not available."""
        import ctranslate2

        device = options.device
        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        if device == "mps" or (device == "cuda" and not ctranslate2.get_cuda_device_count()):
            raise EngineError(f"CTranslate2 finds no {device} device here; use device cpu, or engine transformers")
        fastest = "float16" if device == "cuda" else "int8"
        wanted = fastest if options.precision == "auto" else options.precision
        supported = ctranslate2.get_supported_compute_types(device)
        if wanted not in supported:
            there = ", ".join(sorted(supported & {"bfloat16", "float16", "float32", "int8"}))
            raise EngineError(f"CTranslate2 does not compute in {wanted} on this {device}; choose one of: {there}")
        exact = "float32" if options.precision == "auto" and device == "cpu" and int8_saturates() else None
        return cls(device, wanted, options.threads, exact)


class CTranslate2Engine:
    """Converted weights and the codec of their tokens; both load at the first use. `weights()` gives the folder, `contents()` its
    files where some of them lie elsewhere.
    """

    def __init__(
        self,
        weights: Callable[[], Path],
        codec: Codec,
        info: EngineInfo,
        max_input_tokens: int,
        runtime: Runtime | None = None,
        contents: Callable[[], dict[str, bytes] | None] = lambda: None,
    ) -> None:
        self.info = info
        self.max_input_tokens = max_input_tokens
        self.weights = weights
        self._contents = contents
        self._codec = codec
        self._runtime = runtime or Runtime()

    @loaded
    def _translator(self) -> ctranslate2.Translator:
        import ctranslate2

        folder = self.weights()
        loads_again_in_a_fork(self, "_translator")
        try:
            return ctranslate2.Translator(
                str(folder),
                device=self._runtime.device,
                compute_type=self._runtime.compute or self._runtime.quantization,
                # One batch per thread, not one batch on all: threads that wait for each other at every layer are
                # slower on a busy machine (23 against 38 sentences/s on two busy cores).
                inter_threads=self._runtime.threads or usable_cores(),
                intra_threads=1,
                files=self._contents(),
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelUnavailableError(f"{folder}: the model cannot be loaded: {error}") from error

    def load(self) -> None:
        """Load weights and vocabulary now rather than at the first call. Raises ModelUnavailableError."""
        self._codec.load()
        _ = self._translator

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._codec.count(texts)

    def generate(self, texts: Sequence[str], params: GenerationParams) -> list[list[Hypothesis]]:
        """One pass over all texts, sorted by length into batches of `params.batch_tokens` source tokens."""
        sources = self._codec.encode(texts, params)
        lengths = [len(source) for source in sources]
        refuse_longer(lengths, self.max_input_tokens, self.info.model)
        prefix = self._codec.prefix(params)
        decoding = self._codec.decoding(params)
        results: list[Any] = [None] * len(sources)
        try:
            # All calls start before the first result is awaited: no thread is idle at the end of one.
            begun = [
                (indices, self._begin([sources[i] for i in indices], prefix, decoding, params, limit))
                for limit, indices in by_output_limit(params, lengths).items()
            ]
            for indices, calls in begun:
                for i, call in zip(indices, calls, strict=True):
                    results[i] = call.result()
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: decoding failed: {error}") from error
        return [
            [
                Hypothesis(
                    self._codec.decode(tokens[prefix.returned :]),
                    score * _without_prefix(len(tokens), prefix.returned, decoding.length_penalty),
                )
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def score(self, pairs: Sequence[tuple[str, str]], params: GenerationParams) -> list[float]:
        """The mean log-probability of each output's tokens and end token, its forced first tokens left out."""
        sources = self._codec.encode([source for source, _ in pairs], params)
        refuse_longer([len(source) for source in sources], self.max_input_tokens, self.info.model)
        prefix = self._codec.prefix(params)
        outputs = [[*prefix.tokens, *tokens] for tokens in self._codec.outputs([text for _, text in pairs])]
        try:
            found = self._translator.score_batch(
                sources, outputs, max_batch_size=params.batch_tokens, batch_type="tokens", max_input_length=0
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise EngineError(f"{self.info.model}: scoring failed: {error}") from error
        own = [result.log_probs[len(prefix.tokens) :] for result in found]
        return [sum(values) / max(len(values), 1) for values in own]

    def _begin(
        self, sources: list[list[str]], prefix: Prefix, decoding: Decoding, params: GenerationParams, limit: int
    ) -> list[Any]:
        """Pass texts with the same output limit to the threads; returns one pending result for each text."""
        calls: list[Any] = self._translator.translate_batch(
            sources,
            [prefix.tokens] * len(sources) if prefix.tokens else None,
            max_batch_size=params.batch_tokens,
            batch_type="tokens",
            beam_size=decoding.beam_size,
            num_hypotheses=decoding.num_hypotheses,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            suppress_sequences=[[str(i) for i in word] for word in decoding.bad_words] or None,
            min_decoding_length=params.min_new_tokens + prefix.returned,
            max_decoding_length=limit + prefix.returned,
            max_input_length=0,  # CTranslate2's default of 1,024 would truncate silently
            return_scores=True,
            asynchronous=True,
        )
        return calls

    def close(self) -> None:
        self.__dict__.pop("_translator", None)


def _without_prefix(length: int, prefix: int, penalty: float) -> float:
    """The factor that takes the prefix out of a score's length: CTranslate2 counts it, transformers does not."""
    factor: float = ((length + 1) / (length + 1 - prefix)) ** penalty  # 1: the end token
    return factor


class PieceCodec:
    """One joint SentencePiece model, as `briefsmith train` exports it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _pieces(self) -> sentencepiece.SentencePieceProcessor:
        import sentencepiece

        try:
            return sentencepiece.SentencePieceProcessor(model_file=str(self._path))
        except (OSError, RuntimeError) as error:
            raise ModelUnavailableError(f"{self._path} cannot be loaded: {error}") from error

    def load(self) -> None:
        _ = self._pieces

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(pieces) + 1 for pieces in self._pieces.encode(list(texts), out_type=str)]

    def encode(self, texts: Sequence[str], params: GenerationParams) -> list[list[str]]:
        return [[*pieces, EOS] for pieces in self._pieces.encode(list(texts), out_type=str)]

    def decode(self, tokens: Sequence[str]) -> str:
        text: str = self._pieces.decode(list(tokens))
        return text

    def outputs(self, texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = self._pieces.encode(list(texts), out_type=str)
        return found

    def prefix(self, params: GenerationParams) -> Prefix:
        return Prefix([], 0)

    def decoding(self, params: GenerationParams) -> Decoding:
        return Decoding.of(params)


def embedded_engine(folder: ModelFolder, threads: int = 0) -> CTranslate2Engine:
    """The engine of a folder that `briefsmith train` exported: CTranslate2 weights and `spm.model`."""
    return CTranslate2Engine(
        weights=lambda: folder.path,
        codec=PieceCodec(folder.file(PIECES)),
        info=EngineInfo("ctranslate2", folder.name, folder.revision),
        max_input_tokens=folder.max_input_tokens,
        runtime=Runtime(threads=threads, compute="float32" if int8_saturates() else None),
        contents=folder.contents,
    )
