"""What the renderers share: which facts about a brief are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from briefsmith.languages import LANGUAGES, is_unspaced, sentence_separator
from briefsmith.model import Brief, Level, Result
from briefsmith.text.length import Length

# Metadata that is useful to readers, in the order shown.
SHOWN = ("title", "author", "source", "site", "place", "date", "url")


# After a sentence whose translation is doubtful; people read it as a question in every language that we know of.
DOUBTFUL_SIGN = "(?)"
SIGN_MEANS = f"{DOUBTFUL_SIGN} This translation is probably wrong: compare it with the source."
# Placeholder for a footnote number until the text around it is escaped; private-use characters, which no article has.
_MARK = re.compile("\ue000(\\d+)\ue001")


class Footnotes:
    """Numbers the footnotes of one output: for each sentence of a brief the source sentences that it comes from."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted
        self._numbers = count(1)

    def add(self, brief: Brief, result: Result) -> tuple[Brief, list[tuple[int, str]]]:
        """The brief with a mark after each sentence, and the footnotes; unchanged, without footnotes, if not wanted."""
        if not self.wanted or result.clean is None:
            return brief, []
        notes: list[tuple[int, str]] = []
        sentences = []
        for sentence in brief.sentences:
            evidence = [result.clean.sentences[i].text for i in sentence.sources]
            if evidence:
                notes.append((next(self._numbers), sentence_separator(result.clean.language).join(evidence)))
                sentence = replace(sentence, text=f"{sentence.text}\ue000{notes[-1][0]}\ue001")
            sentences.append(sentence)
        return replace(brief, sentences=tuple(sentences)), notes


def number_marks(text: str, form: Callable[[str], str]) -> str:
    """The text with each footnote mark in the form of the output."""
    return _MARK.sub(lambda mark: form(mark[1]), text)


def with_signs(brief: Brief) -> Brief:
    """The brief with a sign after its doubtful headline and sentences, as readers are shown it."""
    sentences = [replace(s, text=signed(s.text, s.level)) for s in brief.sentences]
    return replace(brief, headline=signed(brief.headline, brief.headline_level), sentences=tuple(sentences))


def signed(text: str, level: Level | None) -> str:
    """The text, with the sign if its translation is doubtful."""
    return f"{text}\u00a0{DOUBTFUL_SIGN}" if level == "doubtful" else text


def doubtful(brief: Brief) -> bool:
    """Whether the headline or a sentence of it has the sign."""
    return worst_level(brief) == "doubtful"


def worst_level(brief: Brief) -> Level | None:
    """The level of the least sure of its headline and sentences; None for a brief without any."""
    levels = {brief.headline_level, *(sentence.level for sentence in brief.sentences)}
    worst: tuple[Level, ...] = ("doubtful", "read", "sure")
    return next((level for level in worst if level in levels), None)


def explanation(results: Sequence[Result]) -> str:
    """What the sign means, where a brief has it; otherwise empty."""
    return SIGN_MEANS if any(doubtful(brief) for result in results for brief in result.briefs) else ""


def machine_translated(brief: Brief) -> bool:
    """Whether a translation model wrote the text."""
    return any(step.stage == "translate" for step in brief.provenance)


def count_words(brief: Brief) -> int:
    """Words of the brief's text by whitespace; of its headline if there is no text."""
    return len(_unsigned(brief).split())


def size(brief: Brief) -> str:
    """How long the text is, for people: in words, or in characters where no spaces separate the words."""
    if is_unspaced(brief.language):
        return f"{len(_unsigned(brief))} characters"
    return f"{count_words(brief)} words"


def _unsigned(brief: Brief) -> str:
    text = brief.text(sentence_separator(brief.language)) or brief.headline
    return text.replace(f"\u00a0{DOUBTFUL_SIGN}", "")


def native_name(code: str) -> str:
    return LANGUAGES[code].native if code in LANGUAGES else code


def direction(code: str) -> str:
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"


def is_list(brief: Brief) -> bool:
    """Whether the brief is key points, which are shown as a list."""
    return Length.parse(brief.length).unit == "points"


def body(brief: Brief) -> str:
    """The brief's text, paragraphs separated by a blank line, one key point per line; empty for a headline only."""
    if is_list(brief):
        return "\n".join(sentence.text for sentence in brief.sentences)
    return brief.text(sentence_separator(brief.language))


def shown_metadata(result: Result) -> dict[str, str]:
    """The article's title, author, date and so on, as far as they are known, each on one line."""
    if result.clean is None:
        return {}
    metadata = result.clean.document.metadata
    return {key: " ".join(metadata[key].split()) for key in SHOWN if metadata.get(key, "").strip()}


def flags(brief: Brief) -> list[str]:
    """The messages of the checks that raised a flag or a warning."""
    return [check.message for check in brief.checks if check.status != "passed"]


def label(brief: Brief) -> str:
    """One line that says what the brief is: language, length, size, machine-translated or not."""
    parts = [native_name(brief.language), brief.length, size(brief)]
    if machine_translated(brief):
        parts.append("machine-translated")
    return " · ".join(parts)
