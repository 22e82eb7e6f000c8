"""`briefsmith eval summaries`: the summarizer compared with Lead and sumy on texts with reference summaries."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefsmith.check.stage import CheckFacts
from briefsmith.errors import UsageError
from briefsmith.evaluate.baselines import SUMY, lead, sumy
from briefsmith.evaluate.data import read
from briefsmith.evaluate.report import Report, SystemScores, bootstrap, sample
from briefsmith.evaluate.rouge import METRICS, rouge
from briefsmith.languages import is_unspaced
from briefsmith.model import CleanDocument, Document, Sentence
from briefsmith.summarize.extractive import ExtractiveSummarizer
from briefsmith.text.length import Length
from briefsmith.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Output:
    """One system's output for a text. `coverage` is None for systems that do not report what they read.

    `flags` counts what the checks flag; it is called after the time is measured. None for systems without checks.
    """

    sentences: Sequence[str]
    flags: Callable[[], int] | None = None
    coverage: float | None = None


System = Callable[[CleanDocument], Sequence[str] | Output]


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How summaries are measured: at which length, in which language if records name none, on how many records."""

    length: str = "3s"
    language: str = "en"
    limit: int | None = None
    with_sumy: bool = False
    compress: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A text in sentences and its reference, one sentence per line."""

    clean: CleanDocument
    reference: str


def evaluate_summaries(source: str, options: SummaryOptions | None = None) -> Report:
    """Score the summarizer, Lead and, if asked, sumy on records with `text` and `summary` (`lang` optional).

    The text is not cleaned again. Raises UsageError or InputError for missing data or extras.
    """
    options = options or SummaryOptions()
    records = read(source, ("text", "summary"))
    chosen = sample(len(records), options.limit)
    items = [item for index in chosen if (item := _item(records[index], options.language, index)).clean.sentences]
    if not items:
        raise UsageError(f"{source} holds no text with a sentence in it.")
    length = Length.parse(options.length)
    rows = [score_system(name, system, items) for name, system in _systems(length, options).items()]
    notes = (
        f"Length: {length.name} (at most {length.limit} {length.unit}). Texts and references were lower-cased, quotes and "
        "dashes made plain, and spaces before punctuation removed; English is stemmed.",
        "in_source: share of the brief's words that are in the source. flagged: share of briefs in which a check found a "
        "fact that the source does not support. coverage: share of the source's sentences that were read for the brief.",
        "Headlines are scored for the length `headline`.",
    )
    return Report("summaries", source, len(items), tuple(rows), notes)


def score_system(name: str, system: System, items: Sequence[Item]) -> SystemScores:
    """ROUGE with intervals, words out, check rates, coverage and seconds of one system."""
    start = time.perf_counter()
    made = [_output(system(item.clean)) for item in items]
    seconds = time.perf_counter() - start
    outputs = [output.sentences for output in made]
    scores = [
        rouge("\n".join(output), item.reference, item.clean.language)
        for output, item in zip(outputs, items, strict=True)
    ]
    words = [_words(" ".join(output), item.clean.language) for output, item in zip(outputs, items, strict=True)]
    in_source = [
        _in_source(output, [sentence.text for sentence in item.clean.sentences])
        for output, item in zip(outputs, items, strict=True)
    ]
    figures = {
        "words": sum(words) / len(items),
        "in_source": sum(in_source) / len(items),
        "empty": float(sum(not output for output in outputs)),
        **_share("flagged", [None if output.flags is None else float(output.flags() > 0) for output in made]),
        **_share("coverage", [output.coverage for output in made]),
        "seconds": seconds,
    }
    return SystemScores(name, {metric: bootstrap([score[metric] for score in scores]) for metric in METRICS}, figures)


def _output(made: Sequence[str] | Output) -> Output:
    return made if isinstance(made, Output) else Output(made)


def _share(name: str, values: Sequence[float | None]) -> dict[str, float]:
    """The mean under its name; empty if the system does not report it."""
    known = [value for value in values if value is not None]
    return {name: sum(known) / len(known)} if known else {}


def document(text: str, language: str, name: str = "document") -> CleanDocument:
    """A clean text as sentences, one paragraph for each line."""
    sentences: list[Sentence] = []
    position = paragraph = 0
    for line in text.split("\n"):
        found = split_sentences(text, position, position + len(line), language, paragraph)
        sentences += found
        position += len(line) + 1
        paragraph += bool(found)
    return CleanDocument(Document.create(name, text, language=language), tuple(sentences))


def _item(record: object, language: str, index: int) -> Item:
    assert isinstance(record, dict)  # noqa: S101 - `read` checked it
    code = str(record.get("lang") or language)
    reference = document(record["summary"], code)
    lines = "\n".join(sentence.text for sentence in reference.sentences)
    return Item(document(record["text"], code, str(record.get("id", index))), lines)


def _systems(length: Length, options: SummaryOptions) -> dict[str, System]:
    summarizer, check = ExtractiveSummarizer([length], compress=options.compress), CheckFacts()

    def ours(clean: CleanDocument) -> Output:
        (made,) = summarizer([clean])
        (brief,) = made.briefs
        texts = [brief.headline] if length.is_headline else [sentence.text for sentence in brief.sentences]

        def flags() -> int:
            return sum(found.status == "flagged" for found in check([made])[0].briefs[0].checks)

        return Output(texts, flags, brief.coverage)

    systems: dict[str, System] = {"briefsmith": ours, "Lead": lambda clean: lead(clean, length)}
    if options.with_sumy:
        systems |= {f"sumy {name}": lambda clean, name=name: sumy(name, clean, length) for name in SUMY}  # type: ignore[misc]
    return systems


def _words(text: str, language: str) -> int:
    return len(text) if is_unspaced(language) else len(text.split())


def _in_source(output: Sequence[str], source: Sequence[str]) -> float:
    here = " ".join(output).lower().split()
    there = set(" ".join(source).lower().split())
    return sum(word in there for word in here) / len(here) if here else 0.0
