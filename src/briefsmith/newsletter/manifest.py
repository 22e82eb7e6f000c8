"""What an issue left in its folder, in `.briefsmith-issue.json`: its files, its stories, and the plan it followed.

By it the next issue removes the files that it no longer has, and no others; the preview knows which stories are in the issue,
and `send` whether a message is still what the plan says.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = ".briefsmith-issue.json"
BRIEFS = "briefs.json"
MAX_BYTES = 20_000_000
# The files of an issue are in its folder, or one below it (pictures); never elsewhere, whatever the manifest says.
_FILE = re.compile(r"(?:[\w-]+/)?(?!\.{1,2}$)[^/\\:]+")


@dataclass(frozen=True, slots=True)
class IssueManifest:
    """`files` are hashes by name, `stories` the ids of the stories that the issue tells, `held` why a message was not written.

    `plan` is the path of `issue.yaml` from the folder, `followed` the fingerprint of what it said; both empty without one.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[str, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    plan: str = ""
    followed: str = ""

    def text(self) -> str:
        """The manifest as its file has it."""
        return json.dumps(asdict(self), indent=2) + "\n"


def read_manifest(folder: Path) -> IssueManifest | None:
    """The manifest of a folder; None when there is none, or one that we did not write."""
    path = folder / NAME
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        data = json.loads(path.read_text("utf-8"))
        files, held = _texts(data["files"]), _texts(data.get("held", {}))
        stories = tuple(str(name) for name in data.get("stories", ()))
        return IssueManifest(files, stories, held, str(data.get("plan", "")), str(data.get("followed", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def stale_files(folder: Path, files: Collection[str]) -> list[Path]:
    """Files that an earlier issue wrote into the folder, that nobody changed since, and that are not among `files`."""
    earlier = read_manifest(folder) or IssueManifest()
    return [
        folder / name
        for name, written in earlier.files.items()
        if name not in files and _FILE.fullmatch(name) and written and written == _digest_of(folder, name)
    ]


def told_before(inputs: Sequence[str]) -> tuple[str, ...]:
    """The stories that an issue tells, where its own `briefs.json`, which has more, is the one input; otherwise none."""
    path = Path(inputs[0]) if len(inputs) == 1 else Path()
    manifest = read_manifest(path.parent) if path.name == BRIEFS else None
    own = manifest is not None and manifest.files.get(BRIEFS) == _digest_of(path.parent, BRIEFS)
    return manifest.stories if manifest and own else ()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each file that was written."""
    return {name: _digest(data) for name, data in sorted(files.items())}


def plan_place(plan: Path, folder: Path) -> str:
    """The path of the plan from the folder; empty where there is none, as from one drive to another."""
    try:
        return Path(os.path.relpath(plan.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return ""


def _texts(data: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in data.items()}


def _digest_of(folder: Path, name: str) -> str:
    """The hash of a file; empty where it is none, or a link leads to it."""
    path = folder / name
    try:
        linked = path.is_symlink() or (path.parent != folder and path.parent.is_symlink())
        return "" if linked else _digest(path.read_bytes())
    except OSError:
        return ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
