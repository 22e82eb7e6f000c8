"""Which files of a model on the hub are needed, and what the hub says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pydantic import ValidationError

from briefsmith.errors import ModelUnavailableError
from briefsmith.models.lock import Lock, LockedFile

# At the top of the repository; its folders hold other formats (onnx/, coreml/).
_NEEDED = (
    "config.json", "generation_config.json",
    "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.json", "vocab.txt", "merges.txt", "*.spm", "*.model",
    "README.md", "LICENSE*", "NOTICE*",
)  # fmt: skip
_SAFE = ("model.safetensors", "model.safetensors.index.json", "model-?????-of-?????.safetensors")
_PICKLED = ("pytorch_model.bin", "pytorch_model.bin.index.json", "pytorch_model-?????-of-?????.bin")
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub describes it; `hash` is empty if the hub gives none."""

    path: str
    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the hub says about a model at one commit, with all its files."""

    hub_id: str
    revision: str
    license: str | None
    files: tuple[RemoteFile, ...]

    def needed(self, *, allow_pickle: bool = False) -> Lock:
        """The files to fetch. Raises ModelUnavailableError without a configuration or weights that we may load."""
        names = [file.path for file in self.files]
        if "config.json" not in names:
            raise ModelUnavailableError(f"{self.hub_id}: has no config.json, so it is not a transformers checkpoint")
        chosen = {name for name in names if _any(name, _NEEDED)} | self._weights(names, allow_pickle)
        files = [file for file in self.files if file.path in chosen]
        if unhashed := [file.path for file in files if not file.hash]:
            raise ModelUnavailableError(f"{self.hub_id}: the server gives no checksum for {', '.join(unhashed)}")
        try:
            locked = tuple(LockedFile(path=file.path, size=file.size, hash=file.hash) for file in files)
            return Lock(hub_id=self.hub_id, revision=self.revision, license=self.license, files=locked)
        except ValidationError as error:
            raise ModelUnavailableError(
                f"{self.hub_id}: the server's answer does not describe a model: {error}"
            ) from error

    def _weights(self, names: Sequence[str], allow_pickle: bool) -> set[str]:
        safe, pickled = ({name for name in names if _any(name, patterns)} for patterns in (_SAFE, _PICKLED))
        if safe:
            return {"model.safetensors"} if "model.safetensors" in safe else safe
        if not pickled:
            raise ModelUnavailableError(
                f"{self.hub_id}: has no PyTorch weights (model.safetensors or pytorch_model.bin)"
            )
        if not allow_pickle:
            raise ModelUnavailableError(
                f"{self.hub_id}: its weights come only as a pickle ({min(pickled)}), a format that can hide code; "
                "--allow-pickle fetches it, and it is read without running code"
            )
        return {"pytorch_model.bin"} if "pytorch_model.bin" in pickled else pickled


def _any(name: str, patterns: Sequence[str]) -> bool:
    return "/" not in name and any(fnmatchcase(name, pattern) for pattern in patterns)


def list_files(hub_id: str, revision: str | None) -> Listing:
    """Ask the hub, or the mirror that `HF_ENDPOINT` names, once. Raises ModelUnavailableError."""
    from huggingface_hub import HfApi

    try:
        info = HfApi().model_info(hub_id, revision=revision, files_metadata=True, timeout=_SECONDS)
    except Exception as error:
        raise ModelUnavailableError(unreachable(hub_id, revision, error)) from error
    card = info.card_data
    files = tuple(
        RemoteFile(s.rfilename, s.size or 0, s.lfs.sha256 if s.lfs else s.blob_id or "") for s in info.siblings or ()
    )
    stated = card.license if card else None
    return Listing(hub_id, info.sha or "", ", ".join(stated) if isinstance(stated, list) else stated, files)


def unreachable(hub_id: str, revision: str | None, error: Exception) -> str:
    """One sentence for an error of the hub's library, whichever HTTP library it uses."""
    from huggingface_hub import constants
    from huggingface_hub import errors as hub

    if isinstance(error, hub.OfflineModeIsEnabled):
        return (
            f"{hub_id}: HF_HUB_OFFLINE is set, so nothing is fetched; unset it, or use a bundle: "
            "'briefsmith models pull --from BUNDLE'"
        )
    if isinstance(error, hub.GatedRepoError):
        return f"{hub_id}: its owners ask for consent: give it at {constants.ENDPOINT}/{hub_id}, then set HF_TOKEN"
    if isinstance(error, hub.RevisionNotFoundError):
        return f"{hub_id}: {constants.ENDPOINT} has no revision {revision} of this model"
    if isinstance(error, hub.RepositoryNotFoundError):
        return f"{hub_id}: {constants.ENDPOINT} has no such model, or it is private and HF_TOKEN is not set"
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return f"{hub_id}: cannot be fetched from {constants.ENDPOINT}: {reason}"
