"""What the service answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from service.problems import problem_responses
from service.schemas import CorefRequest, CorefResponse, Status
from service.settings import Settings
from service.worker import Worker

__all__ = ["router"]

router = APIRouter()


def _worker(request: Request) -> Worker:
    worker: Worker = request.app.state.worker
    return worker


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


@router.post(
    "/v1/coref",
    response_model=CorefResponse,
    responses=problem_responses(400, 413, 415, 422, 500, 503),
    summary="Find the clusters of mentions of one text",
)
async def resolve(
    body: CorefRequest,
    worker: Annotated[Worker, Depends(_worker)],
    settings: Annotated[Settings, Depends(_settings)],
) -> Response:
    if len(body.text) > settings.max_characters:
        raise HTTPException(
            413,
            f"the text has {len(body.text):,} characters and the limit is {settings.max_characters:,}; "
            "send it in parts",
        )
    return Response(await worker.resolve(body), media_type="application/json")


@router.get("/livez", summary="Whether the process answers")
async def livez() -> Status:
    return Status(status="alive")


@router.get("/readyz", responses=problem_responses(503), summary="Whether the model is loaded")
async def readyz(worker: Annotated[Worker, Depends(_worker)]) -> Status:
    worker.resolver()
    return Status(status="ready")
