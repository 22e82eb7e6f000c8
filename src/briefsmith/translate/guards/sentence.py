"""A translated sentence held against its source: what is missing, changed, copied, looped or not in the language.

Pure functions of two texts and a pair of languages. How often each reports sound human translations, and how much of
what was broken on purpose it finds, stands in docs/checking.md (benchmarks/translation_check.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefsmith.facts.negation import negations
from briefsmith.facts.protected import spans
from briefsmith.translate.guards import coverage
from briefsmith.translate.guards.calendar import lost_dates, new_dates
from briefsmith.translate.guards.currencies import lost_currencies
from briefsmith.translate.guards.figures import compare, magnitudes
from briefsmith.translate.guards.names import lost_names
from briefsmith.translate.guards.number_words import lost_in_words

Pair = tuple[str, str]
FindingKind = Literal[
    "empty", "copy", "language", "loop", "figures", "dates", "protected", "length", "sentences", "missing", "names", "negation",
    "glossary",
]  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
_LOWER_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ][^\W\d_]*")
# Of 3,734 human translations one (an English song title) has more of its small words from the source than this.
_COPIED = 0.6
_COPY_WORDS = 3
# A text shorter than this does not tell its language.
_LANGUAGE_LETTERS = 30
# Share of the letters of longer target words that the word table cannot explain, above which the language is asked for:
# asking takes four times as long as all else.
_UNEXPLAINED = 0.5
# Not behind a figure: German ordinals end in a stop (`am 3. Oktober`).
_END = re.compile(r"(?<!\d)[.!?…。！？]+[\"”“»’)\]]*(?=\s+[^\W\d_a-zß-ÿ])|[。！？]")
# Far beyond what pairs of alphabets need (en-de: 0.63 to 1.8); used where nothing was learned.
_DEFAULT_BOUNDS = (-1.0, 1.0)
_DENSE = frozenset({"zh", "ja", "ko", "th"})
_DENSE_BOUNDS = (-2.3, 2.3)
_STEM = 6
# French reflexives stand twice: `nous nous devons`.
_DOUBLED = frozenset({"nous", "vous"})
_HARMLESS = re.compile(
    r"\bno\.?\s\d|\bnot?\s(?:only|just|least|to mention|long|far|more than|less than|later|fewer|pronounced|wonder|matter)\b"
    r"|\bwithout\s(?:a\s)?doubt|\bnowhere|\bnever\smind|\bwhy\s(?:not|don't)|\bif\snot\b|\bor\snot\b|n['’]t\syou\b",
    re.IGNORECASE,
)
_SOFT = {
    "de": r"\bun(?!ter|d|ser|gef)\w{3,}|\bmiss\w{3,}|\w{3,}los(?:e[nrsm]?)?\b"
    r"|kaum|statt|verhinder|außer|verzicht|fehl|verweiger|abge?lehn|nein"
    r"|nirgend|nimmer|niemal|weder|selten|bislang|abstreit|streitet|weniger|fern|kurz|finger|kein|nicht",
    "fr": r"\bne\b|\bn['’]|\bnon\b|\b(?:in|im|ir|dés?)\w{3,}|sauf|refus|manqu|évit|empêch|peu\b|hors\b|insu\b|cess",
    "es": r"\b(?:in|im|des)\w{3,}|salvo|apenas|evit|falt|rechaz|neg\w|imped|poco|dej\w+ de\b|menos|prohib|fuera de|difícil|s[óo]lo\b",
    "en": r"\b(?:un|in|dis)\w{3,}|less\b|hardly|fail|lack|refus|den(?:y|ie)|prevent|avoid|except|few|nothing|n['’]t",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a translation: what kind, how grave (the greater the worse), and a sentence about it."""

    kind: FindingKind
    weight: float
    message: str


def findings(source: str, target: str, pair: Pair) -> list[Finding]:
    """What is wrong with `target` as the translation of `source`; nothing for a source without letters."""
    if not any(character.isalpha() for character in source):
        return []
    if not target.strip():
        return [Finding("empty", 5, "the translation is empty")]
    if is_copy(source, target):
        return [] if _language(source) == pair[1] else [Finding("copy", 2, "the translation is a copy of the source")]
    found = [*_protected(source, target), *_figures(source, target, pair), *_repeated(source, target)]
    found += [*_length(source, target, pair), *_missing(source, target, pair), *_negated(source, target, pair)]
    return found


def is_copy(source: str, target: str) -> bool:
    """Whether most of the target's words with a small letter stand in the source; a name alone is no copy."""
    own, given = _LOWER_WORD.findall(target), set(_LOWER_WORD.findall(source))
    if len(own) < _COPY_WORDS:
        return len(source.split()) > _COPY_WORDS and source.strip().lower() == target.strip().lower()
    return sum(word in given for word in own) > _COPIED * len(own)


def _protected(source: str, target: str) -> list[Finding]:
    lost = [text for text, n in Counter(source[a:b] for a, b in spans(source)).items() if target.count(text) < n]
    return [Finding("protected", 1, f"lost {text}") for text in lost]


