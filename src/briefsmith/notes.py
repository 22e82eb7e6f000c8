"""Notes for the person at the terminal, about the models and checks that made the briefs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.languages import describe, is_unspaced
from briefsmith.languages.table import PIVOT
from briefsmith.model import Brief, CleanDocument, Result
from briefsmith.text.length import Length

# Imported where they are used: a run that does not translate loads nothing of it.
if TYPE_CHECKING:
    from briefsmith.translate.candidates import Candidate
    from briefsmith.translate.lines import SentenceTranslator


_STOP = re.compile(r"[.!?…:;؟।॥։።۔][\"'”’»«“)\]]*$")
# A text of fewer sentences is too short to be called a table or a list.
_MIN_ROWS = 5


def input_notes(results: Sequence[Result]) -> list[str]:
    """One sentence for each article of which a part could not be read, or that is a table or a list for the most part."""
    notes: list[str] = []
    for result in results:
        if result.clean is None:
            continue
        if unread := result.clean.document.metadata.get("unread"):
            notes.append(
                f"{result.document_id}: {unread} could not be read: pictures without text; an OCR program makes text of them."
            )
        if headless := [brief.length for brief in result.briefs if _only_a_headline(brief)]:
            notes.append(
                f"{result.document_id}: no sentence fits the length {', '.join(dict.fromkeys(headless))} and none can be cut, so there is "
                "its headline alone; give more room, for example --length 2s."
            )
        rows, count = _rows(result.clean), len(result.clean.sentences)
        if rows >= _MIN_ROWS and 2 * rows > count:
            notes.append(
                f"{result.document_id}: {rows} of {count} sentences are rows of a table or entries of a list. A brief cannot "
                "sum them up, it can only repeat some; 'briefsmith clean' shows all."
            )
    return notes


def _only_a_headline(brief: Brief) -> bool:
    return not brief.sentences and not Length.parse(brief.length).is_headline


def _rows(clean: CleanDocument) -> int:
    """How many sentences are none: rows with cells, and entries that do not end as sentences do."""
    if is_unspaced(clean.language):
        return 0
    return sum("|" in s.text or _STOP.search(s.text) is None for s in clean.sentences)


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
