"""The requests that a service answers: each checks, hands the work on, and answers in JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import ValidationError

from briefsmith.api import Briefsmith
from briefsmith.engines.folder import embedded_models
from briefsmith.errors import InputError, UsageError
from briefsmith.languages import LANGUAGES
from briefsmith.model import Document, Result
from briefsmith.models.firefox_here import pulled_models
from briefsmith.preview.issue import issue_data
from briefsmith.render.json import clean_data, result_data
from briefsmith.render.schema import ResultData
from briefsmith.service.answers import ERROR, whole
from briefsmith.service.batches import Batches, BatchState
from briefsmith.service.requests import ArticleRequest, BatchRequest, BriefsRequest, TranslateRequest, Wishes
from briefsmith.service.smithy import BusyError, Smithy
from briefsmith.sources import ReadOptions
from briefsmith.sources.extracted import Raw
from briefsmith.sources.names import slug
from briefsmith.sources.reader import only, read
from briefsmith.sources.readers import format_of_suffix, to_document
from briefsmith.version import __version__

SENT_FILE = File(description="A file of any format that `run` reads.")


class Routes:
    """The requests, over a Briefsmith whose settings and models all of them share."""

    def __init__(
        self, smith: Briefsmith, smithy: Smithy, batches: Batches, read_options: ReadOptions, *, fetch: bool
    ) -> None:
        self._smith = smith
        self._smithy = smithy
        self._batches = batches
        self._read_options = read_options
        self._fetch = fetch

    def router(self) -> APIRouter:
        """All routes, described for /openapi.json; those of the page are not."""
        router = APIRouter()
        briefs: dict[str, Any] = {"response_model": ResultData, "response_model_exclude_unset": True}
        missing: dict[str, Any] = {"responses": {404: ERROR}}
        for method, path, route, tag, more in (
            ("GET", "/health", self.health, "service", {}),
            ("HEAD", "/health", self.health, "service", {"include_in_schema": False}),
            ("GET", "/languages", self.languages, "service", {}),
            ("POST", "/briefs", self.briefs, "briefs", briefs),
            ("POST", "/briefs/file", self.briefs_of_file, "briefs", briefs),
            ("POST", "/translate", self.translate, "briefs", {}),
            ("POST", "/clean", self.clean, "briefs", {}),
            ("POST", "/batches", self.add_batch, "batches", {"status_code": 202}),
            ("GET", "/batches/{id}", self.batch, "batches", missing),
            ("GET", "/batches/{id}/results", self.results, "batches", missing),
            ("POST", "/page", self.page, "page", {"include_in_schema": False}),
            ("POST", "/page/file", self.page_of_file, "page", {"include_in_schema": False}),
        ):
            router.add_api_route(path, route, methods=[method], tags=[tag], **more)
        return router

    async def health(self) -> dict[str, str]:
        """That the service answers, and its version."""
        return {"status": "ok", "version": __version__}

    async def languages(self) -> dict[str, Any]:
        """The languages that are summarized, and the pairs that the models without a name on this machine translate."""
        pairs = [*pulled_models(), *embedded_models()]
        return {
            "summarized": {code: language.name for code, language in LANGUAGES.items()},
            "translated": [{"source": m.source, "target": m.target, "model": m.name} for m in pairs],
        }

    async def briefs(self, request: BriefsRequest) -> JSONResponse:
        """The briefs of one article, as `run --format json` writes them."""
        return JSONResponse(result_data(await self._asked(request)))

    async def briefs_of_file(
        self,
        file: UploadFile = SENT_FILE,
        lang: str = Form("", description="Languages, separated by commas."),
        length: str = Form("medium", description="Lengths, separated by commas."),
        source_lang: str = Form("", description="Language of the article."),
    ) -> JSONResponse:
        """The same for a file, sent as a form."""
        return JSONResponse(result_data(await self._asked_of_file(file, lang, length, source_lang)))

    async def page(self, request: BriefsRequest) -> JSONResponse:
        """What the page shows of one article."""
        return JSONResponse(issue_data("", [await self._asked(request)]))

    async def page_of_file(
        self, file: UploadFile = SENT_FILE, lang: str = Form(""), length: str = Form("medium")
    ) -> JSONResponse:
        """What the page shows of a file."""
        return JSONResponse(issue_data("", [await self._asked_of_file(file, lang, length, "")]))

    async def translate(self, request: TranslateRequest) -> dict[str, list[str]]:
        """Texts in another language: one for each, its lines kept, every sentence checked."""
        return {"text": await self._smithy.call(self._smith.translate, request.text, request.source, request.target)}

    async def clean(self, request: ArticleRequest) -> dict[str, Any]:
        """The article without its page: its sentences, and every part that was dropped with the reason."""
        return clean_data(await self._smithy.call(self._smith.clean, await self._document(request)))

    async def add_batch(self, request: BatchRequest) -> BatchState:
        """Many articles; one batch is worked on after the other. The same batch sent again is the same batch."""
        documents = [document.model_dump() for document in request.documents]
        state = await run_in_threadpool(self._batches.add, documents, self._for(request).settings)
        if state is None:
            raise BusyError
        return state

    async def batch(self, id: str) -> BatchState:
        """How far a batch is."""
        return await run_in_threadpool(self._known, id)

    async def results(self, id: str) -> StreamingResponse:
        """The briefs of a batch as JSON lines; none before it is done."""
        await run_in_threadpool(self._known, id)
        return StreamingResponse(self._batches.results(id), media_type="application/x-ndjson")

    def _known(self, id_: str) -> BatchState:
        state = self._batches.state(id_)
        if state is None:
            raise InputError(f"there is no batch {id_[:40]!r}", "missing")
        return state

    def _for(self, wishes: Wishes) -> Briefsmith:
        """Raises SettingsError for languages and lengths that do not exist."""
        return self._smith.variant(wishes.lang or None, wishes.length, source_lang=wishes.source_lang)

    async def _asked(self, request: BriefsRequest) -> Result:
        chosen = self._for(request)  # before anything is read
        return await self._made(chosen, await self._document(request))

    async def _asked_of_file(self, file: UploadFile, lang: str, length: str, source_lang: str) -> Result:
        try:
            wishes = Wishes(lang=_listed(lang), length=_listed(length) or ["medium"], source_lang=source_lang or None)
        except ValidationError as error:
            raise UsageError("; ".join(str(problem["msg"]) for problem in error.errors())) from None
        chosen, name = self._for(wishes), file.filename or "file"
        raw = Raw(slug(name), name, await file.read(), format_of_suffix(f".{name.rpartition('.')[2]}"))
        return await self._made(chosen, await run_in_threadpool(only, raw, self._read_options))

    async def _made(self, smith: Briefsmith, document: Document) -> Result:
        return whole(await self._smithy.call(smith.run, document))

    async def _document(self, request: ArticleRequest) -> Document:
        """Reading takes a thread of its own, so that a slow address keeps nobody else waiting."""
        if request.text is not None:
            raw = Raw("text", "the text", request.text.encode("utf-8", "replace"))
            return await run_in_threadpool(to_document, raw, self._read_options)
        if not self._fetch:
            raise UsageError("this service reads no addresses; send the text")
        return await run_in_threadpool(lambda: read(request.url or "", options=self._read_options))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
