"""Limits on request bodies: how long, how slow, and how much of all of them together is held."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BodyLimit"]

_BODIES_HELD = 32
"""How many bodies of full length may be in memory at once."""


class BodyLimit:
    """ASGI middleware that stops reading a body once it is known to be too long or is too slow.

    FastAPI's own ``max_body_size`` answers an announced length in plain text; this raises an ``HTTPException``
    where the body is read, so that both cases become the same problem document.

    Args:
        max_bytes: the longest body.
        seconds: how long sending it may take.
        streams: paths whose routes limit the parts of a body themselves; there the time is for each part.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, seconds: float, streams: Collection[str] = ()) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._streams = streams
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_stream = scope["path"] in self._streams
        announced = 0 if is_stream else int(Headers(scope=scope).get("content-length", 0))
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._seconds
        received = 0
        more = True

        async def receive_within_limits() -> Message:
            nonlocal received, more
            if announced > self._max_bytes:
                raise self._too_long(f"{announced:,}")
            if not more:
                # What comes now is that the client has gone, which may take as long as the answer.
                return await receive()
            try:
                async with asyncio.timeout_at(clock() + self._seconds if is_stream else deadline):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(
                    408, f"the body was not complete after {self._seconds:g} s: send it faster, or in parts"
                ) from None
            more = message.get("more_body", False)
            if is_stream:
                return message
            length = len(message.get("body", b""))
            received, self._held = received + length, self._held + length
            if received > self._max_bytes:
                raise self._too_long(f"at least {received:,}")
            if self._held > max(received, _BODIES_HELD * self._max_bytes):
                raise HTTPException(503, "too many texts are being sent; try again in 1 s", {"Retry-After": "1"})
            return message

        try:
            await self._app(scope, receive_within_limits, send)
        finally:
            self._held -= received

    def _too_long(self, length: str) -> HTTPException:
        return HTTPException(
            413, f"the body is {length} bytes long and the limit is {self._max_bytes:,}: send the text in parts"
        )
