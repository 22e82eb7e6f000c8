"""A headline: the document's own title, else the best clause of at most twelve words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from briefsmith.languages import characters_per_word, is_unspaced
from briefsmith.languages.knowledge import gathered, knowledge
from briefsmith.summarize.attribution import attributed, mentions
from briefsmith.summarize.choose import Scored
from briefsmith.summarize.compression import capitalized, compress
from briefsmith.summarize.features import Analysis
from briefsmith.summarize.openings import opening
from briefsmith.summarize.standalone import reads_alone
from briefsmith.text.length import HEADLINE_WORDS, count_words
from briefsmith.text.quotations import balanced
from briefsmith.text.tokens import STEM_LETTERS, stems

# Longer than so many headlines, a "title" is a field that was filled with something else.
LONGEST_TITLE = 2.5
# A headline of ours may be so much longer if only then it ends where a clause ends.
STRETCH = 2
# News begins with the point: the loss of a sentence for each one before it, in shares of a summary (the unit of gains).
LATENESS = 0.2
# The loss of a clause without a verb, and of one that had to be cut where no clause ends.
NO_VERB = 0.15
BROKEN = 0.15
# The gain of a headline that has all keywords of the article. A larger one is worse for English (BBC, 1.0: ROUGE-1
# -0.7) and better for French texts without their lead (OrangeSum titles, +0.6); with this it is -0.2 and +0.4.
KEYWORDS = 0.5
CANDIDATES = 5
# The worth in words of a cut before a clause, and the cost of one before a word that the last may need ("plans | to").
CLAUSE_WORDS = 0
WEAK_WORDS = 2
_SITE = re.compile(r"\s+(?P<mark>\||–|—|-|::|»)\s+(?P<name>[^|–—]{2,40})$")
_LONGEST_PARTICLE = 3  # letters: "NZZ am Sonntag" is a name
_PAUSES = " ,;:–—-"
_EDGE = f"{_PAUSES}\"“”„«»'"
_OPENING_QUOTE = '"“„«「'
# The clause after an adverbial begins in lower case, or with a name; a list inside the adverbial does not end it.
_CONTINUING = "|".join(gathered(lambda known: known.phrases.continuing))
_AFTER_ADVERBIAL = re.compile(rf"(?:[^,]|,(?=\d)){{8,160}}?, (?P<rest>(?!(?:{_CONTINUING}) )[^,]{{12,}}.*)$")
_INSERTION = re.compile(
    r"^(?P<subject>(?:[^\s,;:]+ ){0,7}[^\s,;:]+), [^;:\"“”«»]{3,160}?, (?P<rest>(?P<verb>[^\s,]+) .*)$"
)
_MIN_CLAUSE = 5
# Up to this many words after a comma are an item of a list rather than a clause.
_ITEM_WORDS = 3


def headline(scored: Scored, metadata: Mapping[str, str]) -> str:
    """The stated title, else about twelve words (or characters for as many); never empty where there is a sentence."""
    analysis = scored.analysis
    own = fitting_title(analysis, metadata.get("title", ""), metadata.get("sitename", ""))
    if own:
        return own
    language = analysis.language
    bad = analysis.unfit
    order = sorted(range(len(analysis.texts)), key=lambda i: LATENESS * i - float(scored.gains[i]))
    fit = [i for i in order if not bad[i]] or order
    standing = [
        i for i in fit if reads_alone(analysis.texts[i], language) and analysis.texts[i][0] not in _OPENING_QUOTE
    ]
    made = {i: shorten(analysis.texts[i], language) for i in (standing or fit)[:CANDIDATES]}
    telling = analysis.keywords

    def value(index: int) -> tuple[float, int]:
        held = len(telling.intersection(stems(made[index], language))) / max(len(telling), 1)
        worth = float(scored.gains[index]) - LATENESS * index + KEYWORDS * held
        return worth - flaws(made[index], language), -index

    return made[max(made, key=value)]


def flaws(text: str, language: str) -> float:
    """The loss of a headline that is not a whole clause or does not read alone, in the unit of gains."""
    # "With tensions running high after the shooting" broke off before its main clause began.
    adverbial = opening(knowledge(language).phrases.openers, language).match(text) and "," not in text
    loss = BROKEN if text.endswith("…") or adverbial else 0.0
    if not has_verb(text, language):
        loss += NO_VERB
    return loss if reads_alone(text, language) else loss + BROKEN


def has_verb(text: str, language: str) -> bool:
    """Whether a finite verb is between the first word and the last; true in a language without a list of verbs."""
    verbs = knowledge(language).phrases.verbs
    if not verbs:
        return True
    return any(_is_verb(word.strip(_EDGE), verbs) for word in text.split()[1:-1])


@lru_cache(maxsize=4096)
def _is_verb(word: str, verbs: str) -> bool:
    return re.fullmatch(verbs, word, re.IGNORECASE) is not None


def fitting_title(analysis: Analysis, title: str, site: str = "") -> str:
    """The document's title without the site's name; empty if there is none, or it is not one.

    What the publisher wrote is better than what we make, also when it is long or plays with words that the text does not
    have. A title that shares no word with the text is of the site, of a section or of another story.
    """
    bare = _without_site(" ".join(title.split()), site)
    language = analysis.language
    words = set(stems(bare, language)) - {word[:STEM_LETTERS] for word in knowledge(language).phrases.function.split()}
    body = {stem for sentence in analysis.stems for stem in sentence}
    if not words & body or size(bare, language) > LONGEST_TITLE * limit(language) or _same(bare, site):
        return ""
    return bare


def _without_site(title: str, site: str) -> str:
    """The title without the site's name after a mark; after a dash only what is written like a name, or is the site."""
    found = _SITE.search(title)
    if found is None:
        return title
    name = found["name"]
    running = [word for word in name.split() if word[0].islower() and len(word) > _LONGEST_PARTICLE and "." not in word]
    if found["mark"] in "–—-" and running and not _same(name, site):
        return title
    return title[: found.start()]


