"""Mozilla's servers on this machine, with the toys in place of its models: catalog, files and records, over real HTTP."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from sources.server import serving

TOYS = Path(__file__).parents[1] / "engines/firefox"
FOLDERS = {("en", "de"): TOYS / "toy", ("fr", "en"): TOYS / "toy_fren"}
RUN = "models/{source}-{target}/run_1/exported"
RECORDS = "v1/buckets/main/collections/translations-models-v2/records"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Mozilla:
    """What is served, by path, and how the server treats those who fetch it."""

    files: dict[str, bytes] = field(default_factory=dict)
    # The next answers with a file that is longer than this end after so many bytes.
    breaks: int = 0
    break_after: int = 3000
    # Files answered with a page, as a hotel's network does.
    pages: bool = False
    resumes: bool = True
    requests: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    @contextmanager
    def running(self) -> Iterator[Mozilla]:
        mozilla = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                mozilla.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        with serving(Handler) as self.url:
            yield self

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path, wanted = request.path.lstrip("/"), request.headers.get("Range", "")
        self.requests.append((path, wanted))
        content = self.files.get(path)
        if self.pages:
            content = b"<!DOCTYPE html><title>Welcome to our network</title>"
        if content is None:
            request.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.resumes else 0
        if start >= len(content):
            request.send_error(416)
            return
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(content) - start))
        request.end_headers()
        end = len(content)
        if self.breaks and end - start > self.break_after:
            self.breaks, end = self.breaks - 1, start + self.break_after
        request.wfile.write(content[start:end])

    def fetched(self) -> list[str]:
        """The names of the files that were asked for."""
        return [path.rpartition("/")[2] for path, _ in self.requests if path.endswith(".gz")]


def packed(folder: Path) -> dict[str, bytes]:
    return {f"{path.name}.gz": gzip.compress(path.read_bytes(), mtime=0) for path in sorted(folder.iterdir())}


def serve_toys() -> Mozilla:
    """Both toys, as `base-memory` models with their catalog; en-de also as `tiny`, in the repository's folders only."""
    models: dict[str, Any] = {}
    mozilla = Mozilla()
    for (source, target), folder in FOLDERS.items():
        base = RUN.format(source=source, target=target)
        files = packed(folder)
        mozilla.files |= {f"{base}/{name}": data for name, data in files.items()}
        models[f"{source}-{target}"] = [published(base, files, "base-memory")]
    mozilla.files |= {f"models/tiny/ende/{name}": data for name, data in packed(FOLDERS["en", "de"]).items()}
    mozilla.files["db/models.json"] = json.dumps({"baseUrl": "https://elsewhere.example", "models": models}).encode()
    return mozilla


def published(base: str, files: dict[str, bytes], architecture: str, status: str = "Release") -> dict[str, Any]:
    """A model as Mozilla's catalog has it: only the weights are hashed."""
    kinds = {"lex": "lexicalShortlist", "model": "model", "vocab": "vocab"}
    listed: dict[str, Any] = {kinds[name.partition(".")[0]]: {"path": f"{base}/{name}"} for name in files}
    weights = gzip.decompress(next(data for name, data in files.items() if name.startswith("model.")))
    listed["model"] |= {"uncompressedSize": len(weights), "uncompressedHash": sha256(weights)}
    return {"architecture": architecture, "releaseStatus": status, "files": listed, "metrics": {}}


def write_list(path: Path) -> None:
    """Our list of the toys, in the form of `firefox.json`."""
    rows = []
    for (source, target), folder in FOLDERS.items():
        files = packed(folder)
        weights = next(file for file in folder.iterdir() if file.name.startswith("model.")).read_bytes()
        row = {
            "source": source, "target": target, "bleu": 40.0, "comet": 0.865,
            "sha256": sha256(weights), "bytes": len(weights),
            "files": {name: [sha256(data), len(data)] for name, data in files.items()},
        }  # fmt: skip
        architectures = ["base-memory", "tiny"] if (source, target) == ("en", "de") else ["base-memory"]
        rows += [{**row, "architecture": architecture} for architecture in architectures]
    path.write_text(json.dumps({"from": "the toys", "models": rows}))
