"""The application: the model, the queue, the limits, the errors and the routes put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from service import documentation, info, page, probes, routes, stream
from service.access import Access, Rates
from service.envelope import RequestLog, SecurityHeaders
from service.limits import BodyLimit
from service.metrics import Metrics
from service.model import start_loading, use_one_core
from service.openapi import describe_api
from service.problems import install_handlers
from service.scheduler import Scheduler
from service.settings import Settings
from service.state import Service

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["create_app"]

_SHARE_OF_TIME = 0.5
"""How much of the time limit a text may be expected to wait and take, going by measured speed."""


def create_app(settings: Settings | None = None, resolver: Future[Resolver] | None = None) -> FastAPI:
    """The application.

    Args:
        settings: by default those of the environment.
        resolver: a resolver that is there or will be; by default the settings' model starts to load.

    Raises:
        ConfigError: when the environment has an impossible setting.
    """
    settings = settings or Settings.read()
    scheduler = Scheduler(
        settings.workers, settings.max_queue_tokens, _SHARE_OF_TIME * settings.time_limit, use_one_core
    )
    service = Service(
        settings,
        resolver or start_loading(settings.model),
        scheduler,
        Metrics(scheduler),
        Rates(settings.rate),
    )
    app = FastAPI(
        title="Coreference resolution for Polish and English",
        version=version("coref-pl-en"),
        # FastAPI's own pages load their scripts from somebody else's server.
        docs_url=None,
        redoc_url=None,
        lifespan=_running(scheduler),
    )
    app.state.service = service
    _add_middleware(app, service)
    install_handlers(app)
    for module in (page, routes, stream, info, probes, documentation):
        app.include_router(module.router)
    app.openapi = describe_api(app, has_keys=bool(settings.api_keys))  # type: ignore[method-assign]
    return app


def _running(scheduler: Scheduler) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        scheduler.start()
        yield
        await run_sync(scheduler.stop)

    return lifespan


def _add_middleware(app: FastAPI, service: Service) -> None:
    """From the innermost to the outermost."""
    settings = service.settings
    app.add_middleware(
        BodyLimit, max_bytes=settings.max_body_bytes, seconds=settings.body_seconds, streams={stream.STREAM_PATH}
    )
    keys = [key.get_secret_value() for key in settings.api_keys]
    app.add_middleware(Access, keys=keys, rates=service.rates)
    if settings.cors_origins:
        shared: dict[str, Any] = {"allow_methods": ["GET", "POST"], "expose_headers": ["X-Request-ID", "Retry-After"]}
        headers = ["Authorization", "Content-Type", "X-API-Key", "X-Request-ID"]
        app.add_middleware(CORSMiddleware, allow_origins=settings.cors_origins, allow_headers=headers, **shared)
    app.add_middleware(RequestLog, metrics=service.metrics)
    app.add_middleware(SecurityHeaders)
