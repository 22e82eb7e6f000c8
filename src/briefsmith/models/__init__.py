"""Managing models: a catalog, the cache of the Hugging Face hub, and what a name means on this machine."""

from briefsmith.models.resolve import ResolvedModel, resolve

__all__ = ["ResolvedModel", "resolve"]
