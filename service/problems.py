"""Every error as a problem document (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from coref.errors import InputError

__all__ = ["Problem", "add_problem_handlers", "problem_response", "problem_responses"]

_MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 20


class Problem(BaseModel):
    """A problem document."""

    type: str = Field("about:blank", description="The kind of problem; `about:blank`: what the status says.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What is wrong here and what to do.")
    instance: str = Field(description="The path asked for.")
    errors: list[dict[str, str]] = Field(
        [], description=f"The fields at fault (the first {_MOST_ERRORS}): a JSON `pointer` and its `detail`."
    )


def problem_response(
    status: int,
    detail: str,
    instance: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=instance,
        errors=[dict(error) for error in errors],
    )
    record = problem.model_dump(exclude=set() if errors else {"errors"})
    # ASCII with escapes: a field name echoed from the request may hold a surrogate, which UTF-8 cannot.
    return Response(json.dumps(record), status, headers, _MEDIA_TYPE)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of a route that can answer with these problems."""
    schema = Problem.model_json_schema()
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {_MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    app.add_exception_handler(InputError, _input_problem)
    app.add_exception_handler(Exception, _internal_problem)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    path = request.url.path
    detail = {
        404: f"there is nothing at {path}; see /openapi.json for what there is",
        405: f"{path} does not answer to {request.method}; see the Allow header",
    }.get(error.status_code, error.detail)
    return problem_response(error.status_code, detail, path, headers=error.headers)


async def _validation_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    path = request.url.path
    faults = error.errors()
    if isinstance(error.body, bytes):
        return problem_response(415, "send JSON with the header Content-Type: application/json", path)
    if faults[0]["type"] == "json_invalid":
        reason = f"the body is not JSON: {faults[0]['ctx']['error']} at character {faults[0]['loc'][-1]}"
        return problem_response(400, reason, path)
    errors = [{"pointer": _pointer(fault["loc"][1:]), "detail": fault["msg"]} for fault in faults[:_MOST_ERRORS]]
    detail = f"the request does not have the expected form: {len(faults)} fault(s), see errors"
    return problem_response(422, detail, path, errors=errors)


async def _input_problem(request: Request, error: Exception) -> Response:
    return problem_response(422, str(error), request.url.path)


async def _internal_problem(request: Request, error: Exception) -> Response:
    return problem_response(500, "an unexpected error; the server's log has the details", request.url.path)


def _pointer(location: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) as a URI fragment."""
    return "#" + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)
