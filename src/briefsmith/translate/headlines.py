"""English headlines as the sentences that they mean.

"Bank to cut rates" says that the bank will cut them, in a grammar used only by headlines. A model of sentences reads a
purpose into it ("Bank, um Zinsen zu senken"), as grammar books would. About 6 % of BBC headlines are written this way.

Whatever is not clearly of this kind stays: "Changes to plan", "Rules to protect jobs", "Police use drones to find man".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from briefsmith.languages.knowledge import knowledge
from briefsmith.text.tokens import LETTERS

# In words; anything longer is a sentence.
_LONGEST = 14
_LONGEST_SUBJECT = 6
_HEADLINE = re.compile(r"(?P<subject>[^,:;?!@–—]+?)(?P<negated> not)? to (?P<verb>[a-z]+)(?P<rest>(?: .*)?)", re.DOTALL)
_QUOTE_AT_EDGE = re.compile(r"\B['‘’“”\"]|['‘’“”\"]\B")
Lists = Mapping[str, frozenset[str]]
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"))


def as_sentence(headline: str, language: str, forms: Counter[str]) -> str:
    """An English headline "A to do B" as "A will do B"; anything else, or anything ambiguous, unchanged.

    `forms` counts the words inside the sentences of its article (`casing.forms_of`), and so shows which are names.
    """
    resource = knowledge(language).sentences.headlines
    found = _HEADLINE.fullmatch(headline) if resource else None
    if found is None or headline[0].islower() or headline.endswith(".") or len(headline.split()) > _LONGEST:
        return headline
    lists = _lists(resource)
    if not _can_act(found, lists, forms) or _ends_in_a_verb(found["rest"], lists):
        return headline
    return f"{found['subject']} will{found['negated'] or ''} {found['verb']}{found['rest']}"


def _can_act(headline: re.Match[str], lists: Lists, forms: Counter[str]) -> bool:
    """Whether the words before "to" name somebody who may do this, or something that may do it by itself."""
    subject, verb = headline["subject"], headline["verb"]
    words = LETTERS.findall(subject)
    if not 0 < len(words) <= _LONGEST_SUBJECT or len(_QUOTE_AT_EDGE.findall(subject)) % 2:
        return False
    names = [_is_name(word, first=i == 0, forms=forms) for i, word in enumerate(words)]
    plain = [word.lower() for word, name in zip(words, names, strict=True) if not name]
    before = plain if names[-1] else plain[:-1]
    # It has its own verb, as in "Firms urge MPs to act", or is another kind of phrase, as in "Ten stars to follow".
    if any(word in lists["signs"] or _bases(word) & lists["verbs"] for word in before) or words[0].endswith("est"):
        return False
    if names[-1] or plain[-1] in lists["agents"]:
        return verb in lists["verbs"]
    # "Talks to resume in May", but not "Talks to end strike".
    return plain[-1] in lists["things"] and (
        verb == "be" or (verb in lists["by_itself"] and _without_object(headline["rest"], lists))
    )


def _is_name(word: str, first: bool, forms: Counter[str]) -> bool:
    """Whether a word of a headline is a name: by its capitals, except those of the first word."""
    if sum(map(str.isupper, word)) > 1:
        return True
    return word[0].isupper() and (not first or forms[word] > forms[word.lower()])


def _without_object(rest: str, lists: Lists) -> bool:
    words = rest.split()
    return not words or words[0].lower() in lists["after_verb"] or words[0][0].isdigit()


def _ends_in_a_verb(rest: str, lists: Lists) -> bool:
    """Whether the verb of a headline may be at its end: "Firm to build bridge delayed", "Firm to build bridge fails"."""
    words = [word.strip("'’”\"") for word in rest.split()]
    last = words[-1] if len(words) > 1 else ""
    return last.endswith("ed") or last in lists["after_verb"] or bool(lists["finite"] & set(words))


def _bases(word: str) -> set[str]:
    """The word, and what it may be an inflected form of: "plans" of "plan", "agrees" and "agreed" of "agree"."""
    return {word} | {word.removesuffix(end) + instead for end, instead in _ENDINGS if word.endswith(end)}


@cache
def _lists(resource: str) -> Lists:
    lists = yaml.safe_load((files("briefsmith.languages") / "data" / resource).read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in lists.items()}
