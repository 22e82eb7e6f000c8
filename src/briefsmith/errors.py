"""The exceptions of briefsmith and the exit codes of its commands.

    BriefsmithError                 exit code
    ├── UsageError                  2    a flag, an argument or an input of the wrong kind
    │   └── SettingsError           2    configuration files, `--set`, environment
    ├── InputError                  1    one document cannot be read or used; becomes a `Failure`
    │   └── LimitError              1    one document takes more time or memory than it may
    ├── OutputError                 1    the result cannot be written
    └── EngineError                 3    a model or engine failed
        └── ModelUnavailableError   3    a model or a language pair that is not available

    0 done, 1 some documents failed, 2 usage or configuration, 3 model or engine unavailable,
    4 a check failed under `--strict`, 5 a message was not sent to all, 130 interrupted, 143 ended by SIGTERM.

A problem with one document is a value (`model.Failure`); a problem with the setup is an exception. One boundary in
`briefsmith.cli` turns these exceptions into a sentence on stderr and an exit code.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import ClassVar

# Control characters, and marks that turn the direction of what follows; a line break and a tab do no harm.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(message: str) -> str:
    """A message with control characters written out: a file's name must not give commands to a terminal."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), message)


class ExitCode(IntEnum):
    """The documented exit codes of the commands."""

    OK = 0
    FAILED = 1
    USAGE = 2
    ENGINE = 3
    STRICT = 4
    UNSENT = 5
    INTERRUPTED = 130
    TERMINATED = 143


class BriefsmithError(Exception):
    """Base of all errors that briefsmith raises on purpose; `str(error)` is a sentence for the user."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED


class UsageError(BriefsmithError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = ExitCode.USAGE


class SettingsError(UsageError):
    """Settings that cannot be read or do not validate; `problems` holds one line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(BriefsmithError):
    """One document that cannot be read or used. `kind` is a short machine-readable word (`missing`, `empty`, ...)."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (str(self), self.kind)  # what pickle would call with the message alone


class LimitError(InputError):
    """One document takes more time or memory than the limits allow; `kind` is `too_slow` or `too_large`."""


class OutputError(BriefsmithError):
    """The result cannot be written to the requested place."""


class EngineError(BriefsmithError):
    """A model or engine failed, or returned something other than one output for each input."""

    exit_code = ExitCode.ENGINE


class ModelUnavailableError(EngineError, OSError):
    """A model, or a model for this language pair, is not on this machine.

    Also an OSError: scripts catch a missing model as one, because the Hugging Face libraries raise it.
    """
