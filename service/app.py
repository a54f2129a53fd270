"""The application: middleware, problem handlers and routes put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

import coref
from service.body_limit import BodyLimit
from service.problems import add_problem_handlers
from service.routes import router
from service.settings import Settings
from service.worker import Worker

if TYPE_CHECKING:
    from coref.resolver import Resolver

__all__ = ["create_app"]


def create_app(load: Callable[[], Resolver] | None = None, settings: Settings | None = None) -> FastAPI:
    """The service around the model that ``load`` returns (by default ``coref.load()``).

    ``load`` is called in a worker thread once the server runs; until it returns ``/readyz`` answers 503.

    Raises:
        ConfigError: when ``settings`` is not given and a variable of the environment has an impossible value.
    """
    settings = settings or Settings.from_environment()
    worker = Worker(load or coref.load, settings.workers)
    # The stock pages of documentation load scripts from another host, so they stay off; /openapi.json is there.
    app = FastAPI(
        title="Coreference resolution for Polish and English",
        lifespan=_loading(worker),
        docs_url=None,
        redoc_url=None,
    )
    app.state.worker, app.state.settings = worker, settings
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    add_problem_handlers(app)
    app.include_router(router)
    return app


def _loading(worker: Worker) -> Callable[[FastAPI], AsyncIterator[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(worker.start())
        yield
        loading.cancel()

    return lifespan
