"""Terms that a translation must use, from a YAML or TSV file: docs/guide/glossary.md describes both.

A term is honoured when its target occurs in the translation as often as the term in the source; an ending of up to
three letters counts where inflection is allowed (`Fähre`, `Fähren`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefsmith.errors import SettingsError, UsageError
from briefsmith.facts.finding import Span
from briefsmith.facts.names import in_capitals
from briefsmith.languages import canonical
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.placeholders import Slot

# Vowels that change in plurals (`Hafen`, `Häfen`).
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}
# From this length on a word may lose its last vowel to an ending, and be found within a compound (`Fährhafen`).
_LONG, _VOWELS = 5, "aeo"
_OPTIONS = ("case", "exact")
_FIELDS = {"source", "target", "language", "case", "inflect"}


@dataclass(frozen=True, slots=True)
class Term:
    """`target` must translate `source`; `language` is the target's, None for all; `case` requires the source's capitals."""

    source: str
    target: str
    language: str | None = None
    case: bool = False
    inflect: bool = True

    @property
    def kept(self) -> bool:
        """Whether the term stays untranslated."""
        return self.source == self.target

    def in_source(self) -> re.Pattern[str]:
        """Finds the term as whole words, with an English plural or possessive where inflection is allowed."""
        ending = r"(?:['’]?s|es)?" if self.inflect and not self.kept else ""
        return re.compile(rf"(?<!\w){_literal(self.source)}{ending}(?!\w)", 0 if self.case else re.IGNORECASE)

    def is_part_of_name(self, match: re.Match[str]) -> bool:
        """Whether a term in small letters was found with a capital beside another capital (`Harbour Bank`)."""
        if self.kept or self.case or not self.source.islower() or match[0].islower():
            return False
        before, after = match.string[: match.start()], match.string[match.end() :]
        beside = re.search(r"[A-ZÀ-Þ][\w’'-]*\s(?:of\s|the\s)*$", before) or re.match(r"\s[A-ZÀ-Þ]", after)
        return beside is not None and not in_capitals(match.string)

    def in_target(self) -> re.Pattern[str]:
        """Finds the target; where inflection is allowed, also with another ending or an umlaut, and within a compound."""
        if not self.inflect or self.kept:
            return re.compile(rf"(?<!\w){_literal(self.target)}(?!\w)")
        return re.compile(rf"(?<!\w){' '.join(map(_inflected, self.target.split()))}(?!\w)", re.IGNORECASE)


def _literal(text: str) -> str:
    """A regular expression for a text, whose apostrophes may be those of print or of a typewriter."""
    return re.sub("['’]", "['’]", re.escape(text))


def _inflected(word: str) -> str:
    """A regular expression for a word, its other endings (`Fähre`, `Fähren`), its umlauts and its compounds."""
    letters = [f"[{c}{_UMLAUTS[c]}]" if c in _UMLAUTS else _literal(c) for c in word]
    ending = r"[^\W\d_]"
    forms = [rf"{''.join(letters)}{ending}{{0,3}}"]
    if len(word) >= _LONG:
        stem = "".join(letters[:-1] if word[-1] in _VOWELS else letters)
        forms.append(rf"{stem}{ending}*")
    return f"(?:{'|'.join(forms)})"


@dataclass(frozen=True)
class Glossary:
    """Terms of any target languages, longest source first: it wins where two overlap."""

    terms: tuple[Term, ...]

    @cached_property
    def _patterns(self) -> list[tuple[Term, re.Pattern[str], re.Pattern[str]]]:
        ordered = sorted(self.terms, key=lambda term: -len(term.source))
        return [(term, term.in_source(), term.in_target()) for term in ordered]

    def slots(self, text: str, language: str, *, kept: bool | None = None) -> list[Slot]:
        """The terms for `language` in the text, each with its target; `kept` selects those that stay, or that change."""
        found: list[Slot] = []
        for term, pattern, _ in self._patterns:
            if term.language not in {None, language} or kept not in {None, term.kept}:
                continue
            for match in pattern.finditer(text):
                if not term.is_part_of_name(match) and not any(
                    match.start() < slot.end and slot.start < match.end() for slot in found
                ):
                    found.append(Slot(match.start(), match.end(), match[0] if term.kept else term.target))
        return sorted(found, key=lambda slot: slot.start)

    def targets(self, language: str) -> str:
        """What the terms for `language` are in it, in one text."""
        return " ".join(term.target for term in self.terms if term.language in {None, language})

    def missed(self, source: str, target: str, language: str) -> list[str]:
        """Targets that occur in the translation less often than their terms in the source."""
        wanted = [slot.text for slot in self.slots(source, language)]
        patterns = {term.target: found for term, _, found in self._patterns if term.language in {None, language}}
        return [
            text
            for text in dict.fromkeys(wanted)
            if len((patterns[text] if text in patterns else re.compile(_literal(text))).findall(target))
            < wanted.count(text)
        ]


class GlossaryGuard(Guard):
    """Terms that a translation does not use, even if it is empty or a copy; placeholders put them in."""

    name = "the terms of the glossary"
    always = True

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def missed(self, sides: Sides) -> list[str]:
        """The targets of the terms that the translation does not use."""
        return self._glossary.missed(sides.source, sides.target, sides.pair[1])

    def findings(self, sides: Sides) -> list[Finding]:
        missed = sides.once(self.missed)
        slots = self._glossary.slots(sides.source, sides.pair[1]) if missed else []
        return [
            Finding(
                "glossary",
                f"without the term {term}",
                remedy="placeholder",
                lost=tuple(Span(slot.start, slot.end, term) for slot in slots if slot.text == term),
            )
            for term in missed
        ]


def read_glossary(path: Path) -> Glossary:
    """Read `.yaml`, `.yml` or `.tsv`. Raises SettingsError with one line for each problem."""
    from briefsmith.yaml12 import parse_yaml

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: the glossary cannot be read: {error}"]) from None
    problems: list[str] = []
    if path.suffix.lower() in {".yaml", ".yml"}:
        terms = _from_yaml(parse_yaml(text, str(path)), str(path), problems)
    else:
        terms = _from_tsv(text, str(path), problems)
    if problems:
        raise SettingsError(problems)
    return Glossary(tuple(terms))


def _from_tsv(text: str, origin: str, problems: list[str]) -> list[Term]:
    """Lines of source, target, and options: a language, `case`, `exact`. An empty target keeps the source."""
    terms = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        source, target, options, *rest = [*(cell.strip() for cell in line.split("\t")), "", ""]
        words = [word for word in re.split(r"[,\s]+", options) if word]
        languages = [word for word in words if word not in _OPTIONS]
        if not source or any(rest) or len(languages) > 1:
            problems.append(f"{origin}: line {number}: expected source, target and options separated by tabs")
            continue
        data = {"source": source, "target": target, "case": "case" in words, "inflect": "exact" not in words}
        data |= {"language": languages[0]} if languages else {}
        terms += _term(data, f"{origin}: line {number}", problems)
    return terms


def _from_yaml(data: Mapping[str, Any], origin: str, problems: list[str]) -> list[Term]:
    unknown = sorted(set(data) - {"terms", "keep"})
    problems += [f"{origin}: {key}: unknown key; known here: terms, keep" for key in unknown]
    terms: list[Term] = []
    for name, items in (("terms", data.get("terms") or []), ("keep", data.get("keep") or [])):
        if not isinstance(items, Sequence) or isinstance(items, str):
            problems.append(f"{origin}: {name}: expected a list")
            continue
        for number, item in enumerate(items, 1):
            entry = {"source": str(item), "case": True} if name == "keep" else item
            terms += _term(entry, f"{origin}: {name}: item {number}", problems)
    return terms


def _term(data: object, origin: str, problems: list[str]) -> list[Term]:
    if not isinstance(data, Mapping) or not str(data.get("source") or "").strip():
        problems.append(f"{origin}: expected a mapping with source and target")
        return []
    unknown = sorted(set(data) - _FIELDS)
    flags = {key: data[key] for key in ("case", "inflect") if key in data}
    if unknown or not all(isinstance(value, bool) for value in flags.values()):
        problems.append(f"{origin}: known here: {', '.join(sorted(_FIELDS))}; case and inflect are true or false")
        return []
    try:
        language = canonical(str(data["language"])) if data.get("language") else None
    except UsageError as error:
        problems.append(f"{origin}: {error}")
        return []
    source = str(data["source"]).strip()
    return [Term(source, str(data.get("target") or source).strip(), language, **flags)]
