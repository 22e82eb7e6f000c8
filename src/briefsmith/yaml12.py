"""YAML 1.2, in which `no` is a string (the language Norwegian), not False."""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefsmith.errors import SettingsError


class _Loader(yaml.SafeLoader):
    """YAML 1.2 booleans: `no` is the language Norwegian, not False."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def parse_yaml(text: str, origin: str) -> dict[str, Any]:
    """The mapping in a YAML text; booleans are `true` and `false` only. Raises SettingsError."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer implicit types
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}:" if error.problem_mark else ""
        raise SettingsError([f"{origin}:{line} not valid YAML: {error.problem or error.context}"]) from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        raise SettingsError([f"{origin}: not valid YAML: {error}"]) from None
    except RecursionError:
        raise SettingsError([f"{origin}: nested too deep"]) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SettingsError([f"{origin}: expected 'key: value' lines, found a {type(data).__name__}"])
    return data
