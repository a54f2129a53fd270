"""Every error as ``application/problem+json`` (RFC 9457): type, title, status, detail, instance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from coref.errors import CorpusError, InputError
from service.requests import request_id
from service.scheduler import Overloaded
from service.schemas import ProblemSchema

__all__ = ["Problem", "describe", "install_handlers", "problem_responses", "unreadable"]

_MEDIA_TYPE = "application/problem+json"
_FAULTS_LISTED = 20
_INTERNAL = "an error inside the service; its log has the details"
_FAULTS = {
    "extra_forbidden": "there is no such field; /docs lists those there are",
    "missing": "is missing",
    "model_attributes_type": "give a JSON object with the fields that /docs lists",
    "model_type": "give a JSON object with the fields that /docs lists",
}
"""What to say of a fault in a body where pydantic's own words speak of Python."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the HTTP status, what to do, the faulty places of a body, further headers."""

    status: int
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_record(self, path: str) -> dict[str, Any]:
        """The problem as JSON-ready values."""
        record: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "instance": path,
            "request_id": request_id.get(),
        }
        return record | {"errors": self.errors} if self.errors else record

    def to_response(self, path: str) -> Response:
        """The answer to a request for ``path``."""
        # A key of the request may hold half a surrogate pair, which UTF-8 has no form for.
        content = json.dumps(self.to_record(path), ensure_ascii=False).encode("utf-8", "replace")
        return Response(content, self.status, dict(self.headers), _MEDIA_TYPE)


def describe(error: BaseException) -> Problem:
    """The problem that an error is; 500 for one that nobody expects."""
    if isinstance(error, HTTPException):
        # FastAPI found the body unreadable, and does not say why.
        if isinstance(error.__cause__, (RecursionError, UnicodeDecodeError)):
            error = unreadable("body", error.__cause__)
        return Problem(error.status_code, error.detail, headers=error.headers or {})
    if isinstance(error, RequestValidationError):
        # Its places begin with "body".
        return _invalid(error.errors(), below=1)
    if isinstance(error, ValidationError):
        return _invalid(error.errors(), below=0)
    if isinstance(error, InputError):
        return Problem(422, str(error))
    if isinstance(error, CorpusError):
        return Problem(422, f"{error}; or ask for application/json, which holds everything")
    if isinstance(error, Overloaded):
        wait = error.retry_after
        return Problem(503, f"all places are taken; try again in {wait} s", headers={"Retry-After": str(wait)})
    return Problem(500, _INTERNAL)


def unreadable(what: str, error: RecursionError | UnicodeDecodeError | json.JSONDecodeError) -> HTTPException:
    """What to tell of a body, or of a line of one, that cannot be read as JSON."""
    if isinstance(error, RecursionError):
        return HTTPException(400, f"the {what} is nested too deep")
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        return HTTPException(400, f"the {what} is not UTF-8: byte 0x{byte:02x} at position {error.start}")
    return HTTPException(400, _not_json(what, error.msg, error.pos))


def install_handlers(app: FastAPI) -> None:
    """Make ``app`` answer every error with a problem."""
    for kind in (RequestValidationError, InputError, CorpusError, Overloaded):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(HTTPException, _answer_http)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer beside success, for the OpenAPI document."""
    schema = {"$ref": f"#/components/schemas/{ProblemSchema.__name__}"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {_MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


async def _answer(request: Request, error: Exception) -> Response:
    return describe(error).to_response(request.url.path)


async def _answer_http(request: Request, error: Exception) -> Response:
    problem = describe(error)
    detail = {
        404: "there is nothing at this path; /openapi.json says what there is",
        405: f"this path does not answer to {request.method} but to {problem.headers.get('Allow', 'nothing')}",
    }.get(problem.status, problem.detail)
    return Problem(problem.status, detail, headers=problem.headers).to_response(request.url.path)


def _invalid(faults: Sequence[Any], below: int) -> Problem:
    """The faults of a body; their places in it begin after ``below`` parts."""
    if faults[0]["type"] == "json_invalid":
        return Problem(400, _not_json("body", faults[0]["ctx"]["error"], faults[0]["loc"][-1]))
    # The invalid values themselves are left out: they may be long, private or impossible to encode.
    errors = [{"pointer": _pointer(fault["loc"][below:]), "detail": _say(fault)} for fault in faults[:_FAULTS_LISTED]]
    found = "a fault in the body" if len(faults) == 1 else f"{len(faults)} faults in the body, the first"
    detail = f"{found} at {errors[0]['pointer']}: {errors[0]['detail']}"
    return Problem(422, detail, errors)


def _not_json(what: str, reason: str, position: int) -> str:
    return f"the {what} is not JSON, see character {position}: {reason}"


def _say(fault: Any) -> str:  # noqa: ANN401 - pydantic's
    # What a check of our own says comes with a prefix in pydantic's message.
    own = str(fault["ctx"]["error"]) if fault["type"] == "value_error" else None
    return own or _FAULTS.get(fault["type"]) or str(fault["msg"])


def _pointer(location: Sequence[str | int]) -> str:
    """``("tokens", 0)`` as ``#/tokens/0``."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)
