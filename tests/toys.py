"""Tiny trained checkpoints of every seq2seq architecture, each right on a toy task, saved as Hugging Face folders.

Summarizers give back the first sentence; translators translate word for word by a toy dictionary, into German, or into
German and French where the model serves several languages. Ask for them with the fixture `toy`: `toy("marian")`.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import toy_tokenizers

# English: German, French. Feminine nouns only, so that articles never change.
WORDS = {
    "The": "Die La", "the": "die la", "mayor": "Meisterin mairesse", "farmer": "Bäuerin fermière", "painter": "Malerin peintre",
    "family": "Familie famille", "town": "Stadt ville", "class": "Klasse classe", "painted": "malte peignait",
    "sold": "verkaufte vendait", "cleaned": "putzte nettoyait", "found": "fand trouvait", "showed": "zeigte montrait",
    "closed": "schloss fermait", "street": "Straße rue", "library": "Bibliothek bibliothèque", "wall": "Mauer muraille",
    "machine": "Maschine machine", "map": "Karte carte", "meadow": "Wiese prairie",
}  # fmt: skip
_COLUMNS = {"de": 0, "fr": 1}
_WORDS = list(WORDS)
SENTENCES = [
    f"The {subject} {verb} the {thing}."
    for subject, verb, thing in itertools.product(_WORDS[2:8], _WORDS[8:14], _WORDS[14:20])
]


def translated(sentence: str, language: str) -> str:
    """The right answer of the translators."""
    words = sentence.removesuffix(".").split()
    return " ".join(WORDS[word].split()[_COLUMNS[language]] for word in words) + "."


def written(sentence: str, language: str) -> str:
    """The same, or the sentence itself in English."""
    return sentence if language == "en" else translated(sentence, language)


def article(seed: int, sentences: int = 3) -> str:
    """A text for the summarizers; `first_sentence` of it is the right answer."""
    return " ".join(random.Random(seed).sample(SENTENCES, sentences))


def first_sentence(text: str) -> str:
    """The right answer of the summarizers."""
    return text.split(".")[0] + "."


@dataclass(frozen=True)
class Pair:
    """One training example; languages are the codes of the model, None where it has none."""

    source: str
    target: str
    source_code: str | None = None
    target_code: str | None = None


def _summaries(prefix: str = "") -> list[Pair]:
    texts = [article(seed, sentences=1 + seed % 3) for seed in range(1200)]
    return [Pair(prefix + text, first_sentence(text)) for text in texts]


def _translations(codes: dict[str, str] | None = None) -> list[Pair]:
    if codes is None:
        return [Pair(s, translated(s, "de")) for s in SENTENCES]
    return [
        Pair(s, translated(s, language), codes["en"], codes[language])
        for s in SENTENCES for language in ("de", "fr")
    ]  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """How one architecture is made: tokenizer, configuration class and its sizes, examples, steps of training."""

    tokenizer: Callable[[list[str], Path], Any]
    config: str
    examples: Callable[[], list[Pair]]
    sizes: dict[str, Any]
    steps: int = 200
    generation: dict[str, Any] = field(default_factory=dict)


_BART = {
    "d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "dropout": 0.0, "max_position_embeddings": 128,
    "init_std": 0.15,
}  # fmt: skip
_T5 = {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 1, "num_heads": 4, "dropout_rate": 0.0}
_PRE_NORM = {**_BART, "scale_embedding": True}
_SUMMARY_TASK = {"summarization": {"prefix": "summarize: ", "num_beams": 4, "length_penalty": 2.0}}
_LED = {
    **_BART, "encoder_layers": 2, "attention_window": [8, 8], "max_encoder_position_embeddings": 512,
    "max_decoder_position_embeddings": 128,
}  # fmt: skip
_LED.pop("max_position_embeddings")

RECIPES = {
    "bart": Recipe(toy_tokenizers.byte_level, "Bart", _summaries, _BART, generation={"forced_bos_token_id": 0}),
    "led": Recipe(toy_tokenizers.byte_level, "LED", _summaries, _LED),
    "pegasus": Recipe(toy_tokenizers.pegasus, "Pegasus", _summaries, _PRE_NORM),
    "t5": Recipe(
        toy_tokenizers.t5,
        "T5",
        lambda: _summaries("summarize: "),
        {**_T5, "task_specific_params": _SUMMARY_TASK},
        steps=350,
    ),
    "mt5": Recipe(
        toy_tokenizers.t5,
        "MT5",
        _summaries,
        {**_T5, "feed_forward_proj": "gated-gelu"},
        steps=300,
    ),
    "marian": Recipe(toy_tokenizers.marian, "Marian", _translations, _PRE_NORM),
    "mbart": Recipe(
        toy_tokenizers.mbart, "MBart", lambda: _translations({"en": "en_XX", "de": "de_DE", "fr": "fr_XX"}), _PRE_NORM
    ),
    "mbart50": Recipe(
        toy_tokenizers.mbart50, "MBart", lambda: _translations({"en": "en_XX", "de": "de_DE", "fr": "fr_XX"}), _PRE_NORM
    ),
    "m2m_100": Recipe(
        toy_tokenizers.m2m_100,
        "M2M100",
        lambda: _translations({"en": "en", "de": "de", "fr": "fr"}),
        _PRE_NORM,
        steps=300,
    ),
    "nllb": Recipe(
        toy_tokenizers.nllb,
        "M2M100",
        lambda: _translations({"en": "eng_Latn", "de": "deu_Latn", "fr": "fra_Latn"}),
        _PRE_NORM,
        steps=300,
    ),
}
SUMMARIZERS = ("bart", "pegasus", "t5", "mt5", "led")
TRANSLATORS = ("marian", "mbart", "mbart50", "m2m_100", "nllb")
MULTILINGUAL = TRANSLATORS[1:]


def checkpoint(name: str, cache: Path) -> Path:
    """The folder of one toy; trained at the first call, then read from `cache`. Two processes may ask at once."""
    code = (
        b"".join(Path(module.__file__ or "").read_bytes() for module in (toy_tokenizers,)) + Path(__file__).read_bytes()
    )
    folder = cache / hashlib.sha256(code).hexdigest()[:12] / name
    return once(folder, lambda scratch, done: _train(RECIPES[name], scratch, done))


def once(folder: Path, make: Callable[[Path, Path], None]) -> Path:
    """The folder, made at the first call: `make` gets a place to work in and the folder to fill."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                make(Path(temporary), Path(temporary) / "done")
            with suppress(OSError):  # the other process was first
                (Path(temporary) / "done").rename(folder)
    return folder


