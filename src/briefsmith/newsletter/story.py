"""Makes the stories of a newsletter from a result of the pipeline, one for each language."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from briefsmith.facts.extract import extract
from briefsmith.languages import LANGUAGES, characters_per_word
from briefsmith.languages.knowledge import knowledge
from briefsmith.model import Brief, BriefSentence, CleanDocument, Level, Result
from briefsmith.newsletter.issue import Origin, Story
from briefsmith.newsletter.key_figures import fact_values, key_facts
from briefsmith.newsletter.lengths import MAX_BULLETS
from briefsmith.newsletter.links import host, web_address, with_utm
from briefsmith.newsletter.text import one_line, plain_key
from briefsmith.render.common import machine_translated, signed
from briefsmith.text.tokens import STEM_LETTERS, stems
from briefsmith.translate.typography.quotes import curled, local_quotes

# The share of a sentence that is the headline, from which it is a repetition.
_REPEATED = 0.6
# The share of the telling words of both from which two translations of one sentence are alike.
_ALIKE = 0.75
# Silent reading of non-fiction, in English words (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
WORDS_PER_MINUTE = 238


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of one brief; `flags` is what checks flagged in it."""

    text: str
    sources: tuple[int, ...]
    flags: tuple[str, ...]
    level: Level | None = None

    @property
    def flagged(self) -> bool:
        return bool(self.flags)

    @property
    def shown(self) -> str:
        """The text, with the sign if its translation is doubtful."""
        return signed(self.text, self.level)


def make_story(result: Result, language: str, utm: Mapping[str, str], others: Sequence[Result] = ()) -> Story | None:
    """The story of one article in one language, with `others` that report the same; None without a brief with a headline."""
    briefs = [brief for brief in result.briefs if brief.language == language and brief.headline.strip()]
    clean = result.clean
    if not briefs or clean is None:
        return None
    headline = _typeset(briefs[0].headline, language)
    translated = any(machine_translated(brief) for brief in briefs)
    dek, bullets = _choose(briefs, headline, language if translated else "")
    sound = [line for line in (dek, *bullets) if line is not None and not line.flagged]
    proven = fact_values(_evidence(sound, clean), clean.language)
    source = _source(clean.document.metadata, clean.language, utm)
    return Story(
        id=result.document_id,
        key=source.url or clean.document.sha256,
        language=language,
        headline=signed(headline, briefs[0].headline_level),
        dek=dek.shown if dek else "",
        bullets=tuple(line.shown for line in bullets),
        facts=key_facts([line.text for line in sound], language, proven),
        minutes=reading_minutes([sentence.text for sentence in clean.sentences], clean.language),
        source=source,
        translated=translated,
        alternatives=tuple(dict.fromkeys(b.language for b in result.briefs if b.language != language)),
        others=tuple(origin for other in others if (origin := origin_of(other, utm))),
        flags=_flags(briefs[0], dek),
        doubtful="doubtful" in {briefs[0].headline_level, *(line.level for line in (dek, *bullets) if line)},
    )


def flagged(result: Result, language: str) -> list[str]:
    """The messages of the checks that raised a flag in this language, each once."""
    return list(
        dict.fromkeys(
            check.message
            for brief in result.briefs
            if brief.language == language
            for check in brief.checks
            if check.status == "flagged"
        )
    )


def reading_minutes(texts: Sequence[str], language: str) -> int:
    """Minutes to read the sentences, at least one; in scripts without spaces by characters."""
    per_word = characters_per_word(language)
    words = sum(len(text) / per_word if per_word else len(text.split()) for text in texts)
    return max(1, math.floor(words / WORDS_PER_MINUTE + 0.5))


def parse_date(text: str, language: str) -> datetime | None:
    """A date as an aware moment, without a time as midnight in UTC; None if the text is not a date.

    ISO 8601, RFC 5322, or as written in a text of `language` (`3 May 2026`).
    """
    moment = _standard_date(text.strip())
    if moment is None:
        values = (fact.value for fact in extract(text, language) if fact.kind == "date")
        moment = next((_standard_date(value) for value in values if len(value) == len("2026-05-03")), None)
    return None if moment is None else _aware(moment)


