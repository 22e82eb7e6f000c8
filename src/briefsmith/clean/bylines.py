"""Recognises dates, datelines, bylines, captions and source lines, and reads the facts in them."""

from __future__ import annotations

import re
from functools import cache

from briefsmith.clean.lines import Block, is_dense
from briefsmith.languages.knowledge import gathered
from briefsmith.languages.page import page_words
from briefsmith.languages.patterns import any_word
from briefsmith.text.tokens import LETTERS


def _any_of(section: str) -> str:
    """An expression for any of the words of a section, the longest first."""
    return any_word(page_words(section))


_MONTH = _any_of("months")
_DAY = rf"\d{{1,2}}(?:{any_word(gathered(lambda known: known.calendar.day_endings))})?"
_YEAR_SIGN, _MONTH_SIGN = _any_of("year_signs"), _any_of("month_signs")
_OF_MONTH = rf"(?:(?:{_any_of('before_months')})\s)?"
_OF_YEAR = rf"(?:(?:{_any_of('before_years')})\s)?"
_DATE_TEXT = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    rf"|\d{{4}}(?:{_YEAR_SIGN}|[./])\s?\d{{1,2}}(?:{_MONTH_SIGN}|[./])\s?\d{{1,2}}(?:{_any_of('day_signs')})?"
    rf"|(?:\d{{4}}\.\s)?(?:{_MONTH})\.?\s{{1,3}}{_DAY}(?!\d)(?:,?\s{{1,3}}\d{{4}})?"
    rf"|{_DAY}\s{{0,3}}{_OF_MONTH}(?:{_MONTH})(?!\w)\.?(?:\s{_OF_YEAR}\d{{4}})?)"
)
DATE = re.compile(rf"(?<!\w){_DATE_TEXT}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")  # every date has one, and looking for it costs a tenth
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?|[\d,.]+")
_WORD = re.compile(rf"{LETTERS.pattern}(?:\.[^\W\d_]\.)?")
_LONGEST_LINE = 140
_NAMES_UNCASED = 24  # letters; those of scripts without spaces count double

_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_NAME = rf"{_UPPER}[\w.'’]{{0,20}}"
_PLACE = rf"{_UPPER}[\w.'’\-]{{1,30}}(?:\s[\w.'’\-]{{1,30}}){{0,3}}(?:,\s{_NAME}(?:\s{_NAME})?){{0,2}}"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})"
    rf"(?:(?:,|\s|,\s){{1,2}}(?:(?:{_any_of('before_dates')})\s)?(?P<date>(?i:{_DATE_TEXT})))?,?\s{{0,2}}"
    r"(?:\((?P<source>[^()\n]{2,40})\))?\s{0,2}(?:[—–]|--?|\.\s?[—–-]|:)\s{0,2}(?=[\"“„«'‘»(]?[^\W_])"
)
_SERVICE = r"(?:ap photo|ap|afp|reuters|getty images|getty|epa|dpa|shutterstock|istock|file)"
_PICTURE, _CREDIT_WORD = _any_of("pictures"), _any_of("credits")
_CREDIT = re.compile(
    rf"\((?:{_PICTURE}|{_CREDIT_WORD}|{_any_of('bracketed_credits')})\w*\.?(?: credit| by)?\s?[:：/ ©][^()]{{1,80}}\)\W*$"
    rf"|\([^()]{{0,60}}(?:/|\bvia |\bphoto/?)\s?{_SERVICE}\b[^()]{{0,30}}\)\W*$"
    r"|\[[^\[\]]{1,40}(?:/|\bvia )[^\[\]]{1,30}\]$"
    rf"|\b(?:{_PICTURE}|{_CREDIT_WORD})\s?(?:credit)?\s?[:©]\s?[^.]{{1,60}}$"
    rf"|(?:/|\bvia )\s?{_SERVICE}(?: images)?\W*$|\bgetty images\W*$"
    rf"|\b(?:{_PICTURE})\.\s[^.\n]{{1,40}} / [^.\n]{{1,30}}$"
    rf"|^(?:{_PICTURE}) ?[:©]|\bcredit\.{{3}}",
    re.IGNORECASE,
)
_DASHES = ("—", "–", "-")  # the name under a quotation
_BYLINE_WORDS = frozenset(map(str.casefold, page_words("byline_words")))
_DATE_WORDS = frozenset(map(str.casefold, page_words("date_words")))
_BEFORE_DATES = frozenset(page_words("before_dates"))
_AGENCY_NAMES = (
    "afp afx ani anp ansa ap apa apn belga bloomberg cna cnn cp dapd dpa dts efe epd europapress ians interfax irna "
    "itar-tass kna kyodo lusa ots pa pap pti reuters ritzau rtr sda sid stt tass tt upi xinhua yonhap"
)
_AGENCIES = frozenset(_AGENCY_NAMES.split())
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,40})?\.[a-z]{2,12}(?:/\S*)?$", re.IGNORECASE)
_URL = re.compile(r"https?://\S+$|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$")


