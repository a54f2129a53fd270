"""``POST /v1/coref/stream``: JSON lines in, JSON lines out, in order, as long as the client likes.

A few texts are in work at once. While there is no room for more nothing further is read, so that a client which
sends faster than it is served, or does not read its answers, waits.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from service.problems import problem_responses, unreadable
from service.processing import check_length, start, too_late, watch
from service.results import result_line
from service.scheduler import Overloaded
from service.schemas import CorefRequest, ResultSchema
from service.state import Service, ServiceDependency

__all__ = ["STREAM_PATH", "router"]

STREAM_PATH = "/v1/coref/stream"
_MEDIA_TYPE = "application/x-ndjson"
_ACCEPTED = frozenset({_MEDIA_TYPE, "application/jsonl", "application/json-lines"})
_TEXTS_PER_WORKER = 4
"""In work at once, so that workers need not wait for a text that takes long."""
_PAUSE = 0.1
"""Seconds between two looks whether there is room in the queue."""

router = APIRouter(tags=["coreference"])


@router.post(
    STREAM_PATH,
    response_class=Response,
    responses={
        **problem_responses(415, 429, 500, 503),
        200: {
            "description": "A result for each line, in order.",
            "content": {_MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ResultSchema.__name__}"}}},
        },
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _MEDIA_TYPE: {"schema": {"type": "string", "description": "On each line a body of /v1/coref."}}
            },
        }
    },
    summary="Resolve a stream of texts",
)
async def resolve_stream(request: Request, service: ServiceDependency) -> Response:
    """JSON lines in and out: a result for each line, in order. Read the answers while you send."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _ACCEPTED:
        raise HTTPException(415, f"send JSON lines with the header Content-Type: {_MEDIA_TYPE}")
    _ = service.resolver  # or there is none yet
    return _Exchange(service, request.state.client)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the request: what it holds, and the work on it or why there is none."""

    record: Any
    outcome: asyncio.Future[bytes] | Exception
    deadline: float = 0.0


class _Exchange(Response):
    """The answer; it reads the request by itself, while it is being sent."""

    def __init__(self, service: Service, client: str) -> None:
        super().__init__(media_type=_MEDIA_TYPE)
        del self.headers["content-length"]
        self._service = service
        self._client = client
        self._entries: asyncio.Queue[_Entry | None] = asyncio.Queue(service.settings.workers * _TEXTS_PER_WORKER)
        self._in_work: set[asyncio.Future[bytes]] = set()
        self._documents = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # To receive tells a client that expects "100 Continue" to go on, which has to come before the answer.
        first = asyncio.ensure_future(receive())
        await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        reader = asyncio.create_task(self._read(first, receive))
        writer = asyncio.create_task(self._write(scope["path"], send))
        try:
            done, _ = await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            reader.cancel()
            writer.cancel()
            first.cancel()
            for future in tuple(self._in_work):
                future.cancel()
            scope["state"]["logged"] = {"documents": self._documents}

    async def _read(self, first: asyncio.Future[Message], receive: Receive) -> None:
        """Take in the lines; returns when the client has gone."""
        limit = self._service.settings.max_body_bytes
        with suppress(_Departure):
            try:
                async for line in _lines(first, receive, limit, self._service.draining):
                    await self._entries.put(await self._admit(line, is_first=self._documents == 0))
                    self._documents += 1
            except HTTPException as error:
                await self._entries.put(_Entry(None, error))
            await self._entries.put(None)
            while (await receive())["type"] != "http.disconnect":
                pass

    async def _admit(self, line: bytes, is_first: bool) -> _Entry:
        """Begin to work on a line, as soon as there is room; or say what is wrong with it."""
        record = None
        try:
            record = json.loads(line)
            request = CorefRequest.model_validate(record)
            check_length(request, self._service.settings.max_characters)
            # The first one was counted with the request.
            await self._service.rates.charge(self._client, 0 if is_first else 1)
            while True:
                try:
                    [future] = start(self._service, [request], "application/json")
                    break
                except Overloaded:
                    await asyncio.sleep(_PAUSE)
        except (RecursionError, UnicodeDecodeError, json.JSONDecodeError) as error:
            return _Entry(None, unreadable("line", error))
        except (ValueError, HTTPException) as error:
            return _Entry(record, error)
        waiting = watch(future)
        self._in_work.add(waiting)
        waiting.add_done_callback(self._in_work.discard)
        return _Entry(record, waiting, asyncio.get_running_loop().time() + self._service.settings.time_limit)

    async def _write(self, path: str, send: Send) -> None:
        """Send the results; ends without an end of the answer when the client does not read."""
        while (entry := await self._entries.get()) is not None:
            outcome = entry.outcome if isinstance(entry.outcome, Exception) else await self._outcome(entry)
            line = result_line(path, entry.record, outcome, self._service.metrics) + b"\n"
            try:
                async with asyncio.timeout(self._service.settings.body_seconds):
                    await send({"type": "http.response.body", "body": line, "more_body": True})
            except TimeoutError:
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _outcome(self, entry: _Entry) -> bytes | BaseException:
        assert isinstance(entry.outcome, asyncio.Future)
        remaining = max(0.0, entry.deadline - asyncio.get_running_loop().time())
        await asyncio.wait({entry.outcome}, timeout=remaining)
        if not entry.outcome.done():
            entry.outcome.cancel()
            return too_late(self._service.settings.time_limit)
        return entry.outcome.exception() or entry.outcome.result()


class _Departure(Exception):
    """The client has gone."""


async def _lines(
    receiving: asyncio.Future[Message], receive: Receive, limit: int, draining: asyncio.Event
) -> AsyncIterator[bytes]:
    """The lines of a body that are not empty; ``receiving`` is its first message.

    Raises:
        HTTPException: 413, when one is longer than ``limit`` bytes; 503, when the service stops.
        _Departure: when the client has gone.
    """
    buffer = bytearray()
    more = True
    while more:
        message = await _unless(draining, receiving)
        if message["type"] == "http.disconnect":
            raise _Departure
        more = message.get("more_body", False)
        searched = len(buffer)
        buffer += message.get("body", b"")
        while (end := buffer.find(b"\n", searched)) >= 0:
            line = bytes(buffer[:end])
            del buffer[: end + 1]
            searched = 0
            if line.strip():
                _check_length(line, limit)
                yield line
        _check_length(buffer, limit)
        if more:
            receiving = asyncio.ensure_future(receive())
    if buffer.strip():
        yield bytes(buffer)


def _check_length(line: bytes | bytearray, limit: int) -> None:
    if len(line) > limit:
        raise HTTPException(
            413, f"a line is at least {len(line):,} bytes long and the limit is {limit:,}: send it and the rest again"
        )


async def _unless(draining: asyncio.Event, receiving: asyncio.Future[Message]) -> Message:
    stopping = asyncio.create_task(draining.wait())
    both: set[asyncio.Future[Any]] = {receiving, stopping}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not receiving.done():
            raise HTTPException(503, "the service stops: send the lines without an answer again", {"Retry-After": "5"})
        return receiving.result()
    finally:
        receiving.cancel()
        stopping.cancel()
