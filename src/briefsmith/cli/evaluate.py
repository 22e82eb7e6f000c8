"""`briefsmith eval`: how good the parts are on your own data, next to baselines."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from briefsmith.cli.common import Assignments, Config, settings_of, write_stdout

app = typer.Typer(help="Measure the parts on your own data, next to baselines.", no_args_is_help=True)


class ReportFormat(str, Enum):
    """What `eval --format` takes."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"


Data = Annotated[
    str, typer.Argument(metavar="DATA", help="A JSONL file, or a dataset as NAME or NAME:SPLIT.", show_default=False)
]
Form = Annotated[ReportFormat, typer.Option("--format", "-f", help="Format of the report.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Measure a fixed sample of this many records.")]


@app.command()
def summaries(
    data: Annotated[
        list[str],
        typer.Argument(metavar="DATA...", help="JSONL files, or datasets as NAME or NAME:SPLIT.", show_default=False),
    ],
    length: Annotated[str, typer.Option("--length", "-n", metavar="LENGTH", help="Length of the summaries.")] = "3s",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of records without `lang`.")] = "en",
    with_sumy: Annotated[bool, typer.Option("--sumy", help="Measure sumy's methods as well.")] = False,
    compress: Annotated[bool, typer.Option(help="Shorten sentences as `run` does.")] = True,
    limit: Limit = None,
    format: Form = ReportFormat.text,
) -> None:
    """ROUGE and check rates of the summarizer, next to Lead. Records need `text` and `summary`; `lang` is optional."""
    from briefsmith.evaluate.report import render
    from briefsmith.evaluate.summaries import SummaryOptions, evaluate_summaries
    from briefsmith.languages import canonical

    options = SummaryOptions(length, canonical(lang), limit, with_sumy, compress)
    write_stdout(render([evaluate_summaries(source, options) for source in data], format.value))


@app.command()
def translation(
    data: Data,
    source: Annotated[str, typer.Option("--from", metavar="LANG", help="Language of `source`.", show_default=False)],
    target: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of `target`.", show_default=False)],
    limit: Limit = None,
    format: Form = ReportFormat.text,
    config: Config = None,
    assignments: Assignments = None,
) -> None:
    """BLEU and chrF of the translator. Records need `source` and `target`."""
    from briefsmith.evaluate.report import render
    from briefsmith.evaluate.translation import evaluate_translation
    from briefsmith.languages import canonical
    from briefsmith.translate.lines import translate_lines
    from briefsmith.wiring.translation import build_translator

    settings = settings_of(config, assignments)
    pair = canonical(source), canonical(target)
    translator = build_translator(settings, *pair)
    report = evaluate_translation(data, lambda texts: translate_lines(texts, translator, pair[0]), pair[1], limit)
    write_stdout(render([report], format.value))


@app.command()
def cleaning(data: Data, limit: Limit = None, format: Form = ReportFormat.text) -> None:
    """Precision and recall of cleaning. Records need `page_text` and `article`."""
    from briefsmith.clean.blocks import find_body
    from briefsmith.evaluate.cleaning import evaluate_cleaning
    from briefsmith.evaluate.report import render

    def clean(page: str) -> str:
        return "\n".join(page[start:end] for start, end in find_body(page).paragraphs)

    write_stdout(render([evaluate_cleaning(data, clean, limit)], format.value))
