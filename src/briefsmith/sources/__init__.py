"""Reading inputs: a file, an http(s) address or stdin becomes a `Document`."""

from briefsmith.sources.reader import ReadOptions, read

__all__ = ["ReadOptions", "read"]
