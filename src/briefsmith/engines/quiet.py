"""transformers without progress bars, advice and telemetry: stderr is ours, and models are local."""

from __future__ import annotations

import os


def quiet_transformers() -> None:
    """Switch off the library's output; call this before using it. A log level that the user set is kept."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging

    if "TRANSFORMERS_VERBOSITY" not in os.environ:
        logging.set_verbosity_error()
    logging.disable_progress_bar()
