"""`briefsmith serve`: the Python API over HTTP, and a page in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from briefsmith.cli.common import Assignments, Config, note, settings_of, write_stdout
from briefsmith.errors import UsageError


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    token_env: Annotated[
        str | None,
        typer.Option(metavar="VARIABLE", help="The environment variable with the token that requests must send."),
    ] = None,
    waiting: Annotated[int, typer.Option(min=0, help="Requests that may wait while one is worked on.")] = 8,
    seconds: Annotated[float, typer.Option(min=1, help="Most seconds for a request, waiting included.")] = 60,
    max_bytes: Annotated[int, typer.Option(min=1000, help="Most bytes of a request.")] = 10_000_000,
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="Where batches are kept.")] = Path("outputs/service"),
    fetch: Annotated[bool, typer.Option(help="Read addresses, as well as texts and files.")] = True,
    config: Config = None,
    assignments: Assignments = None,
) -> None:
    """Serve briefs, translations and batches over HTTP, and a page where you paste an article and read its brief.

    Only this machine can reach it, unless you give another address, which needs a token. The description of all requests
    is at /openapi.json.
    """
    settings = settings_of(config, assignments)
    try:
        import fastapi  # noqa: F401
        import uvicorn
    except ImportError:
        raise UsageError("serve needs FastAPI and uvicorn: pip install 'briefsmith[serve]'") from None
    from briefsmith.api import Briefsmith
    from briefsmith.service.app import create_app
    from briefsmith.service.options import ServiceOptions
    from briefsmith.settings.layers import ENV_RESERVED
    from briefsmith.wiring.pipeline import build_pipeline
    from briefsmith.wiring.reading import read_options

    options = ServiceOptions(host, port, _token(token_env), waiting, seconds, max_bytes, data, fetch)
    if not options.local and options.token is None:
        raise UsageError(
            f"--host {host}: other machines could use the service; give them a token with --token-env VARIABLE"
        )
    build_pipeline(settings)  # models that are missing are named now
    # The settings of a batch are all in its request: no variable may change them.
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFSMITH_") or k in ENV_RESERVED}
    app = create_app(Briefsmith._of(settings), read_options(settings), options, kept)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            limit_concurrency=200,
            timeout_keep_alive=5,
        )
    )
    write_stdout(f"{options.url}\n")
    note("press Ctrl-C to stop")
    server.run()


def _token(variable: str | None) -> str | None:
    if variable is None:
        return None
    if not (token := os.environ.get(variable)):
        raise UsageError(f"--token-env {variable}: this variable is not set; put the token in it")
    return token
