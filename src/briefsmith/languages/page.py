"""The words and phrases by which page furniture, dates and bylines are recognised, one file for each language.

`data/page.XX.txt` has sections, `[name]`, each with items separated by `|` or by line ends; lines that begin with `;`
are comments. To add a phrase, add an item; to add a language, add a file, and a module if there is none.

Some sections are lists of words: `months`, `date_words` (what else a date line holds), `byline_words`, `year_signs`,
`month_signs` and `day_signs` (2026年11月27日), the words `before_dates` in a dateline, `before_months` and
`before_years`, and those of picture credits: `pictures`, `credits`, and `bracketed_credits`, which count only within
brackets. The endings of days (`3rd`) are those of the languages' calendars.

Headings at the end of a text after which nothing is the article: `about` a name (a phrase as below), and `closings`.

`notice` has what a page says that came in place of an article (not found, log in): such a page fails.

The other sections are the reasons for which a line is furniture, with phrases. A phrase is compared with a whole line
without case, punctuation and runs of spaces:

    leave a reply         the line is exactly this
    read more *           the line begins with this
    * all rights *        the line contains this

`#` is any number. One word with ` *` counts only before names or a colon (`by *`: "By Ana Silva"). Write beginnings
and parts so long that no line of an article would have them; in a paragraph of prose only cookie_banner,
newsletter_banner, advertisement and copyright are looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from briefsmith.languages.knowledge import known_languages


@cache
def page_words(section: str) -> tuple[str, ...]:
    """The items of a section in all languages, each once; empty for a section that no file has."""
    return tuple(dict.fromkeys(item for code in known_languages() for item in sections(code).get(section, ())))


@cache
def sections(language: str) -> Mapping[str, list[str]]:
    """The sections of one language; none for a language without a file."""
    path = files("briefsmith.languages") / "data" / f"page.{language}.txt"
    found: dict[str, list[str]] = {}
    items: list[str] = []
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        if line.startswith("["):
            items = found.setdefault(line.strip("[]"), [])
        elif not line.startswith(";"):
            items += filter(None, map(str.strip, line.split("|")))
    return found