def _figures(source: str, target: str, pair: Pair) -> list[Finding]:
    lost, new = compare(source, target, pair)
    found = [Finding("figures", 1, f"lost {figure}") for figure in lost]
    found += [Finding("figures", 1, f"lost {number.word}") for number in lost_in_words(source, target, pair)]
    found += [Finding("figures", 1, f"not in the source: {figure}") for figure in new]
    orders = magnitudes(source, pair[0]), magnitudes(target, pair[1])
    if not found and None not in orders and orders[0] != orders[1]:
        found.append(Finding("figures", 1, "another order of magnitude (million, billion)"))
    found += [Finding("figures", 1, f"lost the currency {sign}") for sign in lost_currencies(source, target, pair)]
    found += [Finding("dates", 1, f"lost {word}") for word in lost_dates(source, target, pair)]
    return found + [Finding("dates", 1, f"not in the source: {word}") for word in new_dates(source, target, pair)]


def _repeated(source: str, target: str) -> list[Finding]:
    again = repeated(target, source)
    return [Finding("loop", 1 + 0.1 * len(again), f"says twice: {' '.join(again)}")] if again else []


def repeated(text: str, source: str = "") -> list[str]:
    """The longest run of words that follows upon itself or, from three longer words on, comes again later.

    Words count as equal without their endings (`Globale Sicherheitsinitiative, Globalen Sicherheitsinitiativen`).
    What the source repeats as often may be repeated.
    """
    found, allowed = _repetitions(text), Counter(len(run) for run in _repetitions(source))
    excess = [run for run in found if sum(len(r) == len(run) for r in found) > allowed[len(run)]]
    return max(excess, key=len, default=[])


def _repetitions(text: str) -> list[list[str]]:
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    stems = [word.lower()[: max(_STEM, len(word) - 2)] for word in words]
    found = []
    for start, size in ((i, n) for n in range(1, len(stems) // 2 + 1) for i in range(len(stems) - 2 * n + 1)):
        if (
            stems[start] == stems[start + size]
            and stems[start : start + size] == stems[start + size : start + 2 * size]
        ):
            gap = text[matches[start].end() : matches[start + size].start()]
            if size > 1 or _stutter(words[start:], gap):
                found.append(words[start : start + size])
    seen: set[tuple[str, ...]] = set()
    for i in range(len(stems) - 2):
        run = tuple(stems[i : i + 3])
        if run in seen and min(map(len, run)) > 3 and sum(word[0].isupper() for word in words[i : i + 3]) > 1:
            found.append(words[i : i + 3])
        seen.add(run)
    return found


def _stutter(words: Sequence[str], gap: str) -> bool:
    """One word twice with nothing but a space between, or three times; German `die die` is sound."""
    twice = words[0].lower() == words[1].lower() and len(words[0]) > 3 and gap == " "
    twice = twice and words[0].lower() not in _DOUBLED
    return twice or (len(words) > 2 and words[0].lower() == words[1].lower() == words[2].lower())


def _length(source: str, target: str, pair: Pair) -> list[Finding]:
    """Too long, too short, or more sentences than the source has."""
    learned = coverage.table(*pair)
    low, high = learned.bounds if learned else _DENSE_BOUNDS if _DENSE & set(pair) else _DEFAULT_BOUNDS
    ratio = coverage.log_ratio(source, target)
    if not low <= ratio <= high:
        return [
            Finding(
                "length",
                1 + abs(ratio),
                f"too {'short' if ratio < low else 'long'}: {len(target)} characters for {len(source)}",
            )
        ]
    ends = len(_END.findall(target)) - len(_END.findall(source))
    return [Finding("sentences", 1, f"{ends} more sentences than the source")] if ends > 1 else []


def _missing(source: str, target: str, pair: Pair) -> list[Finding]:
    """A part left out, or another language, as far as words tell; names that are in neither text and table."""
    learned = coverage.table(*pair)
    if learned is None:
        return _wrong_language(target, pair[1])
    seen = coverage.features(source, target, learned)
    probability = learned.probability(seen)
    found = [Finding("names", 0.5, f"lost {name}") for name in lost_names(source, target, pair)]
    if probability > learned.threshold:
        found.append(Finding("missing", probability, "a part of the source seems to be missing"))
    if seen[coverage.UNEXPLAINED] > _UNEXPLAINED:
        found += _wrong_language(target, pair[1])
    return found


def _wrong_language(target: str, language: str) -> list[Finding]:
    if sum(character.isalpha() for character in target) < _LANGUAGE_LETTERS:
        return []
    found = _language(target)
    return (
        [Finding("language", 2, f"the translation is in {found}, not {language}")]
        if found not in {language, None}
        else []
    )


def _language(text: str) -> str | None:
    from briefsmith.text.detect import detect

    return detect(text).language


def _negated(source: str, target: str, pair: Pair) -> list[Finding]:
    """A negation of the source that the target has in no form; only between languages whose negations are known."""
    soft = _soft(pair[1])
    if soft is None or not negations(_HARMLESS.sub(" ", source), pair[0]):
        return []
    if negations(target, pair[1]) or soft.search(target):
        return []
    return [Finding("negation", 1, "the source negates, the translation does not")]


@cache
def _soft(language: str) -> re.Pattern[str] | None:
    return re.compile(_SOFT[language], re.IGNORECASE) if language in _SOFT else None
