"""A limit on the length of request bodies that holds whether or not the client announces a length."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BodyLimit"]


class BodyLimit:
    """ASGI middleware that stops reading a body once it is known to be too long.

    FastAPI's own ``max_body_size`` answers an announced length in plain text; this raises an ``HTTPException``
    where the body is read, so that both cases become the same problem document.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = int(Headers(scope=scope).get("content-length", 0))
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            if announced > self._max_bytes:
                raise self._too_long(f"{announced:,}")
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise self._too_long(f"at least {received:,}")
            return message

        await self._app(scope, receive_within_limit, send)

    def _too_long(self, length: str) -> HTTPException:
        return HTTPException(
            413, f"the body is {length} bytes long and the limit is {self._max_bytes:,}: send the text in parts"
        )
