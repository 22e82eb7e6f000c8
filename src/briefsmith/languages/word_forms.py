"""Whether a language has a word, by a Bloom filter over its written forms (Bloom 1970): small, and at hand at once.

`data/forms.*.bin` are made by `benchmarks/word_forms.py`; `data/LICENSE.forms` says from what. A filter never denies a word
that it was made from, and takes about one of a hundred others for a word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.table import primary

# Of ten bits a word, seven hashes leave the fewest words that are taken for one by mistake: 0.8 %.
BITS, HASHES = 10, 7
# Shorter parts of compounds are in too many words, above all within a word; the longest looked for has four parts.
_SHORTEST_PART, _SHORTEST_INNER, _MOST_PARTS = 3, 4, 4
# A compound's last part is only looked for among all forms if it is this long, otherwise among the frequent ones.
_LONG_PART = 6
# A shorter beginning is a word by chance.
_SHORTEST_STEM = 5


@dataclass(frozen=True, slots=True)
class BloomFilter:
    """A set of words as bits; `in` may be wrong for a word that is not in it."""

    bits: bytes

    @classmethod
    def of(cls, words: set[str]) -> BloomFilter:
        """The filter of some words."""
        bits = bytearray(max(1, len(words) * BITS // 8))
        for word in words:
            for place in _places(word, 8 * len(bits)):
                bits[place >> 3] |= 1 << (place & 7)
        return cls(bytes(bits))

    def __contains__(self, word: str) -> bool:
        return all(self.bits[place >> 3] >> (place & 7) & 1 for place in _places(word, 8 * len(self.bits)))


def _places(word: str, size: int) -> list[int]:
    """The bits of a word, by two hashes (Kirsch and Mitzenmacher 2006)."""
    digest = blake2b(word.encode(), digest_size=16).digest()
    first, second = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
    return [(first + i * second) % size for i in range(HASHES)]


@dataclass(frozen=True, slots=True)
class WordForms:
    """The lower-cased forms of a language's words, and the frequent ones, which compounds are made of."""

    forms: BloomFilter
    parts: BloomFilter

    @classmethod
    def from_bytes(cls, data: bytes) -> WordForms:
        """Read a file of `to_bytes`. Raises ValueError for anything else."""
        head, _, bits = data.partition(b"\n")
        sizes = json.loads(head)
        if sizes["hashes"] != HASHES or len(bits) != sizes["forms"] + sizes["parts"]:
            raise ValueError("not a file of word forms")
        return cls(BloomFilter(bits[: sizes["forms"]]), BloomFilter(bits[sizes["forms"] :]))

    def to_bytes(self) -> bytes:
        """A line that says how many bytes follow for each filter, and these."""
        sizes = {"hashes": HASHES, "forms": len(self.forms.bits), "parts": len(self.parts.bits)}
        return json.dumps(sizes).encode() + b"\n" + self.forms.bits + self.parts.bits

    def has_compound(self, word: str, depth: int = 1) -> bool:
        """Whether a word is made of parts, joined directly or by an `s`; only the last of them may be a rare word."""
        if depth == _MOST_PARTS:
            return False
        shortest = _SHORTEST_PART if depth == 1 else _SHORTEST_INNER
        for cut in range(shortest, len(word) - _SHORTEST_PART + 1):
            first, rest = word[:cut], word[cut:]
            if first in self.parts or (first.endswith("s") and first[:-1] in self.parts):
                if len(rest) > _SHORTEST_PART and rest in (self.forms if len(rest) >= _LONG_PART else self.parts):
                    return True
                if self.has_compound(rest, depth + 1):
                    return True
        return False


@cache
def word_forms(language: str) -> WordForms | None:
    """The forms of a language's words; None for a language without a file."""
    path = files("briefsmith.languages") / "data" / f"forms.{primary(language)}.bin"
    return WordForms.from_bytes(path.read_bytes()) if path.is_file() else None


@lru_cache(maxsize=1 << 16)
def is_word(word: str, language: str) -> bool:
    """Whether a lower-cased word is one of the language, inflected or not, or a compound; True where nothing is known."""
    known = word_forms(language)
    if known is None or word in known.forms:
        return True
    names = knowledge(language).names
    stems = {word.removesuffix(ending) for ending in names.endings} - {word}
    if names.infix and (at := word.find(names.infix)) > 0:
        stems.add(word[:at] + word[at + len(names.infix) :])
    if any(len(stem) >= _SHORTEST_STEM and stem in known.forms for stem in stems):
        return True
    return names.compounds and any(known.has_compound(each) for each in (word, *stems))
