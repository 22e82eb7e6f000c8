"""The models inside the package as pipelines, where none was named and the old default is not on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from briefsmith.engines.base import GenerationParams
from briefsmith.engines.folder import ModelFolder, embedded_models
from briefsmith.engines.registry import open_engine
from briefsmith.errors import InputError

Work = Callable[[list[str]], list[str]]
# The default length of a brief; the summaries of distilbart-cnn have about half of it.
_LENGTH = "60w"


class EmbeddedPipeline:
    """`pipeline(task)` without a network, a download or torch: the same calls, the same shape of the result.

    Arguments of `generate` have no effect. `about` is a sentence on what it runs. It has no `model` and no `tokenizer`.
    """

    framework = None

    def __init__(self, task: str, return_name: str, work: Work, about: str) -> None:
        self.task = task
        self.return_name = return_name
        self.about = about
        self._work = work

    def __call__(self, inputs: Any, **kwargs: Any) -> Any:
        """A list with one dict for a text, with one for each text of a list; an iterator for generators and datasets.

        A text in which there is nothing to summarize or translate gives an empty one. Raises TypeError for anything that
        is not text.
        """
        inputs = as_list(inputs)
        if isinstance(inputs, str):
            return self._outputs([inputs])
        if isinstance(inputs, list):
            return self._outputs(inputs)
        if isinstance(inputs, Iterable):
            return self._each(inputs)
        if hasattr(inputs, "__getitem__") and hasattr(inputs, "__len__"):  # a dataset of torch, such as KeyDataset
            return self._each(inputs[i] for i in range(len(inputs)))
        raise TypeError(
            f" `args[0]`: {inputs} have the wrong format. The should be either of type `str` or type `list`"
        )

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(
            f"this pipeline has no {name!r}. {self.__dict__.get('about', '')} For one with a model and a tokenizer name "
            "the model: pipeline(task, model=...)",
            name=name,
            obj=self,
        )

    def _outputs(self, texts: list[str]) -> list[dict[str, str]]:
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(" `args[0]`: a list has the wrong format: each item should be of type `str`")
        return [{f"{self.return_name}_text": text} for text in self._work(texts)]

    def _each(self, texts: Iterable[str]) -> Iterator[list[dict[str, str]]]:
        for text in texts:
            yield self._outputs([text])


def embedded_pipeline(task: str) -> EmbeddedPipeline | None:
    """What the package itself has for a task: extractive summaries, and the pairs that it translates; otherwise None."""
    if task == "summarization":
        about = (
            "The embedded summarizer is used: its summaries are sentences of the text, and arguments of `generate` have "
            "no effect."
        )
        return EmbeddedPipeline(task, "summary", _summaries, about)
    _, source, _, target = f"{task}___".split("_")[:4]
    folder = next((model for model in embedded_models() if model.pair == (source, target)), None)
    if folder is None:
        return None
    about = (
        f"The embedded {source}>{target} model is used, of draft quality: read what it writes before you publish it. "
        "Arguments of `generate` have no effect."
    )
    return EmbeddedPipeline(task, "translation", _translator(folder), about)


def as_list(inputs: Any) -> Any:
    """A column of the library datasets (`dataset["text"]`) as the list that it was before its version 4."""
    return list(inputs) if type(inputs).__module__.startswith("datasets.") else inputs


def _summaries(texts: list[str]) -> list[str]:
    from briefsmith.clean.stage import Clean
    from briefsmith.model import Document
    from briefsmith.summarize.extractive import ExtractiveSummarizer
    from briefsmith.text.length import Length

    # They are articles as they stand: a text given to a pipeline has no page around it. Where nobody can say the language,
    # as of two words, sentences are found all the same.
    clean, summarize = Clean(boilerplate=False, needs_language=False), ExtractiveSummarizer([Length.parse(_LENGTH)])

    def summary(text: str) -> str:
        try:
            (made,) = summarize(clean([Document.create("text", text)]))
        except InputError:  # no sentence: among many rows there is always such a one
            return ""
        return made.briefs[0].text()

    return [summary(text) for text in texts]


def _translator(folder: ModelFolder) -> Work:
    from briefsmith.translate.checked import CheckedTranslator
    from briefsmith.translate.lines import translate_lines
    from briefsmith.translate.seq2seq import Seq2SeqTranslator

    source, target = folder.pair
    params = GenerationParams(beam_size=4, num_hypotheses=4, source_language=source, target_language=target)
    engine = open_engine(folder.path, name=folder.name, revision=folder.revision)
    checked = CheckedTranslator(Seq2SeqTranslator(engine, params, as_trained=True), folder.pair)

    def translate(texts: list[str]) -> list[str]:
        lines = [text.split("\n") for text in texts]
        done = iter(translate_lines([line for part in lines for line in part], checked, source))
        return ["\n".join(next(done) for _ in part) for part in lines]

    return translate
