"""The generation settings that configurations of transformers 4.57 had: `config.max_length`, `config.num_beams`, ..."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from briefsmith.compat.settings import DEFAULTS, MODEL_SETTINGS, stated

# What every configuration had besides, None if its file says nothing.
_OTHERS = frozenset({"prefix", "task_specific_params"})


class _OldSettings:
    """Answers for the settings that transformers 5 took out of configurations; the rest is the class before it."""

    def __getattr__(self, name: str) -> Any:
        if name in MODEL_SETTINGS:
            return self.__dict__.get("_settings_of_4_57", {}).get(name, DEFAULTS.get(name))
        if name in _OTHERS:
            return None
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _get_generation_parameters(self) -> dict[str, Any]:
        return {}  # transformers 5 refuses to save or to run a configuration that has some

    def __reduce__(self) -> tuple[Any, ...]:
        state = dict(self.__dict__)
        return _restored, (type(self).__mro__[2], state)


def with_old_settings(model: Any, stated_in_file: Mapping[str, Any] | None = None) -> None:
    """Let the configuration of `model` answer for its old settings: those of its file, else those that it generates with."""
    config = model.config
    if isinstance(config, _OldSettings):
        return
    settings = {key: value for key, value in (stated_in_file or stated(model)).items() if key in MODEL_SETTINGS}
    kind: Any = type(config)
    config.__class__ = _with_settings(kind)
    config.__dict__["_settings_of_4_57"] = settings


@cache
def _with_settings(base: Any) -> Any:
    return type(base.__name__, (_OldSettings, base), {"__module__": base.__module__})


def _restored(base: Any, state: dict[str, Any]) -> Any:
    config = _with_settings(base).__new__(_with_settings(base))
    config.__dict__.update(state)
    return config
