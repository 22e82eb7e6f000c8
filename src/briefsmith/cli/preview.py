"""`briefsmith preview`: briefs next to their evidence, in the browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from briefsmith.cli.common import note, write_stdout


def preview(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|FILE",
            help="What 'newsletter' wrote, or the JSON of 'run --format json'.",
            show_default=False,
        ),
    ],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 picks a free one.")] = 0,
    open: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the page in the browser. Default: if there is a screen.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show briefs side by side, each sentence with its source, its checks and how it was made.

    The page is served on this machine only, at the address that is printed, until Ctrl-C. Reload it to see new files.
    """
    from briefsmith.preview.issue import IssueFiles
    from briefsmith.preview.server import PreviewServer

    issue = IssueFiles.find(path)
    issue.data()  # errors are reported here, not in the browser
    with PreviewServer(issue, port) as server:
        write_stdout(f"{server.url}\n")
        note("press Ctrl-C to stop")
        if _has_screen() if open is None else open:
            _open_browser(server.url)
        server.serve_forever()


def _has_screen() -> bool:
    """Whether a browser would have a window; without one `webbrowser` starts text browsers in this terminal."""
    return sys.platform in {"darwin", "win32"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def _open_browser(url: str) -> None:
    import threading
    import webbrowser

    # Some browsers return only when they are closed, and must be served until then.
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
