"""Every error as ``application/problem+json`` (RFC 9457): type, title, status, detail, instance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from coref.errors import InputError

__all__ = ["install_handlers", "problem_responses"]

_MEDIA_TYPE = "application/problem+json"
_FAULTS_LISTED = 20
_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "The name of the HTTP status."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "errors": {
            "type": "array",
            "maxItems": _FAULTS_LISTED,
            "description": "The first faults of a body that is JSON but not a valid request.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer (RFC 6901) to the field."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def install_handlers(app: FastAPI) -> None:
    """Make ``app`` answer every error with a problem."""
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    app.add_exception_handler(InputError, _input_problem)
    app.add_exception_handler(Exception, _internal_problem)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer beside success, for the OpenAPI document."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {_MEDIA_TYPE: {"schema": _SCHEMA}}}
        for status in statuses
    }


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = {
        404: "there is nothing at this path; /openapi.json says what there is",
        405: f"this path does not answer to {request.method}; the header Allow says to what it does",
    }.get(error.status_code, error.detail)
    return _problem(request, error.status_code, detail, headers=error.headers)


async def _validation_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    if faults[0]["type"] == "json_invalid":
        reason, position = faults[0]["ctx"]["error"], faults[0]["loc"][-1]
        return _problem(request, 400, f"the body is not JSON: {reason} at character {position}")
    # The invalid values themselves are left out: they may be long, private or impossible to encode.
    errors = [{"pointer": _pointer(fault["loc"]), "detail": fault["msg"]} for fault in faults[:_FAULTS_LISTED]]
    noun = "fault" if len(faults) == 1 else "faults"
    detail = f"{len(faults)} {noun} in the body, the first at {errors[0]['pointer']}: {errors[0]['detail']}"
    return _problem(request, 422, detail, errors=errors)


async def _input_problem(request: Request, error: Exception) -> Response:
    return _problem(request, 422, str(error))


async def _internal_problem(request: Request, error: Exception) -> Response:
    return _problem(request, 500, "an error inside the service; its log has the details")


def _pointer(location: Sequence[str | int]) -> str:
    """``("body", "tokens", 0)`` as ``#/tokens/0``."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location[1:])


def _problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = errors
    # A key of the request may hold half a surrogate pair, which UTF-8 has no form for.
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, headers, _MEDIA_TYPE)
