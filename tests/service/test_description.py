"""Random requests after the service's own description: every answer is one that it describes, and never a crash."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from briefsmith.api import Briefsmith
from briefsmith.service.app import create_app
from briefsmith.service.options import ServiceOptions
from briefsmith.sources import ReadOptions

OWN = {"Host": "localhost"}


def test_every_answer_is_described(tmp_path: Path) -> None:
    app = create_app(Briefsmith(), ReadOptions(), ServiceOptions(data=tmp_path, fetch=False), {})
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=OWN)
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate], database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case: schemathesis.Case) -> None:
            # A schema cannot say which languages and lengths there are.
            case.call_and_validate(headers=OWN, excluded_checks=[positive_data_acceptance])

        ask()
        tried.append(operation.label)
    assert len(tried) == 9
