"""What a service is sent, as JSON."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]
_AsList = AfterValidator(lambda given: [given] if isinstance(given, str) else given)
# One may be given without its list, as in Python.
Languages = Annotated[Annotated[list[Name], Field(max_length=20)] | Name, _AsList]
Lengths = Annotated[Annotated[list[Name], Field(min_length=1, max_length=20)] | Name, _AsList]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Wishes(_Request):
    """In which languages and lengths; without languages, the article's own."""

    lang: Languages = Field([], description="Languages to write in, such as `de`; empty: the article's own.")
    length: Lengths = Field(["medium"], description="`headline`, `short`, `medium`, `long`, `60w`, `280c`, `3s`, `3p`.")
    source_lang: Name | None = Field(None, description="Language of the article; detected if it is not given.")


class ArticleRequest(_Request):
    """One article: its text, or its address on the web."""

    text: Text | None = Field(None, description="The text, HTML or Markdown of the article.")
    url: Annotated[str, StringConstraints(pattern=r"^https?://", max_length=2000)] | None = Field(
        None, description="Its address, which the service fetches."
    )

    @model_validator(mode="after")
    def _one(self) -> ArticleRequest:
        if (self.text is None) == (self.url is None):
            raise ValueError("give either text or url")
        return self


class BriefsRequest(ArticleRequest, Wishes):
    """One article, and what to make of it."""


class TranslateRequest(_Request):
    """Texts of one language, to be written in another."""

    text: Annotated[list[str], Field(min_length=1, max_length=1000)]
    source: Name
    target: Name


class BatchDocument(_Request):
    """One article of a batch."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    text: Text


class BatchRequest(Wishes):
    """Many articles."""

    documents: Annotated[list[BatchDocument], Field(min_length=1, max_length=10_000)]
