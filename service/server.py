"""The server process: logs, addresses, and leaving without losing a request."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from concurrent.futures import Future
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from service.app import create_app
from service.log import log_to_stderr
from service.memory import give_back_large_blocks, keep_giving_back
from service.model import start_loading
from service.settings import Settings

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["run"]

logger = logging.getLogger(__name__)

_MORE_TIME = 5
"""Seconds beyond the time limit for answers to reach their clients."""


class _Server(uvicorn.Server):
    """Says at ``/readyz`` for a while that it is about to stop, before it refuses connections."""

    def __init__(self, config: uvicorn.Config, draining: asyncio.Event, seconds: float) -> None:
        super().__init__(config)
        self._draining = draining
        self._seconds = seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._draining.is_set() or not self.started:
            super().handle_exit(sig, frame)
            return
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(self._draining.set)
        loop.call_soon_threadsafe(loop.call_later, self._seconds, super().handle_exit, sig, frame)


def run(settings: Settings) -> None:
    """Serve until a signal; every request that was accepted is answered.

    Raises:
        CheckpointError: when the model cannot be loaded.
    """
    log_to_stderr()
    give_back_large_blocks()
    keep_giving_back()
    if not settings.api_keys and not _is_loopback(settings.host):
        logger.warning(
            "listening on %s without keys: whoever reaches this address can use the service; set COREF_API_KEYS",
            settings.host,
        )
    loading = start_loading(settings.model)
    app = create_app(settings, loading)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        # The other parsers that uvicorn knows read headers without end.
        http="h11",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=round(settings.time_limit) + _MORE_TIME,
    )
    server = _Server(config, app.state.service.draining, settings.drain_seconds)

    def stop_on_failure(loading: Future[Resolver]) -> None:
        if loading.exception() is not None:
            server.should_exit = True

    loading.add_done_callback(stop_on_failure)
    with suppress(KeyboardInterrupt):
        server.run()
    if loading.done():
        loading.result()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
