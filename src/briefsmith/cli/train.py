"""`briefsmith train`: train your own models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefsmith.cli.common import note, write_stdout
from briefsmith.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from briefsmith.training.card import Card

app = typer.Typer(
    help="Train a translator, the summarizer's ranker or a word table on your own data.", no_args_is_help=True
)

Assignments = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a setting, such as model.width=512. Repeatable."),
]
Device = Annotated[str, typer.Option(help="cpu, cuda or auto.")]
Config = Annotated[str, typer.Option(help="A recipe's name (such as en-de) or a .yaml file.")]
Beam = Annotated[int, typer.Option(min=1, help="Hypotheses of the search; 1 is fast, and good enough here.")]
Sample = Annotated[
    int | None, typer.Option(min=0, help="Sample from this many likeliest pieces at each step instead; 0 means all.")
]


@app.command()
def translator(
    config: Config,
    assignments: Assignments = None,
    work: Annotated[
        Path | None, typer.Option(help="Folder of the run. Default: outputs/training/ and the config's name.")
    ] = None,
    resume: Annotated[bool, typer.Option(help="Continue from the folder's checkpoint, if there is one.")] = True,
    device: Device = "auto",
    minutes: Annotated[float | None, typer.Option(min=0.01, help="Sets schedule.minutes.")] = None,
) -> None:
    """From TSV files of sentence pairs to packaged weights. After a stop, the same command continues."""
    from rich.console import Console

    from briefsmith.training.recipe import Run, train_translator
    from briefsmith.training.settings import load_training_settings

    _check_device(device)
    flags = {} if minutes is None else {"schedule.minutes": minutes}
    settings = load_training_settings(config, assignments or (), flags)
    console = Console(stderr=True)
    folder = work or Path("outputs/training") / Path(config).stem
    outcome = train_translator(Run(settings, folder, device, resume), console)
    if not outcome.finished:
        note(f"stopped at step {outcome.steps:,}; the state is saved: run the same command to continue")
        raise typer.Exit(ExitCode.INTERRUPTED)
    if outcome.card is not None and outcome.exported is not None:
        _show(outcome.card, outcome.exported.ct2)


@app.command()
def backtranslate(
    model: Annotated[Path, typer.Option(help="Exported translator from the text's language into the other.")],
    mono: Annotated[Path, typer.Option(help="Text, one sentence a line; plain, .xz or .gz.")],
    out: Annotated[Path, typer.Option(help="The file to write: .tsv, .tsv.xz or .tsv.gz.")],
    origin: Annotated[
        str | None, typer.Option(help="Origin of the pairs. Default: backtranslated_ and a name.")
    ] = None,
    beam: Beam = 1,
    sample: Sample = None,
    max_length: Annotated[int, typer.Option(min=1, help="Leave out sentences with more pieces.")] = 70,
    limit: Annotated[int | None, typer.Option(min=1, help="Read only this many sentences.")] = None,
    device: Device = "auto",
) -> None:
    """Back-translate monolingual text, for `synthetic:` in a recipe. After a stop, the same command continues."""
    from rich.console import Console

    from briefsmith.training.backtranslate import Job
    from briefsmith.training.backtranslate import backtranslate as run
    from briefsmith.training.score import SearchOptions, Translator

    _check_device(device)
    name = origin or f"backtranslated_{mono.name.split('.')[0]}"
    job = Job(mono, out, name, SearchOptions(beam, sample), max_length, limit)
    run(Translator(model, device), job, Console(stderr=True))
    write_stdout(f"{out}\n")


@app.command()
def export(
    config: Config,
    checkpoint: Annotated[Path, typer.Option(help="checkpoint.pt of a run, which may still be running.")],
    out: Annotated[Path, typer.Option(help="Folder to write, with hf/ and ct2-int8/ in it.")],
    assignments: Assignments = None,
    vocabulary: Annotated[Path | None, typer.Option(help="Default: spm.model next to the checkpoint.")] = None,
) -> None:
    """Export and score a checkpoint as it is. The config names the languages, the data's origins and the dev sets."""
    from briefsmith.training.decode import read_dev
    from briefsmith.training.export import load_checkpoint
    from briefsmith.training.files import census
    from briefsmith.training.recipe import export_scored, make_card
    from briefsmith.training.report import require_extra
    from briefsmith.training.settings import load_training_settings

    require_extra("matplotlib", "sacrebleu")
    settings = load_training_settings(config, assignments or ())
    progress = load_checkpoint(checkpoint)[1].get("progress", {})
    card = make_card(settings, census(settings), progress.get("tokens", 0), progress.get("step", 0))
    sets = [read_dev(settings, dev) for dev in settings.dev]
    spm = vocabulary or checkpoint.with_name("spm.model")
    exported, card = export_scored(checkpoint, spm, out, card, sets)
    _show(card, exported.ct2)


