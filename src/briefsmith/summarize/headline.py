"""A headline of at most twelve words: the document's own title when it fits the text, else its best clause."""

from __future__ import annotations

import re

from briefsmith.summarize.choose import Scored
from briefsmith.summarize.compression import capitalized, compress
from briefsmith.summarize.features import Analysis
from briefsmith.summarize.length import CHARACTERS_PER_WORD, HEADLINE_WORDS, is_unspaced, primary
from briefsmith.summarize.phrases import opening, phrases
from briefsmith.summarize.standalone import balanced, opening_anaphor, unfit, unnamed_speaker

# A title with fewer of its words in the text than this is the site's or another story's.
MIN_TITLE_SUPPORT = 0.5
# News says it first. ROUGE-1 of the headline for gain alone, the first sentence that stands alone, and this: BBC 21.4,
# 25.1, 25.1; OrangeSum titles 16.1, 18.9, 19.4 (first 500 documents of each).
LATENESS = 0.2
_SITE = re.compile(r"\s+(?:\||–|—|-|::|»)\s+[^|–—]{2,40}$")
_EDGE = " ,;:–—-\"“”„«»'"
# The clause after an adverbial begins in lower case, or with a name; a list inside the adverbial does not end it.
_AFTER_ADVERBIAL = re.compile(
    r"(?:[^,]|,(?=\d)){8,160}?, (?P<rest>(?!and |or |et |ou |und |y |qui |dont |who |which |dans )[^,]{12,}.*)$"
)
_MIN_CLAUSE = 5


def headline(scored: Scored, title: str) -> str:
    """At most twelve words (or their worth in characters), never empty for a document of one sentence or more."""
    analysis = scored.analysis
    own = fitting_title(analysis, title)
    if own:
        return own
    bad = unfit(analysis.texts, analysis.language)
    order = sorted(range(len(analysis.texts)), key=lambda i: LATENESS * i - float(scored.gains[i]))
    standing = [i for i in order if not bad[i] and reads_alone(analysis.texts[i], analysis.language)]
    chosen = (standing or [i for i in order if not bad[i]] or order)[0]
    return shorten(analysis.texts[chosen], analysis.language)


def reads_alone(text: str, language: str) -> bool:
    """Whether nothing in the sentence points to what stands before it."""
    return opening_anaphor(text, language) is None and not unnamed_speaker(text, language)


def fitting_title(analysis: Analysis, title: str) -> str:
    """The document's title without the site's name, if it is short enough and speaks of what the text speaks of."""
    from briefsmith.summarize.tokens import stems

    bare = _SITE.sub("", " ".join(title.split()))
    words = set(stems(bare, analysis.language))
    body = {stem for sentence in analysis.stems for stem in sentence}
    if not words or len(words & body) < MIN_TITLE_SUPPORT * len(words) or not fits(bare, analysis.language):
        return ""
    return bare


def fits(text: str, language: str) -> bool:
    """Whether the text is no longer than a headline may be."""
    return size(text, language) <= limit(language)


def size(text: str, language: str) -> int:
    """The words of a headline, or its characters in a script without spaces."""
    return len(text) if is_unspaced(language) else len(text.split())


def limit(language: str) -> int:
    """The most a headline may measure in the units of `size`."""
    return int(HEADLINE_WORDS * CHARACTERS_PER_WORD.get(primary(language), 1))


def shorten(text: str, language: str) -> str:
    """The sentence, or its beginning up to the last boundary that leaves at most twelve words."""
    text = main_clause(compress(text, language).text, language)
    if fits(text, language):
        return text.rstrip(".。")
    if is_unspaced(language):
        return _shorten_unspaced(text, language)
    words = text.split()
    loose = set(phrases(language).function.split())
    for count in _cuts(words, language):
        head = " ".join(words[:count])
        if words[count - 1].lower().strip(_EDGE) not in loose and balanced(head):
            return capitalized(head.strip(_EDGE))
    head_words = words[:HEADLINE_WORDS]
    while len(head_words) > 1 and head_words[-1].lower() in loose:
        head_words.pop()
    return capitalized(" ".join(head_words).strip(_EDGE)) + "…"


def _cuts(words: list[str], language: str) -> list[int]:
    """Where a headline may end, best first: before a clause, then before an adjunct; in words, at most twelve."""
    breaks = set(phrases(language).breaks.split())
    counts = range(HEADLINE_WORDS, _MIN_CLAUSE - 1, -1)
    clauses = [n for n in counts if n > _MIN_CLAUSE and (words[n - 1][-1] in ",;:" or words[n] in "–—-")]
    return clauses + [n for n in counts if words[n].lower() in breaks]


def main_clause(text: str, language: str) -> str:
    """The sentence without the adverbial it opens with ("After the vote, the mayor ..."), if what follows is one."""
    if not opening(phrases(language).openers, language).match(text):
        return text
    found = _AFTER_ADVERBIAL.match(text)
    if found is None or len(found["rest"].split()) < _MIN_CLAUSE or not balanced(found["rest"]):
        return text
    return capitalized(found["rest"])


def _shorten_unspaced(text: str, language: str) -> str:
    room = limit(language)
    stops = [match.start() for match in re.finditer(r"[，、；：,;:]", text[: room + 1])]
    if stops and stops[-1] >= room // 3:
        return text[: stops[-1]]
    return text[: room - 1] + "…"
