"""SIGTERM as an exception: what is open is closed, half-written files are removed, and the command says why it ends."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Terminated(BaseException):
    """The process was asked to end; not an Exception, so that no document is blamed for it."""


def end_on_sigterm() -> None:
    """Raise Terminated in the main thread at the first SIGTERM; the next ends the process at once."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _raise)


def _raise(signum: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise Terminated
