"""The page for people at ``/``: static files, and the policy that lets them load nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles

__all__ = ["CONTENT_SECURITY_POLICY", "router"]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)

router = APIRouter(include_in_schema=False)
_files = StaticFiles(directory=Path(__file__).with_name("page"))


@router.api_route("/", methods=["GET", "HEAD"])
async def page(request: Request) -> Response:
    """The page itself."""
    return await _file(request, "index.html")


@router.get("/static/page/{name}")
async def asset(request: Request, name: str) -> Response:
    """A style sheet, script or picture of the page."""
    return await _file(request, name)


async def _file(request: Request, name: str) -> Response:
    answer = await _files.get_response(name, request.scope)
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    # Asked for again each time, and answered with 304: page and service change together.
    answer.headers["Cache-Control"] = "no-cache"
    return answer
