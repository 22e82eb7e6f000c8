"""The cache of the Hugging Face hub on the disk: nothing here uses the network.

HF_HOME/hub/models--ORG--NAME/
  blobs/HASH                 contents, named by the hub's own hash
  refs/main                  the commit of `main` at the last pull
  snapshots/COMMIT/FILE      links into blobs
  briefsmith.lock.json       what `briefsmith models pull` fetched
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SAFE_WEIGHTS = "*.safetensors"
PICKLED_WEIGHTS = "pytorch_model*.bin"


def cache_folder() -> Path:
    """The folder that `HF_HUB_CACHE` or `HF_HOME` sets, as the hub's own library reads them."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


@dataclass(frozen=True, slots=True)
class HubRepo:
    """One model's folder in the cache, whether or not it exists."""

    hub_id: str

    @property
    def folder(self) -> Path:
        return cache_folder() / f"models--{self.hub_id.replace('/', '--')}"

    def snapshot(self, revision: str) -> Path:
        """The folder of a full commit, whether or not it exists."""
        return self.folder / "snapshots" / revision

    def revisions(self) -> list[str]:
        """The commits that are at least partly on this machine."""
        snapshots = self.folder / "snapshots"
        return sorted(path.name for path in snapshots.iterdir()) if snapshots.is_dir() else []

    def reference(self, name: str) -> str | None:
        """The commit of a branch or tag (`main`) at its last pull, or None."""
        path = self.folder / "refs" / name
        return path.read_text("utf-8").strip() if ".." not in name and path.is_file() else None


def complete(folder: Path) -> bool:
    """Whether a snapshot has its configuration and weights; an interrupted download lacks some."""
    weights = [*folder.glob(SAFE_WEIGHTS), *folder.glob(PICKLED_WEIGHTS)]
    return (folder / "config.json").is_file() and any(path.is_file() for path in weights)
