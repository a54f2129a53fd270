"""What the service answers."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from coref.prepare import prepare
from service.problems import problem_responses
from service.schemas import CorefRequest, DocumentSchema, StatusSchema

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["router"]

router = APIRouter()


@router.get("/livez", summary="Whether the process is alive")
async def livez() -> StatusSchema:
    """Always `alive`."""
    return StatusSchema(status="alive")


@router.get("/readyz", responses=problem_responses(503), summary="Whether texts can be sent")
async def readyz(request: Request) -> StatusSchema:
    """`ready` once the model is loaded."""
    _loaded_resolver(request)
    return StatusSchema(status="ready")


async def _require_json(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise HTTPException(415, "send JSON with the header Content-Type: application/json")


@router.post(
    "/v1/coref",
    dependencies=[Depends(_require_json)],
    response_model=DocumentSchema,
    responses=problem_responses(400, 413, 415, 422, 500, 503),
    summary="Resolve one text",
)
async def resolve(request: Request, body: CorefRequest) -> Response:
    """Find which expressions of the text mean the same person, thing, place or event."""
    limit = request.app.state.settings.max_characters
    if len(body.text) > limit:
        raise HTTPException(
            413, f"the text is {len(body.text):,} characters long and the limit is {limit:,}: send it in parts"
        )
    resolver = _loaded_resolver(request)
    answer = await run_sync(_answer, resolver, body, limiter=request.app.state.workers)
    return Response(answer, media_type="application/json")


def _loaded_resolver(request: Request) -> Resolver:
    resolver: Future[Resolver] = request.app.state.resolver
    if not resolver.done():
        raise HTTPException(503, "the model is being loaded; try again soon", {"Retry-After": "5"})
    if resolver.exception() is not None:
        raise HTTPException(503, "the model could not be loaded; the service's log says why")
    return resolver.result()


def _answer(resolver: Resolver, body: CorefRequest) -> bytes:
    """The resolved document as JSON; runs in a worker thread, for all of it takes long with a long text."""
    tokens = None if body.tokens is None else [(start, end) for start, end in body.tokens]
    document = prepare(body.text, language=body.language, id=body.id, tokens=tokens)
    resolved = resolver(document, scheme=body.scheme, singletons=body.singletons)
    return json.dumps(resolved.to_dict(), ensure_ascii=False, allow_nan=False).encode("utf-8")
