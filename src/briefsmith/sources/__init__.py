"""Reading inputs: a file, an http(s) address or stdin becomes a `Document`."""

from briefsmith.sources.extracted import ReadOptions
from briefsmith.sources.reader import read

__all__ = ["ReadOptions", "read"]
