"""Acronyms spelled out: "GGI" is "Global Governance Initiative" in a brief that has no sentence with the full name.

Only where the article itself introduces it, before that sentence, as "Global Governance Initiative (GGI)", the initials are those
of the name to the letter, and the name can stand where the acronym stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefsmith.languages.knowledge import knowledge
from briefsmith.summarize.choose import Chosen, Scored
from briefsmith.text.length import Length
from briefsmith.text.quotations import quoted_spans

_IN_BRACKETS = re.compile(r" \(([A-Z]{2,6})\)")
# What the name of an acronym of six letters may take, small words included.
_LONGEST = 10
# Characters before the brackets that are read: more than any name has, in any unit.
_REACH = 200
# The share of a choice's value that one with room for a name must have.
ALMOST = 0.85


@dataclass(frozen=True, slots=True)
class Introduced:
    """An acronym with its name, the article before the name if there is one, and the sentence that introduces it."""

    acronym: str
    name: str
    article: str
    index: int


def introductions(texts: Sequence[str], language: str) -> dict[str, Introduced]:
    """The acronyms that the sentences introduce, each by its first introduction."""
    found: dict[str, Introduced] = {}
    articles = re.compile(rf"(?:{knowledge(language).phrases.articles})", re.IGNORECASE)
    for index, text in enumerate(texts):
        for match in _IN_BRACKETS.finditer(text) if "(" in text else ():
            words = text[max(0, match.start() - _REACH) : match.start()].split()[-_LONGEST:]
            count = _name_of(match[1], words)
            if count and match[1] not in found:
                before = words[-count - 1] if count < len(words) and articles.fullmatch(words[-count - 1]) else ""
                found[match[1]] = Introduced(match[1], " ".join(words[-count:]), before, index)
    return found


def _name_of(acronym: str, words: Sequence[str]) -> int:
    """How many of the last words have the letters of the acronym as initials, in order; 0 if none do.

    Words in lower case may stand between them, but each word with a capital counts.
    """
    letters = list(acronym)
    for count, word in enumerate(reversed(words), 1):
        if not word.replace("-", "").isalpha():
            return 0
        for part in reversed(word.split("-")):
            if part[:1].isupper() and (not letters or part[0] != letters.pop()):
                return 0
        if not letters:
            return count if word[0].isupper() else 0
    return 0


def with_names(
    scored: Scored, choose: Callable[[Length], tuple[Chosen, ...]], introduced: dict[str, Introduced], length: Length
) -> tuple[Chosen, ...]:
    """What `choose` takes for a length, with its acronyms spelled out.

    Where the names have no room, what it takes for so much less, if that is almost as good.
    """
    language = scored.analysis.language
    chosen = choose(length)
    whole = spelled_out(chosen, introduced, replace(length, limit=length.limit + _REACH), language)
    wanted = _cost(whole, length, language)
    if wanted <= length.budget(language):
        return whole
    less = length.limit - (wanted - _cost(chosen, length, language))
    fewer = choose(replace(length, limit=less)) if less > 0 else ()
    good = sum(scored.gains[item.index] for item in fewer) >= ALMOST * sum(scored.gains[item.index] for item in chosen)
    return spelled_out(fewer if fewer and good else chosen, introduced, length, language)


def _cost(chosen: Sequence[Chosen], length: Length, language: str) -> int:
    return sum(length.cost(item.text, language) for item in chosen)


def spelled_out(
    chosen: Sequence[Chosen], introduced: dict[str, Introduced], length: Length, language: str
) -> tuple[Chosen, ...]:
    """The sentences with each acronym that none of them explains spelled out at its first use, as far as the length allows."""
    done = list(chosen)
    if not introduced or length.is_headline:
        return tuple(done)
    for known in introduced.values():
        said = " ".join(item.text for item in done)
        if known.acronym not in said or known.name in said:
            continue
        for k, item in enumerate(done):
            if known.acronym in item.text:
                again = any(known.acronym in other.text for other in done[k + 1 :])
                text = _with_name(item, known, language, again=again)
                others = sum(length.cost(other.text, language) for i, other in enumerate(done) if i != k)
                if text and others + length.cost(text, language) <= length.budget(language):
                    done[k] = replace(item, text=text, rules=(*item.rules, "acronym"), antecedent=known.index)
                break
    return tuple(done)


def _with_name(item: Chosen, known: Introduced, language: str, *, again: bool) -> str:
    """The sentence with the name at the first use of the acronym; empty where it cannot simply stand there.

    With the acronym in brackets if it is used again.
    """
    place = item.text.index(known.acronym)
    before, after = item.text[:place], item.text[place + len(known.acronym) :]
    quoted = any(start < place < end for start, end in quoted_spans(item.text))
    if quoted or item.antecedent is not None or known.index >= item.index:
        return ""
    if not _goes_on(after, language) or not _takes(before, known, language):
        return ""
    brackets = f" ({known.acronym})" if again or known.acronym in after else ""
    return before + known.name + brackets + after


def _goes_on(after: str, language: str) -> bool:
    """Whether no word follows that the acronym describes ("GGI members"), nor a part of a longer name."""
    words = knowledge(language).phrases
    following = "|".join(map(re.escape, {*words.function.split(), *words.breaks.split()}))
    return re.match(rf"[,.;:!?]|$| (?:{following}|{words.verbs or '(?!)'})(?!\w)", after) is not None


def _takes(before: str, known: Introduced, language: str) -> bool:
    """Whether the name can follow: after the article that it has in the article, or after none where it has none.

    Where nouns do not change their forms it can follow a definite article too ("his Global Governance Initiative (GGI)", "the GGI").
    """
    if re.search(r"[^\s“\"«(]$", before):
        return False
    words = knowledge(language).phrases
    previous = (before.split() or [""])[-1]
    if known.article:
        return previous.lower() == known.article.lower()
    if re.match(words.definite, f"{previous.capitalize()} word"):
        return not knowledge(language).names.capitalised_nouns
    is_article = re.fullmatch(words.articles, previous, re.IGNORECASE) is not None
    return not is_article and not (previous[:1].isupper() and previous[-1:].isalnum())
