"""Requests → jobs → answers: lengths checked, places taken, the client and the clock watched."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request

from service.answers import FORMATS
from service.problems import Problem, describe
from service.scheduler import Job
from service.schemas import CorefRequest
from service.state import Service
from service.work import count_tokens, resolve_request

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["Outcome", "check_length", "start", "to_problem", "too_late", "wait_for", "watch"]

logger = logging.getLogger(__name__)

Outcome = bytes | BaseException
"""An answer, or why there is none."""


def check_length(request: CorefRequest, limit: int) -> None:
    """
    Raises:
        HTTPException: 413, when the text is longer than ``limit`` code points.
    """
    if len(request.text) > limit:
        raise HTTPException(
            413, f"the text is {len(request.text):,} characters long and the limit is {limit:,}: send it in parts"
        )


def start(service: Service, requests: Sequence[CorefRequest], media_type: str) -> list[Future[bytes]]:
    """Begin to resolve these texts, all or none; cancel a future and its text is dropped if it still waits.

    Raises:
        HTTPException: 413, when they are more than the queue ever holds; 503, when there is no model.
        Overloaded: when there is no room for them now.
    """
    resolver = service.resolver
    jobs = [Job(partial(_answer, resolver, request, media_type), count_tokens(request)) for request in requests]
    tokens, limit = sum(job.tokens for job in jobs), service.scheduler.max_tokens
    if tokens > limit:
        raise HTTPException(413, f"{tokens:,} tokens at once and the limit is {limit:,}: send them in parts")
    service.scheduler.submit(jobs)
    return [job.future for job in jobs]


async def wait_for(request: Request, futures: Sequence[Future[bytes]], seconds: float) -> list[Outcome] | None:
    """The outcome of each future, 504 for those that are too late; ``None`` if the client has gone.

    Whatever has not begun by then is dropped.
    """
    waiting = [watch(future) for future in futures]
    gone = asyncio.create_task(_departure(request))
    together = asyncio.create_task(_all_done(waiting))
    try:
        await asyncio.wait({together, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if gone.done() and not together.done():
            return None
        return [_outcome(future, seconds) for future in waiting]
    finally:
        gone.cancel()
        together.cancel()
        for future in waiting:
            future.cancel()


def watch(future: Future[bytes]) -> asyncio.Future[bytes]:
    """The future for the event loop, which does not mind if nobody asks for its outcome.

    asyncio would log an error that nobody asks for, and the text with it that the error may quote.
    """
    waiting = asyncio.wrap_future(future)
    waiting.add_done_callback(lambda done: done.cancelled() or done.exception())
    return waiting


def to_problem(error: BaseException) -> Problem:
    """The problem that became of one text among others; an unexpected one is logged."""
    problem = describe(error)
    if problem.status == 500:
        logger.error("unexpected error", exc_info=error)
    return problem


def too_late(seconds: float) -> HTTPException:
    return HTTPException(504, f"no answer within {seconds:g} s: try again later, or send a shorter text")


def _outcome(future: asyncio.Future[bytes], seconds: float) -> Outcome:
    if not future.done():
        return too_late(seconds)
    return future.exception() or future.result()


async def _all_done(futures: Sequence[asyncio.Future[bytes]]) -> None:
    if futures:
        await asyncio.wait(futures)


async def _departure(request: Request) -> None:
    """Returns when the client has gone; its body has been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(resolver: Resolver, request: CorefRequest, media_type: str) -> bytes:
    """All that takes long; runs in a worker thread."""
    return FORMATS[media_type].write(resolve_request(resolver, request), request)
