"""Notes for the person at the terminal, about the models and checks that made the briefs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.languages import describe
from briefsmith.languages.table import PIVOT
from briefsmith.model import Result

# Imported where they are used: a run that does not translate loads nothing of it.
if TYPE_CHECKING:
    from briefsmith.translate.candidates import Candidate
    from briefsmith.translate.lines import SentenceTranslator


def draft_notes(results: Sequence[Result]) -> list[str]:
    """One sentence for each embedded model that was used: how good it is, and what gives better briefs."""
    used = {
        (step.model, step.revision)
        for result in results
        for brief in result.briefs
        for step in brief.provenance
        if step.stage == "translate"
    }
    return [_note(model) for model in embedded_models() if (model.name, model.revision) in used]


def draft_notes_of(models: Sequence[Candidate]) -> list[str]:
    """The same sentences for the models of one pair."""
    from briefsmith.translate.candidates import FolderCandidate

    return [_note(embedded) for embedded in embedded_models() if FolderCandidate(embedded) in models]


def unchecked_notes(results: Sequence[Result]) -> list[str]:
    """One line for each pair of languages whose translations were checked, but not completely."""
    pairs = {
        (routes[0].partition(">")[0], routes[-1].rpartition(">")[2]): None
        for result in results
        for brief in result.briefs
        if any(check.name == "translation" for check in brief.checks)
        # Two of them if it was translated through a third language.
        if (routes := [s.route for s in brief.provenance if s.stage == "translate" and s.route is not None])
    }
    if not pairs:
        return []
    from briefsmith.translate.guards import not_checked

    return list(dict.fromkeys(message for pair in pairs if (message := not_checked(pair))))


def unchecked_note(translator: SentenceTranslator) -> str | None:
    """The same line for one translator; None if it checks everything, or nothing."""
    from briefsmith.translate.checked import CheckedTranslator
    from briefsmith.translate.guards import not_checked

    return not_checked(translator.pair) or None if isinstance(translator, CheckedTranslator) else None


def _note(model: ModelFolder) -> str:
    scores = ", ".join(f"BLEU {figures['bleu']:.1f} on {name}" for name, figures in model.scores.items())
    return (
        f"{describe(model.target)} by the embedded {model.source}>{model.target} model, draft quality ({scores}); "
        f"read it before you publish. {_better(model)}"
    )


def _better(model: ModelFolder) -> str:
    """How to get a better model of the same pair."""
    from briefsmith.models.catalog import find

    entry = find(f"firefox-{model.source}-{model.target}")
    if entry is None or entry.firefox is None:
        return "'briefsmith train translator --help' shows how to get a better one."
    source = "" if model.source == PIVOT else f" --from {model.source}"
    return (
        f"'briefsmith setup --lang {model.target}{source}' fetches a better one once ({entry.megabytes} MB), which works "
        "offline too."
    )
