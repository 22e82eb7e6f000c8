"""English headlines as the sentences that they stand for.

"Bank to cut rates" says that the bank will cut them, in a grammar that only headlines have. A model of sentences reads a
purpose into it ("Bank, um Zinsen zu senken"), as grammar books would. Some 6 % of BBC headlines are written so.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

# In words; what is longer is a sentence.
_LONGEST = 14
_LONGEST_SUBJECT = 7
_HEADLINE = re.compile(r"(?P<subject>[^,:;?!@–—]+?)(?P<negated> not)? to (?P<rest>(?P<verb>[a-z]+)\b.*)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_QUOTE_AT_EDGE = re.compile(r"\B['‘’“”\"]|['‘’“”\"]\B")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"))


def as_sentence(headline: str, language: str) -> str:
    """An English headline "A to do B" as "A will do B"; anything else, and what may mean something else, as it is."""
    found = _HEADLINE.fullmatch(headline) if language == "en" else None
    if found is None or headline[0].islower() or headline.endswith(".") or len(headline.split()) > _LONGEST:
        return headline
    if found["verb"] not in _words("verbs") or _verb_at_end(found) or not _can_act(found["subject"]):
        return headline
    return f"{found['subject']} will{found['negated'] or ''} {found['rest']}"


def _verb_at_end(found: re.Match[str]) -> bool:
    """Whether the headline may have its verb at its end: "Ferry to replace bridge delayed"."""
    words = _WORD.findall(found["rest"])
    return found["verb"] not in {"be", "get"} and len(words) > 1 and words[-1].endswith("ed")


def _can_act(subject: str) -> bool:
    """Whether what stands before "to" is somebody or something, and does not have the infinitive for itself."""
    words = _WORD.findall(subject)
    if not 0 < len(words) <= _LONGEST_SUBJECT or len(_QUOTE_AT_EDGE.findall(subject)) % 2:
        return False
    if words[0].lower() in _words("openers") or any(word.lower() in _words("finite") for word in words):
        return False
    # A finite verb: "Firm pays millions to settle claim".
    if any(word.islower() and (_bases(word) - {word}) & _words("verbs") for word in words[1:-1]):
        return False
    last = words[-1].lower()
    governors = _words("governors") | (_words("verbs") if len(words) > 1 else frozenset())
    return last in _words("nouns") or not (last.endswith(("ed", "ing")) or _bases(last) & governors)


def _bases(word: str) -> set[str]:
    """The word, and what it may be an inflected form of: "plans" of "plan", "agrees" and "agreed" of "agree"."""
    return {word} | {word.removesuffix(end) + instead for end, instead in _ENDINGS if word.endswith(end)}


@cache
def _words(kind: str) -> frozenset[str]:
    lists = yaml.safe_load((files("briefsmith.translate") / "headlines.en.yaml").read_text("utf-8"))
    return frozenset(lists[kind].split())
