"""Where Mozilla's models are on the network, and what its servers say of them.

Three public sources, or in their place a mirror that `BRIEFSMITH_FIREFOX_URL` names, with the same paths under it:

1. the catalog `db/models.json`, with the addresses of all models and the SHA-256 of each unpacked model;
2. the repository mozilla/firefox-translations-models, `models/ARCHITECTURE/PAIR/FILE.gz`, whose files are those of our list;
3. the records that Firefox itself reads, with the SHA-256 of every unpacked file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefsmith.engines.codes import known_language
from briefsmith.models.firefox_catalog import WEIGHTS, FirefoxModel, PackedFile
from briefsmith.models.transfer import TransferError, read_json

MIRROR = "BRIEFSMITH_FIREFOX_URL"
_PUBLISHED = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data"
_REPOSITORY = "https://media.githubusercontent.com/media/mozilla/firefox-translations-models/main"
_RECORDS = "https://firefox.settings.services.mozilla.com"
_RECORDS_PATH = "v1/buckets/main/collections/translations-models-v2/records"


@dataclass(frozen=True, slots=True)
class Site:
    """The base addresses of the three sources, without a final slash."""

    published: str
    repository: str
    records: str

    @classmethod
    def chosen(cls) -> Site:
        """Mozilla's, or the mirror's."""
        mirror = os.environ.get(MIRROR, "").rstrip("/")
        return cls(mirror, mirror, mirror) if mirror else cls(_PUBLISHED, _REPOSITORY, _RECORDS)


# A catalog may list more, such as a model that estimates quality.
_KINDS = (WEIGHTS, "vocab.", "srcvocab.", "trgvocab.", "lex.")


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    path: str = Field(pattern=r"^[\w.-]+(?:/[\w.-]+)*$")
    unpacked_sha256: str = Field("", alias="uncompressedHash")
    unpacked_size: int = Field(0, alias="uncompressedSize", ge=0, le=250_000_000)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Published(BaseModel):
    """One model of Mozilla's catalog."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    architecture: str = ""
    status: str | None = Field(None, alias="releaseStatus")
    files: dict[str, _File]
    metrics: dict[str, Any] = {}

    @property
    def weights(self) -> _File | None:
        return next((file for file in self.files.values() if file.name.startswith(WEIGHTS)), None)


def published(site: Site, source: str, target: str) -> list[Published]:
    """What the catalog lists for a pair of canonical codes; empty if the site has no catalog. Raises TransferError."""
    try:
        data = read_json(f"{site.published}/db/models.json")
    except TransferError as error:
        if error.missing:
            return []
        raise
    listed = data.get("models") if isinstance(data, dict) else None
    found = []
    for name, rows in listed.items() if isinstance(listed, dict) else ():
        codes = [known_language(code) for code in str(name).split("-", 1)]
        for row in rows if codes == [source, target] and isinstance(rows, list) else ():
            try:
                found.append(Published.model_validate(row))
            except ValidationError:  # a form that we do not know is as good as absent: the repository has ours
                continue
    return found


def addresses(model: FirefoxModel, listed: list[Published], site: Site) -> dict[str, list[str]]:
    """For each file, where it may be: at the model of the catalog with the same weights, and in the repository."""
    (weights,) = (file for file in model.files if file.name.startswith(WEIGHTS))
    pair = weights.name.split(".")[1]
    same = next((row for row in listed if row.weights and row.weights.unpacked_sha256 == weights.unpacked_sha256), None)
    paths = {file.name: file.path for file in same.files.values()} if same else {}
    return {
        file.name: [
            *([f"{site.published}/{quote(paths[file.name])}"] if file.name in paths else []),
            f"{site.repository}/models/{model.architecture}/{pair}/{quote(file.name)}",
        ]
        for file in model.files
    }


def newest(model: FirefoxModel, listed: list[Published], site: Site) -> FirefoxModel | None:
    """The released model of this pair and architecture, with the hashes that the servers state; None if there is none.

    The catalog hashes the weights only; the others are in the records. Raises TransferError.
    """
    alike = (row for row in listed if row.architecture == model.architecture)
    chosen = next((row for row in alike if (row.status or "").startswith("Release")), None)
    if chosen is None or chosen.weights is None:
        return None
    weights = next(file for file in model.files if file.name.startswith(WEIGHTS))
    if chosen.weights.unpacked_sha256 == weights.unpacked_sha256:
        return model
    stated = _recorded(site, chosen.weights.unpacked_sha256)
    files = tuple(
        PackedFile(
            file.name,
            unpacked_sha256=file.unpacked_sha256 or stated.get(file.name.removesuffix(".gz"), ""),
            unpacked_size=file.unpacked_size,
        )
        for file in chosen.files.values()
        if file.name.startswith(_KINDS)
    )
    scores = next((m for m in chosen.metrics.values() if isinstance(m, dict)), {})
    return FirefoxModel(
        model.source, model.target, model.architecture, _number(scores, "bleu"), _number(scores, "comet22"), files
    )


def _number(scores: dict[str, Any], name: str) -> float | None:
    value = scores.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _recorded(site: Site, weights: str) -> dict[str, str]:
    """The SHA-256 of the unpacked files that Firefox reads together with these weights, by name; empty if none are known.

    A file has one record for each version, architecture and channel.
    """
    try:
        data = read_json(f"{site.records}/{_RECORDS_PATH}")
    except TransferError as error:
        if error.missing:
            return {}
        raise
    listed = data.get("data") if isinstance(data, dict) else None
    rows = [row for row in listed or () if isinstance(row, dict)]
    alike = ("version", "architecture", "sourceLanguage", "targetLanguage")
    model = next((row for row in rows if row.get("decompressedHash") == weights), None)
    if model is None:
        return {}
    return {
        str(row.get("name")): str(row.get("decompressedHash"))
        for row in rows
        if all(row.get(key) == model.get(key) for key in alike)
    }