def _same(title: str, site: str) -> bool:
    return bool(site) and title.casefold() == " ".join(site.split()).casefold()


def fits(text: str, language: str) -> bool:
    """Whether the text is short enough for a headline."""
    return size(text, language) <= limit(language)


def size(text: str, language: str) -> int:
    """The words of a headline, or its characters in a script without spaces."""
    return len(text) if is_unspaced(language) else count_words(text)


def limit(language: str) -> int:
    """The maximum size of a headline, in the units of `size`."""
    return int(HEADLINE_WORDS * (characters_per_word(language) or 1))


def shorten(text: str, language: str) -> str:
    """The sentence, or its beginning up to the best boundary that leaves at most twelve words.

    Where no clause ends within these, the first end after them, up to twice as many; words are broken off only where there
    is none. A condition stays, and so does who says it ("police said"), in few words at the end; where there is no room for
    these, an ellipsis shows that something is missing.
    """
    compressed = compress(text, language).text
    if is_unspaced(language):
        return _head(compressed, language, limit(language))
    said = attributed(compressed, language)
    for room in (limit(language) - size(said.by, language), limit(language)) if said.by else ():
        head = _head(said.text, language, room)
        if not head.endswith("…"):
            return f"{head}, {said.by}"
    head = _head(compressed, language, limit(language))
    if not _loses(compressed, head, language):
        return head
    longer = _trimmed(_stretched(compressed.split(), language, limit(language)))
    kept = longer and not _loses(compressed, longer, language)
    return longer if kept else _broken_off(compressed.split(), language)


def _loses(text: str, head: str, language: str) -> bool:
    """Whether the head says without qualification what the text attributes to somebody."""
    return not head.endswith("…") and mentions(head, language) < mentions(text, language)


def _head(compressed: str, language: str, room: int) -> str:
    """The main clause, or its beginning, in at most so much room."""
    text = without_insertion(main_clause(compressed, language), language)
    if _conditions(compressed, language) > _conditions(text, language):
        text = compressed
    text = re.sub(knowledge(language).phrases.days, "", text)
    if size(text, language) <= room:
        return text.rstrip(".。")
    if is_unspaced(language):
        return _shorten_unspaced(text, language)
    words = text.split()
    heads = [
        " ".join(words[:count])
        for count in _cuts(words, language, room)
        if not _conditions(" ".join(words[count:]), language)
    ]
    whole = [head for head in heads if not _loose(head.split()[-1], language) and balanced(head)]
    if whole and has_verb(whole[0], language):
        return _trimmed(whole[0])
    longer = _stretched(words, language, room)
    if longer:
        return _trimmed(longer)
    broken = _broken_off(words, language)
    # Where no clause has a verb, words broken off after a verb say more than a subject alone.
    return _trimmed(whole[0]) if whole and not has_verb(broken, language) else broken


