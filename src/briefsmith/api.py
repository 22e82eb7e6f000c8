"""What a Python program imports: the same pipeline as the commands, from settings given in code.

Nothing is read from the current folder or the environment: a library call means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, overload

from briefsmith.credentials import without_credentials
from briefsmith.errors import EngineError, InputError, ModelUnavailableError, UsageError
from briefsmith.languages import canonical
from briefsmith.lazy import Kept
from briefsmith.model import Brief, CleanDocument, Document, Failure, Result
from briefsmith.sources import ReadOptions, read
from briefsmith.sources.names import slug
from briefsmith.stages import Pipeline, apply, failure_of
from briefsmith.translate.lines import translate_texts
from briefsmith.wiring.pipeline import build_clean, build_pipeline
from briefsmith.wiring.reading import RunSettings, configured, read_options
from briefsmith.wiring.translation import build_translator

if TYPE_CHECKING:
    from briefsmith.translate.lines import SentenceTranslator

Article = str | Path | Document
# Articles that go through the pipeline together: enough for full batches of every engine, few enough for memory.
_TOGETHER = 64
_WEB = ("http://", "https://")


class Briefsmith:
    """Makes briefs; models are loaded at their first use and kept, so one object serves many articles.

    `lang` names the languages to write in, `length` the lengths (`headline`, `short`, `medium`, `long`, or such as `60w`,
    `280c`, `3s`, `3p`), `source_lang` the language of the articles, `config` a profile or a YAML file, and `settings` any
    other settings, by dotted name (`{"translator.beam_size": 8}`). What is None is as in `config` and `settings`; where
    these say nothing, briefs are in the article's own language, which is detected, and `medium`. Raises SettingsError for
    values that do not validate.

    An article is a `Path` to a file, an http(s) address, a `Document`, or, as any other string, the text itself.
    """

    def __init__(
        self,
        lang: str | Sequence[str] | None = None,
        length: str | Sequence[str] | None = None,
        *,
        source_lang: str | None = None,
        config: str | Path | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        named: dict[str, Any] = {"languages": _listed(lang)} if lang is not None else {}
        named |= {"lengths": _listed(length)} if length is not None else {}
        named |= {"source_language": source_lang} if source_lang is not None else {}
        self._hold(configured(config, {**(settings or {}), **named}), Kept())

    def _hold(self, settings: RunSettings, models: Kept) -> None:
        self._settings = settings
        self._models = models
        self._built = Kept()

    @classmethod
    def _of(cls, settings: RunSettings, models: Kept | None = None) -> Briefsmith:
        smith = cls.__new__(cls)
        smith._hold(settings, models or Kept())
        return smith

    def __getstate__(self) -> RunSettings:
        return self._settings  # models load again where it goes to

    def __setstate__(self, settings: RunSettings) -> None:
        self._hold(settings, Kept())

    @property
    def settings(self) -> dict[str, Any]:
        """All settings by section, as JSON."""
        return self._settings.model_dump(mode="json")

    def variant(
        self,
        lang: str | Sequence[str] | None = None,
        length: str | Sequence[str] = "medium",
        *,
        source_lang: str | None = None,
    ) -> Briefsmith:
        """Another one for other languages and lengths, with the same settings otherwise and the same loaded models.

        Raises SettingsError.
        """
        named: dict[str, Any] = {"languages": _listed(lang or []), "lengths": _listed(length)}
        named |= {"source_language": source_lang} if source_lang is not None else {}
        chosen = configured(None, named)
        update = {name: getattr(chosen, name) for name in named}
        return self._of(self._settings.model_copy(update=update), self._models)

    def run(self, article: Article) -> Result:
        """The briefs of one article, in every language and length. Errors are in `failures`, not raised."""
        (result,) = self.run_all([article])
        return result

    def run_all(self, articles: Iterable[Article]) -> Iterator[Result]:
        """One result for each article, in order, processed in groups; a bad article never stops the others."""
        pipeline = self._pipeline()
        numbered = enumerate(articles, 1)
        while group := list(islice(numbered, _TOGETHER)):
            read_in = [self._read_or_failure(article, f"text-{number}") for number, article in group]
            worked = iter(pipeline.run([item for item in read_in if isinstance(item, Document)]))
            for item in read_in:
                yield Result(item.document_id, failures=(item,)) if isinstance(item, Failure) else next(worked)

    def clean(self, article: Article) -> CleanDocument:
        """The article without its page, as sentences; what was dropped is in `dropped`, with reasons.

        The language is `und` if it is neither detected nor stated. Raises InputError.
        """
        document = self._document(article, "text")
        (cleaned,) = apply(build_clean(self._settings, needs_language=False), [document], lambda item: item.id)
        if isinstance(cleaned, Failure):
            _raise(cleaned)
        return cleaned

    @overload
    def translate(  # type: ignore[overload-overlap]  # a string is a sequence of strings too, but comes first
        self, text: str, source: str, target: str
    ) -> str: ...
    @overload
    def translate(self, text: Sequence[str], source: str, target: str) -> list[str]: ...
    def translate(self, text: str | Sequence[str], source: str, target: str) -> str | list[str]:
        """A text, or each of several, from one language into another, checked as briefs are.

        Line breaks stay where they are. Raises UsageError for an unknown language, ModelUnavailableError for a pair that
        no model here translates.
        """
        pair = canonical(source), canonical(target)
        texts = [text] if isinstance(text, str) else list(text)
        if wrong := [item for item in texts if not isinstance(item, str)]:
            raise UsageError(f"translate takes texts, each a str; one is of type {type(wrong[0]).__name__}")
        if pair[0] == pair[1]:
            return text if isinstance(text, str) else texts
        translator: SentenceTranslator = self._built.get(
            pair, lambda: build_translator(self._settings, *pair, self._models)
        )
        done = translate_texts(texts, translator, pair[0])
        return done[0] if isinstance(text, str) else done

    def _pipeline(self) -> Pipeline:
        return self._built.get("pipeline", lambda: build_pipeline(self._settings, self._models))

    def _document(self, article: Article, name: str) -> Document:
        document = to_document(article, name, read_options(self._settings))
        language = self._settings.source_language
        return document if language is None else replace(document, language=language)

    def _read_or_failure(self, article: Article, name: str) -> Document | Failure:
        try:
            return self._document(article, name)
        except InputError as error:
            return failure_of(_name_of(article, name), "read", error)


def brief(
    article: Article,
    lang: str | None = None,
    length: str | None = None,
    *,
    source_lang: str | None = None,
    config: str | Path | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Brief:
    """One brief of one article, in one language and length; `Briefsmith` takes the same arguments and several of each.

    Raises InputError for an article that cannot be read or used, ModelUnavailableError and EngineError for models,
    SettingsError for settings.
    """
    smith = Briefsmith(lang, length, source_lang=source_lang, config=config, settings=settings)
    if len(smith._settings.languages) > 1 or len(smith._settings.lengths) > 1:
        raise UsageError("brief makes one brief; for several languages or lengths use briefsmith.Briefsmith")
    result = smith.run(article)
    if result.failures:
        _raise(result.failures[0])
    return result.briefs[0]


def to_document(article: Article, name: str, options: ReadOptions) -> Document:
    """The document of an article; `name` is the id of one given as text.

    Raises InputError as `sources.read` does, and for what is no article; UsageError for a string that is clearly meant as
    a file name.
    """
    if isinstance(article, Document):
        return article
    if not isinstance(article, str | Path):
        kind = type(article).__name__
        raise InputError(
            f"{name} is no article but of type {kind}: give a str, a pathlib.Path or a Document.", "no_text"
        )
    if isinstance(article, Path) or article.startswith(_WEB):
        return read(str(article), options=options)
    if len(article) < 1000 and not any(map(str.isspace, article)) and _is_file(article):
        raise UsageError(f"{article!r} is read as the text of an article; for the file pass pathlib.Path({article!r})")
    return Document.create(name, article)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a text in Chinese has no spaces, and is longer than the name of a file may be
        return False


def _name_of(article: Article, name: str) -> str:
    return (
        slug(without_credentials(str(article))) if isinstance(article, Path) or str(article).startswith(_WEB) else name
    )


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _raise(failure: Failure) -> NoReturn:
    """The exception that a failure was made from."""
    if failure.kind == "model_unavailable":
        raise ModelUnavailableError(failure.message)
    if failure.kind in {"engine", "internal"}:
        raise EngineError(failure.message)
    raise InputError(failure.message, failure.kind)
