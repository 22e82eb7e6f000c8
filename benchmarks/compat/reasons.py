"""Why a call may give another result than with 4.57; each stands in docs/guide/migrating-from-transformers-pipelines.md."""

from __future__ import annotations

import re

_LENGTH = "max_length of a call is kept"
_SAMPLING = "seeded samples differ"
# A regular expression for the names of calls, and the reason.
REASONS = (
    (r"(t5-small|pegasus|call/(bart|t5|flan)|switch|longt5)/.*max[-_]length", _LENGTH),
    (r"call/.*do_sample=True", _SAMPLING),
    (r"attribute/t5/pipe.model.generation_config", "the model's own generation_config has None for what is not set"),
    (
        r"(attribute/t5/pipe.model.config.task_specific_params|script/saved-settings)",
        "a pipeline keeps the model's prefix",
    ),
    (r"script/(tokenizer-path|haystack)", "accepted, where 4.57 raised"),
    (r"argument/dtype='no-such'", "a ValueError that names the dtype, where 4.57 failed later"),
)


def reason(name: str) -> str:
    """The reason of one call; empty if it must be the same."""
    return next((why for pattern, why in REASONS if re.match(pattern, name)), "")
