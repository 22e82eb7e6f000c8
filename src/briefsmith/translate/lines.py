"""Lines of text, each with any number of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from briefsmith.text.sentences import split_sentences
from briefsmith.translate.casing import forms_of, quiet

# Everything that a program may take for the end of a line: also VT, FF, U+0085, U+2028 and U+2029.
_BREAK = re.compile("(\r\n|[\n\r\v\f\x85\u2028\u2029])")


class SentenceTranslator(Protocol):
    """The interface of both the plain and the checked translator."""

    def translate(self, sentences: Sequence[str]) -> list[str]: ...


def translate_lines(lines: Sequence[str], translator: SentenceTranslator, source: str) -> list[str]:
    """One target line for each source line, in order; blank lines stay as they are.

    Lines are cut into sentences, which is what the models read, and joined again.
    """
    parts = [[s.text for s in split_sentences(line, 0, len(line), source, 0)] for line in lines]
    forms = forms_of(" ".join(line for line in lines if not line.isupper()))
    read = [quiet(sentence, source, forms) for sentences in parts for sentence in sentences]
    targets = iter(translator.translate(read))
    return [
        " ".join(next(targets) for _ in sentences) if sentences else line
        for line, sentences in zip(lines, parts, strict=True)
    ]


def translate_texts(texts: Sequence[str], translator: SentenceTranslator, source: str) -> list[str]:
    """Each text with its lines translated and its line breaks, of every kind, as they are."""
    parts = [_BREAK.split(text) for text in texts]
    done = iter(translate_lines([line for part in parts for line in part[::2]], translator, source))
    return ["".join(piece if at % 2 else next(done) for at, piece in enumerate(part)) for part in parts]
