"""The command as a user has it."""

from __future__ import annotations

from cli.conftest import cli

__all__ = ["cli"]