def is_url(text: str) -> bool:
    """Whether the line is only an address, of a page or of mail."""
    return len(text) <= 2000 and bool(_URL.fullmatch(text))


def is_domain(text: str) -> bool:
    """Whether the line is the name of a site, like `example.org`."""
    return len(text) <= 80 and bool(_DOMAIN.fullmatch(text))


def is_caption(block: Block) -> bool:
    """Whether the block ends with the credit of a picture."""
    return block.size <= 500 and bool(_CREDIT.search(block.text[-160:]))


def date_in(text: str) -> str | None:
    """The first date in the text, as it is written."""
    found = DATE.search(text[:400])
    return found.group() if found else None


def is_date_line(block: Block) -> bool:
    """Whether the line has a date and, besides it, at most a few names (author, section, site)."""
    if len(block.text) > _LONGEST_LINE or block.text.startswith(_DASHES) or _DIGIT.search(block.text) is None:
        return False
    if DATE.search(block.text) is None:
        return False
    rest = _CLOCK.sub(" ", DATE.sub(" ", block.text))
    names = [name for name in _WORD.findall(rest) if name.casefold() not in _DATE_WORDS]
    if block.cased:
        most = len(names) <= 6
    else:  # a headline that has a date is no longer than the names there may be
        most = len(names) <= 3 and sum(map(len, names)) + sum(map(is_dense, "".join(names))) <= _NAMES_UNCASED
    return most and not any(name[0].islower() for name in names) and (len(names) <= 3 or not block.stop)


def dateline(text: str) -> tuple[int, dict[str, str]] | None:
    """Length and facts (place, date, source) of the dateline a paragraph begins with, None if there is none.

    A place alone is not enough: it needs a date, an agency in brackets or capitals, and what follows the dash must
    begin a sentence. `Lisa – the girl` and `NASA — the agency` are not datelines.
    """
    for mark in _agency_marks():
        if (found := mark.match(text[:200])) and found.end() < len(text):
            return found.end(), {key: value for key, value in found.groupdict().items() if value}
    found = _DATELINE.match(text[:200])
    if found is None:
        return None
    place, date, source = found["place"], found["date"], found["source"]
    following = text[found.end() : found.end() + 2].lstrip("\"“„«'‘»(")
    if not following or following[0].islower():
        return None
    if found.group().rstrip().endswith(":") and not source:
        return None
    capitals = place.split(",")[0].isupper() and len(place) >= 4
    agency = source is not None and _is_agency(source)
    if not (date or agency or capitals) or (source and not agency and not date):
        return None
    facts = {"place": place.strip(" ,"), "date": date, "source": source}
    return found.end(), {key: value for key, value in facts.items() if value}


@cache
def _agency_marks() -> tuple[re.Pattern[str], ...]:
    """What agencies set before a text in languages that have other forms for it: 新华社伦敦5月3日电."""
    return tuple(map(re.compile, gathered(lambda known: known.phrases.speakers.datelines)))


def _is_agency(text: str) -> bool:
    names = re.findall(r"[\w-]+", text.casefold())
    return any(name in _AGENCIES for name in names) or text.isupper()


def names_author(text: str) -> bool:
    """Whether a line with a date begins with the word of a byline: `Por Lucía Herrero | 28 de septiembre`."""
    words = text.split()[:2]
    return len(words) == 2 and words[0].strip(":").casefold() in _BYLINE_WORDS and words[1][0].isupper()


def author_in(text: str) -> str | None:
    """The names in a byline, without its first word, up to a date or a mark: `By Ana Silva | 2 May` → `Ana Silva`."""
    found = DATE.search(text[:300])
    names = re.split(r"[|•·\n(]|\s[-–—]\s", text[: found.start() if found else 300])[0]
    parts = names.split()
    while parts and (parts[0][0].islower() or parts[0].strip(":").casefold() in _BYLINE_WORDS):
        parts.pop(0)
    while found and parts and parts[-1] in _BEFORE_DATES:
        parts.pop()
    author = " ".join(parts).strip(" ,:;")
    return author if 2 <= len(author) <= 80 else None
