"""Notes for the person at the terminal, about the models and checks that made the briefs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.languages import describe
from briefsmith.model import Result

# Imported where they are used: a run that does not translate loads nothing of it.
if TYPE_CHECKING:
    from briefsmith.translate.candidates import Candidate
    from briefsmith.translate.lines import SentenceTranslator


def draft_notes(results: Sequence[Result]) -> list[str]:
    """One sentence for each embedded model that was used: how good it is, and what gives better briefs."""
    return [_note(model) for model in draft_models(results)]


def draft_models(results: Sequence[Result], language: str | None = None) -> list[ModelFolder]:
    """The draft-grade models, which are the embedded ones, that translated a brief: any, or one in this language."""
    used = {
        (step.model, step.revision)
        for result in results
        for brief in result.briefs
        for step in brief.provenance
        if step.stage == "translate" and language in {None, brief.language}
    }
    return [model for model in embedded_models() if (model.name, model.revision) in used]


def draft_note(model: Candidate) -> str | None:
    """The same sentence for one model; None for a model that is not embedded."""
    from briefsmith.translate.candidates import FolderCandidate

    return next((_note(embedded) for embedded in embedded_models() if FolderCandidate(embedded) == model), None)


def unchecked_notes(results: Sequence[Result]) -> list[str]:
    """One line for each pair of languages whose translations were checked, but not completely."""
    pairs = {
        (source, target): None
        for result in results
        for brief in result.briefs
        if any(check.name == "translation" for check in brief.checks)
        for step in brief.provenance
        if step.stage == "translate" and step.route is not None
        for source, _, target in [step.route.partition(">")]
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
        "read it before you publish. 'briefsmith train translator --help' shows how to get a better one."
    )
