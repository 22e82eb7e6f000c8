"""Letter case and full stops, for models that were trained on sentences.

English headlines are often in Title Case or ALL CAPS. Such words look like names to a model, which leaves them
untranslated: "Der Woman Who Repairs der Clocks".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from briefsmith.languages.knowledge import knowledge
from briefsmith.languages.vocabulary import is_common
from briefsmith.text.tokens import LETTERS

# Shares of words (beyond the first) with a capital that make it a headline in Title Case; sentences have 0.1 to 0.3.
_TITLE_CASE = 0.6
# A word that begins neither a sentence nor a quotation, where capitals say nothing.
_INSIDE = re.compile(rf"(?<=[\w,;)’']\s){LETTERS.pattern}")
# `U.S.`, `p.m.`, `z. B.`: the stop at the end is a part of it.
_ABBREVIATION = re.compile(r"\b[^\W\d_]\.\s?[^\W\d_]\.$")


def forms_of(text: str) -> Counter[str]:
    """How often each word occurs inside the sentences of a text, where capitals distinguish names from other words.

    A possessive's "s" counts as a separate word, so that "Okafor’s" is known by "Okafor".
    """
    return Counter(_INSIDE.findall(text))


def sentence_case(headline: str, forms: Counter[str], unknown: Callable[[str], str] = str.lower) -> str:
    """A headline in Title Case or ALL CAPS, written as a sentence; `forms_of` its article show which words are names.

    A word keeps its capitals when the article writes it so inside sentences, and loses them when the article writes it
    small; `unknown` decides for a word that the article does not have. Any other headline is returned unchanged.
    """
    words = [word for word in LETTERS.findall(headline) if len(word) > 1]
    if len(words) < 3 or sum(w[0].isupper() for w in words[1:]) < _TITLE_CASE * (len(words) - 1):
        return headline
    first = next(LETTERS.finditer(headline)).start()

    def recase(match: re.Match[str]) -> str:
        word = match[0]
        seen = [form for form in {word, word.capitalize(), word.upper(), word.lower()} if forms[form]]
        cased = max(seen, key=lambda form: (forms[form], form.islower()), default=unknown(word))
        return cased[0].upper() + cased[1:] if match.start() == first else cased

    return LETTERS.sub(recase, headline)


def quiet(sentence: str, language: str, forms: Counter[str]) -> str:
    """A sentence ALL IN CAPITALS, written as in its article (`sentence_case`); any other unchanged.

    This is done only for known languages. A word that is neither in the article nor in the list of common words is
    treated as a name.
    """
    if not sentence.isupper() or not knowledge(language).typography.lowers_capitals:
        return sentence

    def cased(word: str) -> str:
        return word.lower() if is_common(word.lower(), language) else word.capitalize()

    return sentence_case(sentence, forms, cased)


def match_edges(source: str, target: str) -> str:
    """The target with a capital at its start if the source has one, and without a full stop if the source has none.

    Models sometimes drop the former, and end headlines with the latter. What says that something was cut off stays.
    """
    if source[:1].isupper() and target[:1].islower():
        target = target[0].upper() + target[1:]
    if source.endswith(("…", "...")):
        bare = target.rstrip(" .…。")  # a model may end it with four dots
        return target if target[len(bare) :] in {"…", "..."} else f"{bare}…"
    ends = source[-1:].isalnum() and _ABBREVIATION.search(target) is None
    return target.removesuffix(".") if ends else target
