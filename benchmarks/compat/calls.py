"""The calls that are compared: a line or two that make a pipeline, and the expression whose value is the result.

`M(name)` is the folder of a checkpoint of `checkpoints.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from reasons import reason
from scripts import SCRIPTS

import toys

ARTICLE = toys.article(7)
ARTICLES = [toys.article(seed, sentences=1 + seed % 3) for seed in range(3)]
SENTENCE = toys.SENTENCES[0]
SENTENCES = [toys.SENTENCES[3], toys.SENTENCES[50], "The family closed the library, and the class sold the map."]
LONG = " ".join(toys.SENTENCES[:40])
# Blanks and line ends around and inside, names of special tokens, signs outside the vocabulary, nothing at all.
ODD = [
    "The mayor sold the map. ", " The mayor sold the map.\n", "The mayor\n\nsold  the\tmap.", "The <unk> sold </s> the map.",
    "The mayor\u00a0sold the \u201cmap\u201d \u2026 ", "The M\u00c4YOR \U0001f600 sold \u4e2d\u6587 the ﬁne map!", "", "<pad> The map",
]  # fmt: skip


@dataclass(frozen=True)
class Call:
    """`lines` are run, then `value` is the result."""

    name: str
    lines: str
    value: str

    @property
    def differs(self) -> str:
        """Why the new result may be another; empty if it may not."""
        return reason(self.name)


_SUMMARIZERS = (
    "bart", "distilbart", "bart-cnn", "bart-xsum", "bart-beams6", "bart-beams5-old", "bart-sampling", "bart-penalties",
    "bart-cleaned", "bart-resaved", "t5", "t5-small", "t5-slow", "t5-config", "t5-resaved-slow", "flan-t5", "t5_1_1", "mt5",
    "mt5-xlsum", "mt5-slow", "umt5", "longt5", "switch", "byt5", "pegasus", "pegasus-xsum", "pegasus-bare", "pegasus-slow",
    "pegasus-mask", "pegasus_x", "bigbird_pegasus", "bigbird-sparse", "led", "led-settings", "mvp", "blenderbot",
    "prophetnet", "prophetnet-cnn", "bert2bert",
)  # fmt: skip
_PAIRS = ("marian", "opus-mt", "opus-mt-config", "fsmt", "fsmt-wmt19", "fsmt-resaved")
_FLORES = ("eng_Latn", "deu_Latn")
_CODES = {
    "mbart": ("en_XX", "de_DE"), "mbart-en-ro": ("en_XX", "ro_RO"), "mbart-slow": ("en_XX", "de_DE"),
    "mbart50": ("en_XX", "fr_XX"), "mbart50-mmt": ("en_XX", "de_DE"), "mbart50-slow": ("en_XX", "de_DE"),
    "m2m_100": ("en", "de"), "m2m-418M": ("en", "fr"), "nllb": _FLORES, "nllb-600M": _FLORES, "nllb-slow": _FLORES,
    "nllb-bare": _FLORES,
}  # fmt: skip
# Models that state no `max_length`: 4.57 ignored that of a call. Two of them show it, the others are not asked.
_WITHOUT_LENGTH = frozenset({
    "t5", "t5-slow", "t5-config", "t5-resaved-slow", "flan-t5", "t5_1_1", "mt5", "mt5-slow", "umt5", "longt5", "switch",
    "byt5", "pegasus-bare", "pegasus-slow", "pegasus-mask", "pegasus_x", "bigbird_pegasus", "prophetnet", "mbart",
    "mbart-slow", "mbart50", "mbart50-slow",
})  # fmt: skip
# What is asked of every model: name, further arguments of the constructor, arguments of the call.
_PLAIN = (
    ("one", "", "{text}"),
    ("list", "", "{texts}"),
    ("odd", "", "ODD"),
    ("greedy", "", "{texts}, num_beams=1"),
    ("max-length", "", "{text}, max_length=9"),
    ("max-new-tokens", "", "{text}, max_new_tokens=5"),
    ("batch", "", "{texts}, batch_size=2"),
    ("five-sequences", "", "{text}, num_return_sequences=5"),
    ("tensors", "", "{text}, return_tensors=True, num_return_sequences=2"),
    ("clean-up", "", "{texts}, clean_up_tokenization_spaces=True"),
    ("constructor", ", num_beams=2, max_length=12, no_repeat_ngram_size=2", "{texts}"),
    ("truncation", "", "LONG, truncation=True, max_new_tokens=6"),
)


def _matrix() -> list[Call]:
    models = [(name, "summarization", "", "ARTICLE", "ARTICLES") for name in _SUMMARIZERS]
    models += [(name, "translation_en_to_de", "", "SENTENCE", "SENTENCES") for name in _PAIRS]
    models.append(("marian_codes", "translation", "", "'>>deu<< ' + SENTENCE", "['>>fra<< ' + s for s in SENTENCES]"))
    for name, (source, target) in _CODES.items():
        codes = f", src_lang='{source}', tgt_lang='{target}'"
        models.append((name, "translation", codes, "SENTENCE", "SENTENCES"))
    return [
        Call(
            f"{model}/{name}",
            f"pipe = pipeline('{task}', model=M('{model}'){codes}{made})",
            f"pipe({asked.format(text=text, texts=texts)})",
        )
        for model, task, codes, text, texts in models
        for name, made, asked in _PLAIN
        if not (name == "max-length" and model in _WITHOUT_LENGTH)
    ]


CALLS = (*_matrix(), *(Call(*script) for script in SCRIPTS))
