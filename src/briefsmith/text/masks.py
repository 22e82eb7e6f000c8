"""What sentencex gets in place of a text: what it takes for the end of a sentence, or of a quotation, and is none is hidden.

Every replacement has one code point for each, so that offsets stay the same.
"""

from __future__ import annotations

import re
from functools import cache

from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.patterns import any_word

# Sentencex does not know the marks of Khmer.
_EQUAL = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": "\n",
        "\v": "\n",
        "\f": "\n",
        "។": "。",
        "៕": "。",
    }
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")

# In an address a full stop or a question mark ends nothing.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/=&#%+~-]", re.IGNORECASE)
_IN_ADDRESS = str.maketrans(".?!;:…。？！", "x" * 9)

# Quotations whose marks sentencex does not pair, or not that way round: „So." as typed on keyboards, Polish „So”, »So« as
# in Danish, ”So” as in Swedish and Finnish, and the doubled single marks of Hindi. A quotation mark within a Hebrew word
# is part of its spelling (ס"מ).
_LOW_QUOTE = re.compile(r"„([^„“”\"]*)[\"”]")
_TURNED_QUOTE = re.compile(r"(?<![\w.,!?…])»(?=\w)([^«»]*)«")
_SAME_QUOTE = re.compile(r"(?<![^\s(\[–—-])”(?=[\w’'\"«(])")
_DOUBLED = re.compile(r"([।.?!])’’")
_IN_WORD = re.compile(r"[\"״](?<=[א-ת].)(?=[א-ת])")

# Scripts that end sentences with marks of their own. Where a text does, a full stop after one of their letters abbreviates.
_OWN_STOPS = (
    ("।॥", "\u0900-\u0dff"),
    ("。", "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u1780-\u17ff"),
    ("۔", "\u0600-\u06ff"),
    ("։", "\u0531-\u0587"),
    ("።", "\u1200-\u137f"),
    ("။", "\u1000-\u109f"),
)
_ABBREVIATING = tuple(
    (re.compile(f"[{stops}]"), re.compile(rf"(?<=[{letters}])\.|(?<=[{letters}][A-Z])\."))
    for stops, letters in _OWN_STOPS
)
# Sentencex splits the decimals of figures that are not ours, and does not end a sentence before a figure without a space.
_DECIMAL = re.compile(r"\.(?<=\d\.)(?=\d)")
_WIDE = re.compile("[！？" + "".join(stops for stops, _ in _OWN_STOPS) + "]")
_FIGURE_BEHIND = re.compile(r"(?<=[。！？])\d")

# An abbreviation before a quotation whose speaker follows: "в 2024 г. «Мы не можем ждать», — сказал он".
_BEFORE_SPEECH = re.compile(r"(?<=\d )\w{1,3}(?=\. «[^«»\n]{10,}»,? [—–] \w)")

_ROMAN = r"[IVXLC]{2,}\b"


def mask(source: str, language: str) -> str:
    """The text as sentencex gets it, with one code point for each."""
    masked = _SURROGATE.sub("\ufffd", source.translate(_EQUAL))
    masked = _ADDRESS.sub(lambda address: address[0].translate(_IN_ADDRESS), masked)
    masked = _whole_word(language).sub(lambda word: "x" * len(word[0]) if word["next"].isupper() else word[0], masked)
    masked = _quotations(_apostrophe().sub("’", _clipped_start().sub("X", masked)))
    if "»" in masked:
        masked = _BEFORE_SPEECH.sub(lambda word: "x" * len(word[0]), masked)
    return _stops(masked, language)


def _quotations(masked: str) -> str:
    # Most texts have none of these marks, which is seen much faster than a pattern is tried.
    masked = _LOW_QUOTE.sub(r"“\1”", masked)
    if "»" in masked:
        masked = _TURNED_QUOTE.sub(r"«\1»", masked)
    if "‘‘" in masked:
        masked = _DOUBLED.sub(r"\1\1”", masked.replace("‘‘", "·“")).replace("’’", "·”")
    if "”" in masked:
        masked = _SAME_QUOTE.sub("“", masked)
    return masked if masked.isascii() else _IN_WORD.sub("x", masked)


def _stops(masked: str, language: str) -> str:
    if knowledge(language).sentences.unstopped:
        return _FIGURE_BEHIND.sub("一", masked.replace(".", "x"))
    masked = _DECIMAL.sub("x", masked)
    if masked.isascii() or _WIDE.search(masked) is None:
        return masked
    for stop, abbreviating in _ABBREVIATING:
        if stop.search(masked):
            masked = abbreviating.sub("x", masked)
    return _FIGURE_BEHIND.sub("一", masked)


@cache
def _whole_word(language: str) -> re.Pattern[str]:
    """A word before a full stop that ends a sentence, if a word with a capital follows, which is `next`, and no number."""
    words = any_word(knowledge(language).sentences.whole_words) or "(?!)"
    return re.compile(rf"(?<![\w.])(?:{words})(?=\.[\"'”’»)]*\s+[\"'“‘„«(¿¡]*(?!{_ROMAN})(?P<next>[^\W\d_]))")


@cache
def _clipped_start() -> re.Pattern[str]:
    """An apostrophe that stands where a capital would: 's Avonds."""
    return re.compile(rf"'(?<!\w')(?=(?:{any_word(gathered(lambda known: known.sentences.clipped))})\s[A-Z])")


@cache
def _apostrophe() -> re.Pattern[str]:
    """An apostrophe that opens a word ('90s, 'em) and is not an opening quote."""
    clipped = any_word(gathered(lambda known: known.sentences.clipped))
    return re.compile(rf"'(?<!\w')(?=\d\d|(?:{clipped})\b)")
