"""Whether the source supports a sentence of a brief: each of its facts is looked for, after normalisation.

Numbers, dates, times, sums and negations must be in the sentences that the brief was made from; names, quotations and
addresses anywhere in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from briefsmith.check.aliases import is_alias
from briefsmith.check.polarity import reversed_negations
from briefsmith.check.risk import risk
from briefsmith.check.source import Source
from briefsmith.check.substitutions import overlap, substituted_names, version_of
from briefsmith.facts.extract import extract
from briefsmith.facts.fact import Fact, FactKind
from briefsmith.facts.finding import Finding as AnyFinding
from briefsmith.facts.finding import Span
from briefsmith.facts.quotes import plain
from briefsmith.languages.knowledge import gathered
from briefsmith.languages.vocabulary import is_common

# A number that is said to be round may round one of the source: "about 2.4 million" for 2,413,000.
_ROUND = re.compile(rf"\b(?:{'|'.join(gathered(lambda known: known.checking.rounding))})\s\W?$", re.IGNORECASE)
# The extraction reads these as articles; a figure 1 may replace them.
_ONE = re.compile(rf"\b(?:{'|'.join(gathered(lambda known: known.checking.one))})\b", re.IGNORECASE)
Measure = Literal["number", "percent", "money", "date", "time"]
_DIGITS = re.compile(r"\d+")
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*")


@dataclass(frozen=True, slots=True)
class Finding(AnyFinding):
    """One item that the source does not support: its place in the sentence checked, and in `message` the reason."""

    span: Span

    @property
    def text(self) -> str:
        """The item as it is written."""
        return self.span.text or ""


class _Known:
    """The source sentences with which a text is compared. Their facts are extracted for a text that has figures."""

    def __init__(self, source: Source, indices: Sequence[int], *, with_title: bool) -> None:
        self.source = source
        self.indices = indices
        self._with_title = with_title

    def of(self, *kinds: Measure) -> Iterator[Fact]:
        """The facts of these kinds, extracted sentence by sentence: who finds the right one asks for no more."""
        for i in (*self.indices, *([-1] if self._with_title else [])):
            yield from (fact for fact in self.source.measured(i) if fact.kind in kinds)

    def has_one(self) -> bool:
        """Whether a sentence has the word for one."""
        return any(_ONE.search(self.source.sentences[i]) for i in self.indices)


def unsupported(text: str, source: Source, evidence: Sequence[int] | None = None) -> list[Finding]:
    """The facts of `text` that the source does not support, in order; `evidence` are sentence indices, None for all.

    A sentence that is copied from the source has no findings.
    """
    indices = range(len(source.sentences)) if evidence is None else evidence
    if any(text == source.sentences[i] for i in indices):
        return []
    facts = extract(text, source.language)
    known = _Known(source, tuple(indices), with_title=evidence is None)
    findings = [
        Finding(fact.kind, _reason(fact, known), _span(fact))
        for fact in facts
        if fact.kind in _TESTS and not _TESTS[fact.kind](fact, text, known)
    ]
    place = version_of(text, facts, source, indices)
    if place is None:
        return findings
    findings += [
        Finding("name", f"the source has {other.text} in this place", _span(fact))
        for fact, other in substituted_names(text, facts, source, place)
        if not any(f.kind == "name" and f.span.start == fact.start for f in findings)
    ]
    findings += [
        Finding("negation", reason, Span(start, end, text[start:end]))
        for start, end, reason in reversed_negations(text, facts, source, place)
    ]
    return sorted(findings, key=lambda finding: (finding.span.start, finding.span.end))


def _span(fact: Fact) -> Span:
    return Span(fact.start, fact.end, fact.text)


def rank(candidates: Sequence[str], source: Source, evidence: Sequence[int] | None = None) -> list[int]:
    """The indices of the candidate sentences, best first: fewest unsupported facts, then least risk of an invention."""
    costs = [(len(unsupported(text, source, evidence)), risk([text], source)) for text in candidates]
    return sorted(range(len(candidates)), key=lambda k: costs[k])


def nearest(text: str, source: Source, evidence: Sequence[int]) -> int | None:
    """The index of the source sentence among `evidence` with most of the text's words; None without evidence."""
    return max(evidence, key=lambda i: overlap(text, source, i), default=None)


_REASONS: dict[FactKind, str] = {
    "number": "this number is not in the source sentences",
    "percent": "this percentage is not in the source sentences",
    "money": "this sum is not in the source sentences",
    "date": "this date is not in the source sentences",
    "time": "this time is not in the source sentences",
    "name": "this name is not in the source",
    "quote": "the source does not say this in these words",
    "url": "this address is not in the source",
}


