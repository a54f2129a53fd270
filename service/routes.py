"""``POST /v1/coref`` and ``POST /v1/coref/batch``: texts in, documents out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from service.answers import FORMATS, choose_format
from service.problems import problem_responses
from service.processing import check_length, start, wait_for
from service.results import result_line
from service.schemas import BatchRequest, BatchSchema, CorefRequest, DocumentSchema
from service.state import Service, ServiceDependency

__all__ = ["router"]

router = APIRouter(tags=["coreference"])

_CLIENT_GONE = 499
"""Status of an answer that nobody is left to read; after nginx."""
_JSON = "application/json"


async def _require_json(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != _JSON:
        raise HTTPException(415, "send JSON with the header Content-Type: application/json")


@router.post(
    "/v1/coref",
    dependencies=[Depends(_require_json)],
    response_model=DocumentSchema,
    responses={
        **problem_responses(400, 406, 408, 413, 415, 422, 429, 500, 503, 504),
        200: {"content": {media_type: {"schema": {"type": "string"}} for media_type in FORMATS if media_type != _JSON}},
    },
    summary="Resolve one text",
)
async def resolve(request: Request, body: CorefRequest, service: ServiceDependency) -> Response:
    """Find which expressions of the text mean the same person, thing, place or event.

    The header `Accept` chooses the format of the answer.
    """
    media_type = choose_format(request.headers.get("accept", ""))
    check_length(body, service.settings.max_characters)
    futures = start(service, [body], media_type)
    request.state.logged = {"documents": 1, "characters": len(body.text)}
    outcomes = await wait_for(request, futures, service.settings.time_limit)
    if outcomes is None:
        return Response(status_code=_CLIENT_GONE)
    outcome = outcomes[0]
    if isinstance(outcome, BaseException):
        raise outcome
    service.metrics.count_document(200)
    return Response(outcome, media_type=media_type, headers={"Vary": "Accept", **FORMATS[media_type].headers})


@router.post(
    "/v1/coref/batch",
    dependencies=[Depends(_require_json)],
    response_model=BatchSchema,
    responses=problem_responses(400, 408, 413, 415, 422, 429, 500, 503),
    summary="Resolve several texts",
)
async def resolve_batch(request: Request, body: BatchRequest, service: ServiceDependency) -> Response:
    """Each text by itself: one that cannot be resolved gets an error of its own beside the others' documents."""
    count, limit = len(body.documents), service.settings.max_documents
    if count > limit:
        raise HTTPException(413, f"{count:,} documents and the limit is {limit:,}: send more batches, or a stream")
    await service.rates.charge(request.state.client, count - 1)
    read = [_read(record, service) for record in body.documents]
    requests = [one for one in read if isinstance(one, CorefRequest)]
    futures = start(service, requests, _JSON)
    request.state.logged = {"documents": count, "characters": sum(len(one.text) for one in requests)}
    answers = await wait_for(request, futures, service.settings.time_limit)
    if answers is None:
        return Response(status_code=_CLIENT_GONE)
    answered = iter(answers)
    outcomes = [next(answered) if isinstance(one, CorefRequest) else one for one in read]
    results = (
        result_line(request.url.path, record, outcome, service.metrics)
        for record, outcome in zip(body.documents, outcomes, strict=True)
    )
    return Response(b'{"results": [' + b", ".join(results) + b"]}", media_type=_JSON)


def _read(record: Any, service: Service) -> CorefRequest | Exception:  # noqa: ANN401 - whatever the client sent
    try:
        one = CorefRequest.model_validate(record)
        check_length(one, service.settings.max_characters)
    except (ValueError, HTTPException) as error:
        return error
    return one
