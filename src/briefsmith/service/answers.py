"""Every error as a sentence with a kind, in JSON, and the status that goes with it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from briefsmith.errors import BriefsmithError, EngineError, InputError, ModelUnavailableError, UsageError
from briefsmith.model import Failure, Result
from briefsmith.service.smithy import BusyError

# A request that finds no place should come back after this many seconds.
_RETRY_SECONDS = 2
ERROR = {"description": 'What is wrong: `{"error": {"kind": …, "message": …}}`.'}
# What any request may be answered with.
COMMON: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 408, 413, 421, 422, 500, 503, 504), ERROR)


class FailedError(Exception):
    """An article of which nothing was made."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def whole(result: Result) -> Result:
    """The result, if there is anything in it. Raises FailedError otherwise: where `run` exits with an error code."""
    if result.briefs or not result.failures:
        return result
    raise FailedError(result.failures[0])


def refusal(status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": {"kind": kind, "message": message}}, status, headers)


def handle_errors(app: FastAPI) -> None:
    """Register how each exception is answered."""
    for kind, handler in (
        (RequestValidationError, _invalid),
        (HTTPException, _refused),
        (BusyError, _busy),
        (TimeoutError, _late),
        (FailedError, _failed),
        (BriefsmithError, _known),
    ):
        app.add_exception_handler(kind, handler)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    problems = [_problem(request, problem) for problem in error.errors()]
    return refusal(422, "request", "; ".join(problems)[:2000])


def _problem(request: Request, problem: dict[str, Any]) -> str:
    where = ".".join(map(str, problem["loc"][1:]))
    if problem["type"] == "json_invalid":
        return f"the body is not JSON: {problem['ctx']['error']} (at character {where})"
    kind = request.headers.get("content-type", "")
    if not where and isinstance(problem["input"], bytes | str) and "json" not in kind:
        return f"send JSON, with the header Content-Type: application/json (it is {kind or 'missing'})"
    return f"{where or 'body'}: {problem['msg']}"


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return refusal(404, "missing", "there is no such page", headers)
    if error.status_code == 405:
        return refusal(405, "method", f"this address takes {headers.get('Allow', 'another method')}", headers)
    return refusal(error.status_code, "request", f"the body cannot be read: {error.detail}", headers)


async def _busy(_: Request, error: Exception) -> JSONResponse:
    message = "as many requests are waiting as may wait; try again later"
    return refusal(503, "busy", message, {"Retry-After": str(_RETRY_SECONDS)})


async def _late(_: Request, error: Exception) -> JSONResponse:
    return refusal(504, "time", "this took longer than the service allows")


async def _failed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FailedError)  # noqa: S101
    failure = error.failure
    return refusal(500 if failure.kind in {"engine", "internal", "died"} else 422, failure.kind, failure.message)


async def _known(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, InputError):
        return refusal(404 if error.kind == "missing" else 422, error.kind, str(error))
    if isinstance(error, ModelUnavailableError):
        return refusal(422, "model_unavailable", str(error))
    if isinstance(error, UsageError):
        return refusal(422, "request", str(error))
    return refusal(500, "engine" if isinstance(error, EngineError) else "output", str(error))
