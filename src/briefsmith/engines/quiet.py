"""transformers without progress bars, advice and network: stderr is ours, and models are local."""

from __future__ import annotations

import os


def quiet_transformers() -> None:
    """Switch off the library's noise; call before it is used. A level that the user set stays."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging

    if "TRANSFORMERS_VERBOSITY" not in os.environ:
        logging.set_verbosity_error()
    logging.disable_progress_bar()
