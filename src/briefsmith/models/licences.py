"""Which licences allow commercial use, as far as model cards name them."""

from __future__ import annotations

from briefsmith.errors import ModelUnavailableError

# Identifiers as written in the hub's model cards. All others are not known to allow it, and are refused.
COMMERCIAL = frozenset(
    {
        "apache-2.0", "mit", "bsd", "bsd-2-clause", "bsd-3-clause", "cc0-1.0", "cc-by-2.0", "cc-by-3.0", "cc-by-4.0",
        "cc-by-sa-3.0", "cc-by-sa-4.0", "isc", "mpl-2.0", "unlicense", "zlib",
    }
)  # fmt: skip


def allows_commercial(license: str | None) -> bool:
    """Whether a licence is known to allow it; of several, separated by commas, all must allow it."""
    return license is not None and all(part.strip().casefold() in COMMERCIAL for part in license.split(","))


def require_commercial(name: str, license: str | None) -> None:
    """Raise ModelUnavailableError, naming the model and its licence, unless it allows commercial use."""
    if license is None:
        raise ModelUnavailableError(f"{name}: its card states no licence, so it is refused for commercial use")
    if not allows_commercial(license):
        raise ModelUnavailableError(f"{name}: its licence, {license}, is not known to allow commercial use")
