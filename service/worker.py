"""The model in its worker threads, so that the event loop never waits for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from coref.prepare import prepare
from service.schemas import CorefRequest

if TYPE_CHECKING:
    from coref.resolver import Resolver

__all__ = ["NotReadyError", "Worker"]

logger = logging.getLogger(__name__)


class NotReadyError(Exception):
    """The model is not loaded; the message says whether it will be."""


class Worker:
    """Loads the model with ``load`` and resolves up to ``threads`` texts at a time; further ones wait their turn."""

    def __init__(self, load: Callable[[], Resolver], threads: int) -> None:
        self._load, self._threads = load, threads
        self._resolver: Resolver | None = None
        self._state = "the model is being loaded; try again in a few seconds"

    async def start(self) -> None:
        """Load the model; a failure is logged and leaves the worker not ready."""
        self._limiter = CapacityLimiter(self._threads)
        try:
            self._resolver = await run_sync(self._load)
        except Exception:
            self._state = "the model could not be loaded; the server's log has the reason"
            logger.exception("the model could not be loaded")

    def resolver(self) -> Resolver:
        """
        Raises:
            NotReadyError: when the model is not loaded.
        """
        if self._resolver is None:
            raise NotReadyError(self._state)
        return self._resolver

    async def resolve(self, request: CorefRequest) -> bytes:
        """The answer's JSON in UTF-8.

        Raises:
            NotReadyError: when the model is not loaded.
            InputError: when the text, the tokens or the options cannot be processed.
        """
        return await run_sync(partial(_resolve, self.resolver(), request), limiter=self._limiter)


def _resolve(resolver: Resolver, request: CorefRequest) -> bytes:
    document = prepare(
        request.text,
        language=request.language,
        id=request.id,
        tokens=None if request.tokens is None else [(start, end) for start, end in request.tokens],
    )
    resolved = resolver(document, scheme=request.scheme, singletons=request.singletons)
    return json.dumps(resolved.to_dict(), ensure_ascii=False).encode()
