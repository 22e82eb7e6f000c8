"""Whether a translated sentence is faithful to its source: one guard for each kind of error, run in order.

docs/measured/checking.md says how often the guards report sound human translations, and how many deliberate errors they
find (benchmarks/translation_check.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from briefsmith.languages.table import Pair, describe
from briefsmith.translate.guards.afternoons import AfternoonsGuard
from briefsmith.translate.guards.base import Finding, Guard, Sides
from briefsmith.translate.guards.calendar import CalendarGuard
from briefsmith.translate.guards.copies import CopiesGuard, copied
from briefsmith.translate.guards.countries import CountriesGuard
from briefsmith.translate.guards.currencies import CurrenciesGuard
from briefsmith.translate.guards.decimals import DecimalMarksGuard
from briefsmith.translate.guards.empty import EmptyGuard
from briefsmith.translate.guards.exchanged import ExchangedGuard
from briefsmith.translate.guards.figures import LostFiguresGuard, NewFiguresGuard
from briefsmith.translate.guards.language import TargetLanguageGuard
from briefsmith.translate.guards.leftovers import LeftoversGuard
from briefsmith.translate.guards.length import LengthGuard
from briefsmith.translate.guards.made_up import MadeUpWordsGuard
from briefsmith.translate.guards.magnitudes import MagnitudesGuard
from briefsmith.translate.guards.measures import PercentagesGuard, UnitsGuard
from briefsmith.translate.guards.names import NamesGuard
from briefsmith.translate.guards.negation import NegationsGuard
from briefsmith.translate.guards.number_words import NumberWordsGuard
from briefsmith.translate.guards.omission import LeftOutGuard
from briefsmith.translate.guards.opposites import OppositesGuard
from briefsmith.translate.guards.protected import ProtectedGuard
from briefsmith.translate.guards.questions import QuestionsGuard
from briefsmith.translate.guards.quotations import QuotationsGuard
from briefsmith.translate.guards.repetition import RepetitionsGuard
from briefsmith.translate.guards.sentences import SentencesGuard
from briefsmith.translate.guards.unknown import UnknownPiecesGuard

GUARDS: tuple[Guard, ...] = (
    EmptyGuard(),
    UnknownPiecesGuard(),
    CopiesGuard(),
    ProtectedGuard(),
    LostFiguresGuard(),
    NumberWordsGuard(),
    NewFiguresGuard(),
    DecimalMarksGuard(),
    PercentagesGuard(),
    UnitsGuard(),
    AfternoonsGuard(),
    MagnitudesGuard(),
    CurrenciesGuard(),
    CalendarGuard(),
    RepetitionsGuard(),
    LengthGuard(),
    SentencesGuard(),
    NamesGuard(),
    CountriesGuard(),
    ExchangedGuard(),
    LeftOutGuard(),
    LeftoversGuard(),
    MadeUpWordsGuard(),
    TargetLanguageGuard(),
    OppositesGuard(),
    NegationsGuard(),
    QuestionsGuard(),
    QuotationsGuard(),
)


def findings(source: str, target: str, pair: Pair) -> list[Finding]:
    """What is wrong with `target` as the translation of `source`; nothing for a source without letters."""
    return judge(Sides(source, target, pair))


def judge(sides: Sides, guards: Sequence[Guard] = GUARDS) -> list[Finding]:
    """What these guards find, in their order. For an empty target or a copy, only those with `always` are run."""
    if not any(character.isalpha() for character in sides.source):
        return []
    translated = bool(sides.target.strip()) and not sides.once(copied)
    return [found for guard in guards if translated or guard.always for found in guard.findings(sides)]


def unchecked(pair: Pair, guards: Sequence[Guard] = GUARDS) -> list[str]:
    """What is not checked in translations of a pair, in words: the subjects of the guards that do not know it."""
    return [guard.name for guard in guards if not guard.knows(pair)]


def not_checked(pair: Pair) -> str:
    """The same as one line, for a reader of the translations; empty if everything is checked."""
    names = unchecked(pair)
    return f"not checked in {describe(pair[1])}: {', '.join(names)}" if names else ""
