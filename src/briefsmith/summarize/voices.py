"""Finds the sentences of which a brief would not show who says them: questions, the turns of an interview, lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefsmith.languages.knowledge import knowledge
from briefsmith.text.quotations import outside_quotations

_ASKED = re.compile(r"[?？؟][\"'“”„«»’)\]」』]*$")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_BETWEEN = re.compile(r"[,;:]")
# An interview has so many questions that are paragraphs of their own, and not only at its end.
_QUESTIONS = 3
_EVERY = 8  # paragraphs to a question, at most
# A line-up or a cast: so many words, most of them names, with so many marks between them.
_LIST_WORDS, _LIST_NAMES, _LIST_MARKS = 8, 0.75, 4


def speakerless(texts: Sequence[str], paragraphs: Sequence[int], language: str) -> list[bool]:
    """Whether each sentence is a question, or one of an interview in which a person speaks without being named.

    In an interview a paragraph that ends with a question is the interviewer's, and "I" and "we" are the other's.
    """
    asked = [_ASKED.search(text) is not None for text in texts]
    turns = _questions(asked, paragraphs)
    if not turns:
        return asked
    person = re.compile(rf"(?<![\w'’-])(?:{knowledge(language).phrases.first_person})(?![\w-])")
    return [
        question or paragraph in turns or person.search(outside_quotations(text, unclosed=True)) is not None
        for text, question, paragraph in zip(texts, asked, paragraphs, strict=True)
    ]


def _questions(asked: Sequence[bool], paragraphs: Sequence[int]) -> set[int]:
    """The paragraphs that end with a question, if there are as many as in an interview; else none."""
    last = dict(zip(paragraphs, asked, strict=True))
    turns = {paragraph for paragraph, question in last.items() if question}
    return turns if len(turns) >= _QUESTIONS and len(last) <= _EVERY * len(turns) else set()


def lists_names(text: str) -> bool:
    """Whether the sentence is a list of names: a line-up, a cast, the members of a jury."""
    words: list[str] = _WORD.findall(text)
    if len(words) < _LIST_WORDS or len(_BETWEEN.findall(text)) < _LIST_MARKS:
        return False
    return sum(word[0].isupper() for word in words) >= _LIST_NAMES * len(words)