@app.command()
def calibrate(
    model: Annotated[Path, typer.Argument(metavar="FOLDER", help="An exported translator.", show_default=False)],
    config: Config,
    assignments: Assignments = None,
) -> None:
    """Learn from a recipe's dev sets how far a translator's own probabilities say that a sentence is wrong.

    `translator` and `export` do this themselves; this is for models that were exported before, or other dev sets.
    """
    from briefsmith.engines.folder import ModelFolder, exported
    from briefsmith.training.calibrate import FEWEST, write_calibration
    from briefsmith.training.calibrate import calibrate as learned
    from briefsmith.training.decode import read_dev
    from briefsmith.training.settings import load_training_settings

    folder = ModelFolder.open(exported(model))
    settings = load_training_settings(config, assignments or ())
    if folder.pair != (settings.source, settings.target):
        raise UsageError(
            f"{model} translates {folder.source}>{folder.target}, {config} {settings.source}>{settings.target}."
        )
    calibration = learned(folder, [read_dev(settings, dev) for dev in settings.dev])
    if not calibration:
        raise UsageError(f"The dev sets of {config} are too small: at least {FEWEST} sentences are needed.")
    write_calibration(folder.path, calibration)
    note(f"{calibration['sentences']:,} sentences, {calibration['share_wrong']:.0%} of them count as wrong")
    write_stdout(f"{folder.path}\n")


@app.command()
def bundle(
    config: Config,
    out: Annotated[Path, typer.Option(help="The folder to make.")],
    assignments: Assignments = None,
    data_dir: Annotated[Path | None, typer.Option(help="Sets data_dir.")] = None,
    size: Annotated[
        float | None, typer.Option(min=0.001, help="MB that the data may take; the least useful is left out first.")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(help="Folder of intermediate files. Default: outputs/training/ and the config's name."),
    ] = None,
) -> None:
    """A folder that trains a model of several directions on a rented GPU, with torch, numpy and sentencepiece alone."""
    from rich.console import Console

    from briefsmith.training.bundle.build import Order, build_bundle
    from briefsmith.training.bundle.settings import load_bundle_settings

    settings = load_bundle_settings(config, assignments or (), {} if data_dir is None else {"data_dir": data_dir})
    folder = work or Path("outputs/training") / Path(config).stem
    limit = None if size is None else int(size * 1e6)
    packed = build_bundle(Order(settings, out, folder, limit), Console(stderr=True))
    note(f"{packed / 1e6:.1f} MB of data")
    write_stdout(f"{out}\n")


@app.command(name="import")
def bring(
    result: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that a bundle's run.sh wrote.")],
    to: Annotated[
        Path | None, typer.Option(help="Folder to write, one below it for each direction. Default: OUT-models.")
    ] = None,
    lines: Annotated[
        int | None, typer.Option(min=1, help="Score only this many lines of each development set.", show_default="all")
    ] = None,
) -> None:
    """Bring home what a bundle trained: join its parts, export each direction, score it with int8 on the CPU."""
    from rich.console import Console

    from briefsmith.training.bundle.home import bring_home
    from briefsmith.training.report import require_extra

    require_extra()
    folder = to or result.resolve().with_name(result.resolve().name + "-models")
    for brought in bring_home(result, folder, Console(stderr=True), lines):
        _show(brought.card, brought.exported.ct2)


@app.command()
def ranker(
    data: Annotated[
        list[str], typer.Argument(metavar="DATA", help="JSONL files with text and summary.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="The JSON file to write; name it in summarizer.weights.")],
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of records without `lang`.")] = "en",
) -> None:
    """Train the summarizer's ranker on texts with reference summaries; a minute for 1,000 news articles."""
    from briefsmith.evaluate.data import read
    from briefsmith.evaluate.summaries import document
    from briefsmith.languages import canonical
    from briefsmith.training.ranker import examples, fit, save
    from briefsmith.training.report import require_extra

    require_extra("sklearn")
    code = canonical(lang)
    records = [record for path in data for record in read(path, ("text", "summary"))]
    texts = ((document(r["text"], canonical(r.get("lang") or code)), r["summary"]) for r in records)
    save(fit(examples(texts)), out)
    note(f"{len(records):,} texts")
    write_stdout(f"{out}\n")


@app.command("word-table")
def word_table(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="TSV files of sentence pairs, with or without an origin before them; plain, .xz or .gz.",
            show_default=False,
        ),
    ],
    pair: Annotated[str, typer.Option(metavar="SRC-TGT", help="The languages, such as en-de.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The .json.gz file to write.", show_default=False)],
    human: Annotated[
        str | None,
        typer.Option(
            metavar="REGEX", help="Origins of careful human translations, used first to fit the decision. Default: all."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Pairs to learn the words from.")] = 200_000,
) -> None:
    """Learn which words translate which, so that the check of translations finds parts that were left out.

    Two minutes and 3 GB for 200,000 pairs. The file says how it was measured.
    """
    from briefsmith.training.report import require_extra
    from briefsmith.training.word_tables import learn, parse_origins, parse_pair, read, write

    require_extra("sklearn")
    languages, origins = parse_pair(pair), parse_origins(human)
    data = learn(read(files, origins, limit), languages)
    write(data, out)
    note(f"{len(data['words']):,} words of {data['pair']}")
    write_stdout(f"{out}\n")


def _show(card: Card, model: Path) -> None:
    for score in card.scores:
        note(f"{score.dataset}: BLEU {score.bleu:.1f}, chrF {score.chrf:.1f} ({score.decoding})")
    write_stdout(f"{model}\n")


def _check_device(device: str) -> None:
    if device not in {"cpu", "cuda", "auto"}:
        raise UsageError(f"--device {device}: expected cpu, cuda or auto.")
