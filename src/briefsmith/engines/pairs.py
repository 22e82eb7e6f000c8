"""The language pairs that a checkpoint translates, read from its own files."""

from __future__ import annotations

from briefsmith.engines.checkpoint import Checkpoint
from briefsmith.engines.codes import known_language, listed
from briefsmith.engines.tokens import CheckpointTokenizer

_MULTILINGUAL = frozenset({"mbart", "m2m_100"})


class Pairs:
    """The pairs of one checkpoint. Only models with language tokens need their tokenizer loaded for this."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        sides = (checkpoint.tokenizer.get("source_lang"), checkpoint.tokenizer.get("target_lang"))
        if checkpoint.model_type == "fsmt":  # the pair stands in config.json
            sides = tuple((*checkpoint.config.get("langs", ()), None, None)[:2])
        self._source, self._target = (known_language(str(side)) for side in sides)

    def __contains__(self, pair: tuple[str, str]) -> bool:
        source, target = pair
        if self._checkpoint.model_type == "fsmt":
            return pair == (self._source, self._target)
        if self._checkpoint.model_type == "marian":
            # A model of many languages names a family (`roa`, `mul`) for that side; its tokens say what it writes,
            # nothing says what it reads.
            return self._source in {None, source} and (self._target == target or target in self._tokens())
        if self._checkpoint.model_type in _MULTILINGUAL:
            return {source, target} <= self._tokens()
        return bool(self._checkpoint.task(source, target))

    def __bool__(self) -> bool:
        """Whether its files name any pair; only models with language tokens may have none that we know."""
        tasks = self._checkpoint.config.get("task_specific_params") or {}
        named = self._checkpoint.model_type in {"marian", "fsmt", *_MULTILINGUAL}
        return named or any("_to_" in task for task in tasks)

    def _tokens(self) -> set[str]:
        if self._checkpoint.model_type == "marian" and self._target is not None:
            return set()
        return set(CheckpointTokenizer(self._checkpoint).languages)

    def __str__(self) -> str:
        """For a message: `en>de`, the languages of a model with many, or `none`."""
        if self._checkpoint.model_type == "fsmt":
            return f"{self._source}>{self._target}"
        if self._checkpoint.model_type == "marian":
            return f"{self._source or 'many'}>{self._target or 'many'}"
        if self._checkpoint.model_type in _MULTILINGUAL:
            return f"any of {listed(self._tokens())}"
        tasks = self._checkpoint.config.get("task_specific_params") or {}
        return listed(task.removeprefix("translation_").replace("_to_", ">") for task in tasks if "_to_" in task)
