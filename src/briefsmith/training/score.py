"""Translating with an exported model, and the scores in its model card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefsmith.engines.folder import exported
from briefsmith.engines.processor import int8_saturates
from briefsmith.errors import ModelUnavailableError
from briefsmith.training.card import CardScore
from briefsmith.training.decode import DevPairs
from briefsmith.training.export import MAX_LENGTH
from briefsmith.training.network import EOS, PAD, PIECE_NAMES

SOURCE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search: `beam` hypotheses, or, with `sampling`, drawing from this many likeliest pieces (0: all).

    Draws are not repeatable: ctranslate2 takes a seed only for threads that it has not started yet.
    """

    beam: int = 4
    sampling: int | None = None
    batch_tokens: int = 4096

    def __str__(self) -> str:
        return f"beam {self.beam}" if self.sampling is None else f"sampling from {self.sampling or 'all'}"


class Translator:
    """An exported int8 folder, ready to translate. Raises ModelUnavailableError if it is missing or incomplete."""

    def __init__(self, folder: Path, device: str = "cpu", threads: int = 0) -> None:
        import ctranslate2

        from briefsmith.training.vocabulary import load_vocabulary

        self.folder = exported(folder)
        if not (self.folder / "model.bin").is_file() or not (self.folder / "spm.model").is_file():
            raise ModelUnavailableError(f"{folder} is not an exported translator: it needs model.bin and spm.model.")
        self.vocabulary = load_vocabulary(self.folder / "spm.model")
        self.compute_type = "float32" if device == "cpu" and int8_saturates() else "default"
        self._model = ctranslate2.Translator(
            str(self.folder), device=device, compute_type=self.compute_type, intra_threads=threads
        )

    def translate(self, texts: Sequence[str], decoding: SearchOptions | None = None) -> list[str]:
        """One translation for each text, in order."""
        decoding = decoding or SearchOptions()
        options: dict[str, Any] = {"beam_size": decoding.beam}
        if decoding.sampling is not None:
            options = {"beam_size": 1, "sampling_topk": decoding.sampling}
        sources = [[*pieces, PIECE_NAMES[EOS]] for pieces in self.vocabulary.encode(list(texts), out_type=str)]
        results = self._model.translate_batch(
            sources,
            max_batch_size=decoding.batch_tokens,
            batch_type="tokens",
            max_input_length=SOURCE_LIMIT,
            max_decoding_length=MAX_LENGTH,
            suppress_sequences=[[PIECE_NAMES[PAD]]],
            **options,
        )
        outputs: list[str] = self.vocabulary.decode([result.hypotheses[0] for result in results])
        return outputs


def score_model(translator: Translator, sets: Sequence[DevPairs]) -> tuple[CardScore, ...]:
    """BLEU and chrF of an exported model, beam 4, on whole dev sets."""
    import sacrebleu

    scores = []
    decoding = "int8, beam 4" if translator.compute_type == "default" else "int8 weights in float32, beam 4"
    for dev in sets:
        outputs = translator.translate(dev.sources)
        bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
        bleu_score, chrf_score = (
            round(metric.corpus_score(outputs, [dev.targets]).score, 4) for metric in (bleu, chrf)
        )
        signatures = str(bleu.get_signature()), str(chrf.get_signature())
        scores.append(CardScore(dev.name, len(outputs), bleu_score, chrf_score, *signatures, decoding=decoding))
    return tuple(scores)
