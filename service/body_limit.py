"""Refuses long request bodies before they are read whole."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import problem_response

__all__ = ["BodyLimit"]


class BodyLimit:
    """ASGI middleware: by its ``Content-Length`` a long body is refused unread, a chunked one once it is too long.

    The framework's own limit is not used: it answers the two cases in different forms, the first as plain text.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app, self._max_bytes = app, max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_bytes:
            response = problem_response(413, self._detail(f"{int(announced):,} bytes"), scope["path"])
            await response(scope, receive, send)
            return
        await self._app(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._max_bytes:
                raise HTTPException(413, self._detail(f"at least {read:,} bytes"))
            return message

        return receive_within_limit

    def _detail(self, length: str) -> str:
        return f"the body has {length} and the limit is {self._max_bytes:,} bytes; send the text in parts"
