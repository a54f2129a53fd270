"""The OpenAPI document: FastAPI's, with the schemas of errors and, where there are keys, how to send one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from service.problems import problem_responses
from service.schemas import ProblemSchema, ResultSchema

__all__ = ["describe_api"]

_REFERENCES = "#/components/schemas/{model}"
_SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
}


def describe_api(app: FastAPI, *, has_keys: bool) -> Callable[[], dict[str, Any]]:
    """What to put in the place of ``app.openapi``."""
    original = app.openapi

    @cache
    def openapi() -> dict[str, Any]:
        document = original()
        schemas = document["components"]["schemas"]
        for model in (ProblemSchema, ResultSchema):
            schema = TypeAdapter(model).json_schema(ref_template=_REFERENCES)
            schemas |= schema.pop("$defs", {}) | {model.__name__: schema}
        if has_keys:
            _ask_for_keys(document)
        return document

    return openapi


def _ask_for_keys(document: dict[str, Any]) -> None:
    document["components"]["securitySchemes"] = _SCHEMES
    for path, operations in document["paths"].items():
        if path.startswith("/v1/"):
            for operation in operations.values():
                operation["security"] = [{name: []} for name in _SCHEMES]
                operation["responses"] |= {str(code): answer for code, answer in problem_responses(401).items()}