def _aware(moment: datetime) -> datetime | None:
    """In UTC unless it says otherwise; None for the last and first hours of the calendar, which other zones do not have."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    try:
        aware.astimezone(timezone.utc)
    except OverflowError:
        return None
    return aware


def article_date(result: Result) -> datetime | None:
    """When the article of a result says it was published."""
    if result.clean is None:
        return None
    return parse_date(result.clean.document.metadata.get("date", ""), result.clean.language)


def _standard_date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text[:-1] + "+00:00" if text[-1:] in {"Z", "z"} else text)
    except ValueError:
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None


def _choose(briefs: Sequence[Brief], headline: str, into: str) -> tuple[_Line | None, list[_Line]]:
    """The dek: the first sentence of the shortest brief; the bullets: what the other briefs say in addition.

    A sentence that a check flagged is the dek only if there is no other, and never a bullet. `into` is the language that the
    briefs were translated into, or empty.
    """
    ordered = sorted((brief for brief in briefs if brief.sentences), key=lambda brief: len(brief.sentences))
    lines = [[_line(brief, i, sentence) for i, sentence in enumerate(brief.sentences)] for brief in ordered]
    fresh = [line for group in lines for line in group if plain_key(line.text) != plain_key(headline)]
    fresh.sort(key=lambda line: _repeats(line.text, headline, into))
    dek = next((line for line in fresh if not line.flagged), fresh[0] if fresh else None)
    if dek is None:
        return None, []
    # Bullets come from one brief, the shortest with enough: two may say the same in different lengths.
    choices = [[line for line in group if not line.flagged and _is_new(line, dek, headline, into)] for group in lines]
    enough = [choice for choice in choices if len(choice) >= MAX_BULLETS - 1]
    best = enough[0] if enough else max(choices, key=len)
    return dek, best[:MAX_BULLETS]


def _flags(first: Brief, dek: _Line | None) -> tuple[str, ...]:
    """What checks flagged of the words that are shown: the headline's, and a dek that stands for want of another."""
    headline = [check.message for check in first.checks if check.status == "flagged" and check.sentence is None]
    return tuple(dict.fromkeys([*headline, *(dek.flags if dek else ())]))


def _evidence(lines: Sequence[_Line], clean: CleanDocument) -> list[str]:
    """The sentences of the article that the lines are based on."""
    indices = sorted({index for line in lines for index in line.sources})
    return [clean.sentences[index].text for index in indices if index < len(clean.sentences)]


def _typeset(text: str, language: str) -> str:
    """The text on one line, with the quotation marks of its language, and apostrophes that are none of a typewriter."""
    line = curled(one_line(text))
    return local_quotes(line, line, language)


def _line(brief: Brief, index: int, sentence: BriefSentence) -> _Line:
    flags = tuple(c.message or c.name for c in brief.checks if c.status == "flagged" and c.sentence == index)
    return _Line(_typeset(sentence.text, brief.language), sentence.sources, flags, sentence.level)


def _is_new(line: _Line, dek: _Line, headline: str, into: str) -> bool:
    key = plain_key(line.text)
    same_source = bool(set(line.sources) & set(dek.sources))
    return bool(key) and not same_source and key not in plain_key(dek.text) and not _repeats(line.text, headline, into)


def _repeats(text: str, headline: str, into: str) -> bool:
    """Whether a sentence says the headline again, and little more: word for word, or nearly so where both are translations
    `into` a language.
    """
    said, key = plain_key(headline), plain_key(text)
    if key.startswith(said) and len(said) > _REPEATED * len(key):
        return True
    if not into:
        return False
    small = {word[:STEM_LETTERS] for word in knowledge(into).phrases.function.split()}
    title, words = set(stems(headline, into)) - small, set(stems(text, into)) - small
    return len(title & words) >= max(1, _ALIKE * len(title | words))


def site_of(result: Result) -> str:
    """The name of the site that an article is from, or its host; empty if neither is known."""
    return _site(result.clean.document.metadata) if result.clean else ""


def origin_of(result: Result, utm: Mapping[str, str]) -> Origin | None:
    """Where the article of a result comes from."""
    clean = result.clean
    return _source(clean.document.metadata, clean.language, utm) if clean else None


def _site(metadata: Mapping[str, str]) -> str:
    named = (metadata[key] for key in ("sitename", "site", "source") if metadata.get(key, "").strip())
    return one_line(next(named, host(web_address(metadata.get("url", "")))), 80)


def _source(metadata: Mapping[str, str], language: str, utm: Mapping[str, str]) -> Origin:
    url = web_address(metadata.get("url", ""))
    return Origin(
        title=one_line(metadata.get("title", ""), 200),
        author=one_line(metadata.get("author", ""), 120),
        site=_site(metadata),
        url=url,
        link=with_utm(url, utm),
        date=parse_date(metadata.get("date", ""), language),
        language=language if language in LANGUAGES else "",
    )