def _reason(fact: Fact, known: _Known) -> str:
    if fact.unit and any(_number(fact) == _number(other) for other in known.of("number")):
        return "the source has this number with another unit"
    return _REASONS[fact.kind]


def _amount(fact: Fact, text: str, known: _Known) -> bool:
    """A bare number may be a sum or a percentage in the source, or the day or year of a date, and the reverse.

    Units must be the same where both texts have one: 5 miles are not 5 km.
    """

    def numbers() -> Iterator[str]:
        for other in known.of("number", "percent", "money"):
            alike = fact.kind == other.kind and _currency(fact) == _currency(other)
            same_unit = not fact.unit or not other.unit or fact.unit == other.unit
            if ("number" in (fact.kind, other.kind) or alike) and same_unit:
                yield _number(other)

    number = _number(fact)
    if number in numbers():
        return True
    if fact.kind == "number":
        if fact.text == "1" and known.has_one():
            return True
        if any(
            number == part.lstrip("0") for other in known.of("date", "time") for part in _DIGITS.findall(other.value)
        ):
            return True
    return bool(_ROUND.search(text[: fact.start])) and any(_rounds(number, other) for other in numbers())


def _number(fact: Fact) -> str:
    return fact.value.rsplit(" ", 1)[-1]


def _currency(fact: Fact) -> str:
    return fact.value.rsplit(" ", 1)[0] if fact.kind == "money" else ""


def _rounds(rounded: str, exact: str) -> bool:
    """Whether the first number is the second, rounded up or down to the digits of the first."""
    try:
        a, b = Decimal(rounded), Decimal(exact)
    except InvalidOperation:
        return False
    if a == 0 or b == 0:
        return False
    unit = Decimal(1).scaleb(a.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return abs(a - b) < unit and (b.quantize(unit, ROUND_HALF_UP) == a or abs(a - b) / abs(b) < Decimal("0.1"))


def _date(fact: Fact, text: str, known: _Known) -> bool:
    if any(_same_date(fact.value, other.value, known.source.published) for other in known.of("date")):
        return True
    # "In 2019" and a bare 2019 are numbers; "May 2019" is supported by a separate May and 2019.
    year, _, month = fact.value.partition("-")
    return (
        len(month) == 2
        and f"--{month}" in {x.value for x in known.of("date")}
        and any(year == other.value for other in known.of("number"))
    )


def _same_date(value: str, other: str, published: date | None) -> bool:
    """Whether the first date, as exact as the second or less, includes it: `--05-03` and `2026-05-03`; or a weekday."""
    if value == other:
        return True
    if value.startswith("W") or other.startswith("W"):
        weekday, day = (value, other) if value.startswith("W") else (other, value)
        return published is not None and day in _days_of(weekday, published)
    a, b = value.removeprefix("-").split("-"), other.removeprefix("-").split("-")
    return all(x == y or not x or not y for x, y in zip(a, b, strict=False)) and (len(a) <= len(b))


def _days_of(weekday: str, published: date) -> set[str]:
    """The dates within a week of publication that fall on the weekday, with and without their year."""
    near = [published + timedelta(days=offset) for offset in range(-7, 8)]
    return {form for day in near if f"W{day.isoweekday()}" == weekday for form in (day.isoformat(), f"-{day:-%m-%d}")}


def _time(fact: Fact, text: str, known: _Known) -> bool:
    """The same time; `8:30` may be in the afternoon."""
    hour, minute = int(fact.value[:2]), fact.value[3:]
    return any(other.value[3:] == minute and (int(other.value[:2]) - hour) % 12 == 0 for other in known.of("time"))


def _name(fact: Fact, text: str, known: _Known) -> bool:
    """Each uncommon word of the name is in the document, or the name is an acronym or alias of one that is."""
    source = known.source
    if source.has(fact.value) or is_alias(fact.value, source):
        return True
    parts = [part for part in re.split(r"[\s-]", fact.value) if len(part) > 1]
    strange = [part for part in parts if not source.has_word(part) and not is_alias(part, source)]
    return all(is_common(part, source.language) for part in strange) and len(strange) < max(2, len(parts))


def _quote(fact: Fact, text: str, known: _Known) -> bool:
    """Word for word; what an ellipsis or square brackets replace may be missing."""
    return all(plain(part) in known.source.said for part in _ELLIPSIS.split(fact.text))


def _url(fact: Fact, text: str, known: _Known) -> bool:
    return fact.value.lower() in known.source.text.lower()


_TESTS: dict[FactKind, Callable[[Fact, str, _Known], bool]] = {
    "number": _amount,
    "percent": _amount,
    "money": _amount,
    "date": _date,
    "time": _time,
    "name": _name,
    "quote": _quote,
    "url": _url,
}
