"""The command as users run it."""

from __future__ import annotations

from cli.conftest import cli

__all__ = ["cli"]