def _trimmed(head: str) -> str:
    """Without marks at its edges, except quotation marks of which the other one would be left."""
    bare = head.strip(_EDGE)
    return capitalized(bare if balanced(bare) else head.strip(_PAUSES))


def _stretched(words: list[str], language: str, room: int) -> str:
    """The beginning up to the first end of a clause after so many words, or all of a sentence that is not long; or empty."""
    known = knowledge(language).phrases
    breaks = set(known.breaks.split()) - set(known.weak.split())
    for count in range(room + 1, min(len(words), STRETCH * room) + 1):
        ends = count == len(words) or words[count - 1][-1] in ",;:" or words[count].lower() in breaks
        head = " ".join(words[:count])
        if not ends or _loose(words[count - 1], language) or not balanced(head) or _in_list(words, count):
            continue
        if not _conditions(" ".join(words[count:]), language):
            return head.rstrip(".。")
    return ""


def _conditions(text: str, language: str) -> int:
    """How many words without whose clause the text may be untrue ("if", "unless")."""
    return len(re.findall(rf"(?<!\w)(?:{knowledge(language).phrases.conditions})(?!\w)", text, re.IGNORECASE))


def _broken_off(words: list[str], language: str) -> str:
    """As many words as a headline may have, and an ellipsis."""
    kept = words[:HEADLINE_WORDS]
    while len(kept) > 1 and _loose(kept[-1], language):
        kept.pop()
    return capitalized(" ".join(kept).strip(_EDGE)) + "…"


def _loose(word: str, language: str) -> bool:
    """Whether a headline cannot end on the word; "US" is not a pronoun."""
    bare = word.strip(_EDGE)
    return not (len(bare) > 1 and bare.isupper()) and bare.lower() in knowledge(language).phrases.function.split()


def _cuts(words: list[str], language: str, room: int) -> list[int]:
    """Where a headline may end, in words, at most so many: best after a verb and before a clause."""
    known = knowledge(language).phrases
    breaks, weak = set(known.breaks.split()), set(known.weak.split())
    worth = {}
    for count in range(_MIN_CLAUSE, room + 1):
        after = words[count].lower()
        if _in_list(words, count):
            continue
        if count > _MIN_CLAUSE and (words[count - 1][-1] in ",;:" or words[count] in "–—-"):
            worth[count] = count + CLAUSE_WORDS
        elif after in breaks:
            worth[count] = count - (WEAK_WORDS if after in weak else 0)
    with_verb = {count for count in worth if has_verb(" ".join(words[:count]), language)}
    return sorted(worth, key=lambda count: (count not in with_verb, -worth[count]))


def _in_list(words: list[str], count: int) -> bool:
    """Whether the last of the first `count` words ends an item of a list."""
    items = [k for k in range(count - 1) if words[k].endswith(",")]
    return bool(items) and count - 1 - items[-1] <= _ITEM_WORDS


def without_insertion(text: str, language: str) -> str:
    """The sentence without an insertion in commas between subject and verb ("Anna Berg, once a pilot, has ...")."""
    found = _INSERTION.match(text)
    if found is None or not _is_verb(found["verb"], knowledge(language).phrases.verbs) or not balanced(found["rest"]):
        return text
    return f"{found['subject']} {found['rest']}"


def main_clause(text: str, language: str) -> str:
    """The sentence without its opening adverbial ("After the vote, the mayor ..."), if a main clause follows."""
    if not opening(knowledge(language).phrases.openers, language).match(text):
        return text
    found = _AFTER_ADVERBIAL.match(text)
    if found is None or len(found["rest"].split()) < _MIN_CLAUSE or not balanced(found["rest"]):
        return text
    # "Soaring sales mean a better year, the agency says": what follows the comma is not a main clause.
    if not has_verb(found["rest"], language):
        return text
    return capitalized(found["rest"])


def _shorten_unspaced(text: str, language: str) -> str:
    room = limit(language)
    stops = [match.start() for match in re.finditer(r"[，、；：,;:]|$", text.rstrip(".。"))]
    near = [stop for stop in stops if room // 3 <= stop <= room]
    beyond = [stop for stop in stops if room < stop <= STRETCH * room]
    if near or beyond:
        return text[: near[-1] if near else beyond[0]]
    return text[: room - 1] + "…"
