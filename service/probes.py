"""``/livez``, ``/readyz`` and ``/metrics``: for machines that watch the service."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException

from service.problems import problem_responses
from service.schemas import StatusSchema
from service.state import ServiceDependency

__all__ = ["router"]

router = APIRouter(tags=["operation"])


@router.head("/livez", include_in_schema=False)
@router.get("/livez", summary="Whether the process is alive")
async def livez() -> StatusSchema:
    """Always `alive`."""
    return StatusSchema(status="alive")


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", responses=problem_responses(503), summary="Whether texts can be sent")
async def readyz(service: ServiceDependency) -> StatusSchema:
    """`ready` once the model is loaded and warmed up, until the service is told to stop."""
    if service.draining.is_set():
        raise HTTPException(503, "the service is about to stop; send texts elsewhere")
    _ = service.resolver  # or it says why there is none
    return StatusSchema(status="ready")


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"description": "Metrics.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Measurements for Prometheus",
)
async def metrics(service: ServiceDependency) -> Response:
    """Prometheus' text format."""
    return Response(service.metrics.to_text(), media_type=CONTENT_TYPE_LATEST)
