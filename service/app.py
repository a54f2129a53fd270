"""The application: the model, the limits, the errors and the routes put together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from fastapi import FastAPI

import coref
from service import page
from service.limits import BodyLimit
from service.problems import install_handlers
from service.routes import router
from service.settings import Settings

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["create_app", "start_loading"]

logger = logging.getLogger(__name__)


def start_loading(model: str | None) -> Future[Resolver]:
    """Load a model in a thread, so that the service can say meanwhile that it is alive. A failure is logged."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load")
    loading = pool.submit(coref.load, model)
    pool.shutdown(wait=False)
    loading.add_done_callback(_log_failure)
    return loading


def create_app(settings: Settings | None = None, resolver: Future[Resolver] | None = None) -> FastAPI:
    """The application.

    Args:
        settings: by default those of the environment.
        resolver: a resolver that is there or will be; by default the settings' model starts to load.

    Raises:
        ConfigError: when the environment has an impossible setting.
    """
    settings = settings or Settings.from_environment()
    app = FastAPI(
        title="Coreference resolution for Polish and English",
        version=version("coref-pl-en"),
        # The pages for these load their scripts from somebody else's server.
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.resolver = resolver or start_loading(settings.model)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    install_handlers(app)
    app.include_router(router)
    app.include_router(page.router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.workers = CapacityLimiter(app.state.settings.workers)
    yield


def _log_failure(loading: Future[Resolver]) -> None:
    if (error := loading.exception()) is not None:
        logger.error("the model could not be loaded: %s", error)
