"""Names for opening pronouns: "She added ..." reads alone as "Anna Berg added ..." when it is certain who she is.

It is certain when the same speaker continues: the sentence before, or before a run of the same pronoun, names its
speaker after the quotation, or opens with a name and a verb of saying and names nobody else; the sentence with the
pronoun has a verb of saying too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefsmith.languages import primary
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.languages.sections import NEVER

_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-ÿ]+(?:[-'’][A-ZÀ-ÖØ-Þ]?[a-zß-ÿ]+)?"
_PARTICLE = r"(?:(?:de|van|von|der|al|del|la|Mc|O['’]) ?)?"
# A name after these, or of capitals only, is that of a place, a day or an institution.
_ELSEWHERE = "".join(f"(?<!{word} )" for word in gathered(lambda known: known.phrases.speakers.elsewhere))
_OTHER_NAME = re.compile(rf"{_ELSEWHERE}\b{_WORD}")
_LONGEST_RUN = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with a name in place of its pronoun, and the index of the sentence with that name."""

    text: str
    antecedent: int


def named(texts: Sequence[str], language: str) -> dict[int, Named]:
    """The sentences whose opening pronoun certainly stands for a name, by index, with that name."""
    if knowledge(language).phrases.speakers.persons == NEVER:
        return {}
    follower = _patterns(primary(language)).follower
    found: dict[int, Named] = {}
    for index, text in enumerate(texts):
        pronoun = follower.match(text)
        if pronoun is None:
            continue
        first = index - 1
        while first >= max(0, index - _LONGEST_RUN) and texts[first].startswith(f"{pronoun['pronoun']} "):
            first -= 1
        # Another person named within the run may be the one who speaks next.
        if first < 0 or any(_OTHER_NAME.search(between[1:]) for between in texts[first + 1 : index]):
            continue
        name = _speaker(texts[first], pronoun["more"] is not None, primary(language))
        if name is not None and _agrees(name["title"], pronoun["pronoun"], language):
            found[index] = Named(name["full"] + text[pronoun.end("pronoun") :], first)
    return found


def _speaker(text: str, goes_on: bool, language: str) -> re.Match[str] | None:
    """The certain speaker of the sentence; if the next sentence says "also", only persons can be mistaken for it."""
    patterns = _patterns(language)
    for quoting in patterns.quoting:
        if found := quoting.search(text):
            return found
    opening = patterns.opening.match(text)
    if opening is None:
        return None
    others = patterns.person if goes_on else _OTHER_NAME
    return None if others.search(text, opening.end("full")) else opening


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns of speakers: `opening` a sentence or after a quotation, with a `full` name; `follower` is a pronoun.

    `person` matches what may be the full name of another person.
    """

    opening: re.Pattern[str]
    quoting: tuple[re.Pattern[str], ...]
    follower: re.Pattern[str]
    person: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words = knowledge(language).phrases.speakers
    name = rf"{_WORD}(?: {_PARTICLE}{_WORD}){{1,3}}"
    full = rf"(?P<full>(?:(?P<title>{words.titles}) (?:{name}|{_WORD})|{name}))"
    verb = rf"(?:{words.reporting})\b"
    return _Patterns(
        opening=re.compile(rf"{full}(?:, [^,]{{2,60}},)? (?:(?:{words.also}) )?{verb}"),
        quoting=(
            re.compile(rf"[\"”»“],? {verb} {full}(?=[,.])"),
            re.compile(rf"(?:[\"”»“]|,) {full} {verb}(?=[,.])"),
        ),
        follower=re.compile(rf"(?P<pronoun>{words.persons}) (?P<more>(?:{words.also}) |(?={words.adding}))?{verb}"),
        person=re.compile(rf"{_WORD} {_PARTICLE}{_WORD}|(?:{words.titles}) {_WORD}"),
    )


def _agrees(title: str | None, pronoun: str, language: str) -> bool:
    """Whether the title has the gender of the pronoun, or none."""
    words = knowledge(language).phrases.speakers
    if title is None or pronoun not in {words.he, words.she}:
        return True
    return not re.match(rf"(?:{words.her if pronoun == words.he else words.his})\b", title)
