"""`briefsmith languages`: which languages are summarized and translated, and how well."""

from __future__ import annotations

from briefsmith.cli.common import write_stdout


def languages() -> None:
    """List the languages: which are summarized, which pairs are embedded, and how good they are."""
    from briefsmith.engines.folder import embedded_models
    from briefsmith.languages import LANGUAGES, describe

    lines = ["Embedded translation:"]
    for model in embedded_models():
        scores = "; ".join(
            f"{name}: BLEU {figures['bleu']:.1f}, chrF {figures['chrf']:.1f}" for name, figures in model.scores.items()
        )
        lines.append(
            f"  {model.source} > {model.target}   {describe(model.source)} to {describe(model.target)}   {scores}"
        )
    lines += ["", "Summarized in their own language, with no download:"]
    lines += [f"  {language.code}   {language.name} ({language.native})" for language in LANGUAGES.values()]
    write_stdout("\n".join(lines) + "\n")
