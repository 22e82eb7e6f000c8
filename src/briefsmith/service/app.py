"""The application: routes, errors, what is refused before both, and the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import Response

from briefsmith.api import Briefsmith
from briefsmith.service.answers import COMMON, handle_errors
from briefsmith.service.batches import Batches
from briefsmith.service.gate import Gate
from briefsmith.service.options import ServiceOptions
from briefsmith.service.routes import Routes
from briefsmith.service.smithy import Smithy
from briefsmith.sources import ReadOptions
from briefsmith.version import __version__

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_STATIC = {
    "": ("briefsmith.service", "index.html", "text/html"),
    "service.js": ("briefsmith.service", "service.js", "text/javascript"),
    "service.css": ("briefsmith.service", "service.css", "text/css"),
    "preview.js": ("briefsmith.preview", "preview.js", "text/javascript"),
    "preview.css": ("briefsmith.preview", "preview.css", "text/css"),
}


def create_app(
    smith: Briefsmith, read_options: ReadOptions, options: ServiceOptions, environment: Mapping[str, str]
) -> FastAPI:
    """The service. The settings of `smith` apply to every request, which chooses its languages and lengths.

    `environment` is that of the processes that work on batches.
    """
    smithy = Smithy(options.waiting, options.seconds)
    batches = Batches(options.data, environment)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        batches.start()
        yield
        smithy.close()
        batches.stop()

    app = FastAPI(
        title="briefsmith",
        version=__version__,
        description="Short, faithful briefs of articles in the reader's language, made on this machine.",
        lifespan=lifespan,
        # Their pages load scripts from elsewhere; nothing here calls home.
        docs_url=None,
        redoc_url=None,
        responses=COMMON,
    )
    app.add_middleware(Gate, options=options)
    handle_errors(app)
    app.include_router(Routes(smith, smithy, batches, read_options, fetch=options.fetch).router())
    for name in _STATIC:
        app.add_api_route(f"/{name}", partial(_static, name), methods=["GET", "HEAD"], include_in_schema=False)
    return app


async def _static(name: str) -> Response:
    """The page and what it loads; the names that exist, never a path."""
    package, file, kind = _STATIC[name]
    body = (files(package) / "static" / file).read_bytes()
    return Response(body, media_type=f"{kind}; charset=utf-8", headers={"Content-Security-Policy": PAGE_POLICY})
