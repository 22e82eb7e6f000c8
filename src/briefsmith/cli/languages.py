"""`briefsmith languages`: which languages are summarized and translated, and how well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefsmith.cli.common import write_stdout

if TYPE_CHECKING:
    from briefsmith.engines.folder import ModelFolder


def languages() -> None:
    """List the languages: which are summarized, which pairs are translated offline, and how well."""
    from briefsmith.engines.folder import embedded_models
    from briefsmith.languages import LANGUAGES, describe
    from briefsmith.models.firefox_here import pulled_models

    def rows(models: list[ModelFolder]) -> list[str]:
        return [
            f"  {model.source} > {model.target}   {describe(model.source)} to {describe(model.target)}   {_scores(model)}"
            for model in models
        ]

    pulled = pulled_models()
    lines = ["Translation by Mozilla's models, pulled:", *rows(pulled), ""] if pulled else []
    lines += ["Embedded translation:", *rows(embedded_models())]
    lines += [
        "",
        "Any of some 45 languages to any other, offline, after one download: briefsmith setup --lang de,fr,es",
    ]
    lines += ["", "Summarized in their own language, with no download:"]
    lines += [f"  {language.code}   {language.name} ({language.native})" for language in LANGUAGES.values()]
    write_stdout("\n".join(lines) + "\n")


def _scores(model: ModelFolder) -> str:
    forms = {"bleu": "BLEU {:.1f}", "chrf": "chrF {:.1f}", "comet": "COMET {:.3f}"}
    return "; ".join(
        f"{name}: " + ", ".join(forms[metric].format(value) for metric, value in figures.items())
        for name, figures in model.scores.items()
    )