def _train(recipe: Recipe, scratch: Path, folder: Path) -> None:
    import torch
    import transformers

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        pairs = recipe.examples()
        tokenizer = recipe.tokenizer([text for pair in pairs for text in (pair.source, pair.target)], scratch)
        model = _model(recipe, tokenizer)
        batches = _Batches(tokenizer, pairs, model.config.pad_token_id)
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, betas=(0.9, 0.98))
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-2, total_steps=recipe.steps, pct_start=0.1)
        model.train()
        for _ in range(recipe.steps):
            loss = model(**batches.draw(32)).loss
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if recipe.config == "Marian":  # its decoder starts from a zero embedding
                model.model.shared.weight.data[model.config.pad_token_id] = 0
    torch.set_num_threads(threads)
    transformers.utils.logging.disable_progress_bar()
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _model(recipe: Recipe, tokenizer: Any) -> Any:
    import transformers

    sizes = dict(recipe.sizes)
    if recipe.config in {"MBart", "M2M100"}:
        sizes["decoder_start_token_id"] = tokenizer.eos_token_id
        if type(tokenizer).__name__ == "MBartTokenizer":  # the 25-language kind starts with the target's code
            sizes["decoder_start_token_id"] = tokenizer.convert_tokens_to_ids("de_DE")
    if recipe.config in {"Marian", "Pegasus", "T5", "MT5"}:
        sizes["decoder_start_token_id"] = tokenizer.pad_token_id
    size = max(len(tokenizer), max(tokenizer.get_vocab().values()) + 1)
    if type(tokenizer).__name__ == "M2M100Tokenizer":  # its codes stand outside the vocabulary that it reports
        size = max(tokenizer.lang_code_to_id.values()) + 1 + tokenizer.num_madeup_words
    sizes |= {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}
    config = getattr(transformers, f"{recipe.config}Config")(vocab_size=size, **sizes)
    name = "MarianMTModel" if recipe.config == "Marian" else f"{recipe.config}ForConditionalGeneration"
    model = getattr(transformers, name)(config)
    if recipe.config == "Marian":
        model.generation_config.update(bad_words_ids=[[config.pad_token_id]], num_beams=4, max_length=512)
    model.generation_config.update(**recipe.generation)
    return model


class _Batches:
    """All examples as padded tensors, drawn at random."""

    def __init__(self, tokenizer: Any, pairs: list[Pair], pad: int) -> None:
        import torch

        sources, targets = [], []
        for pair in pairs:
            if pair.source_code is not None:
                tokenizer.src_lang, tokenizer.tgt_lang = pair.source_code, pair.target_code
            sources.append(torch.tensor(tokenizer(pair.source)["input_ids"]))
            targets.append(torch.tensor(tokenizer(text_target=pair.target)["input_ids"]))
        padded = torch.nn.utils.rnn.pad_sequence
        self._inputs = padded(sources, batch_first=True, padding_value=pad)
        self._labels = padded(targets, batch_first=True, padding_value=-100)
        self._pad = pad

    def draw(self, size: int) -> dict[str, Any]:
        import torch

        chosen = torch.randint(len(self._inputs), (size,))
        inputs = self._inputs[chosen]
        return {"input_ids": inputs, "attention_mask": (inputs != self._pad).long(), "labels": self._labels[chosen]}
