"""Who may ask, and how much: API keys and rates."""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Collection

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from service.problems import describe

__all__ = ["Access", "Rates"]

_GUARDED = "/v1/"


class Rates:
    """How many documents each client may send; ``None`` for any number."""

    def __init__(self, rate: str | None) -> None:
        self._rate = parse(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def charge(self, client: str, documents: int) -> None:
        """Count documents against the client's rate.

        Raises:
            HTTPException: 429 with Retry-After, when that is too many; then none is counted.
        """
        if self._rate is None or documents == 0 or await self._limiter.hit(self._rate, client, cost=documents):
            return
        reset, _ = await self._limiter.get_window_stats(self._rate, client)
        wait = max(1, math.ceil(reset - time.time()))
        raise HTTPException(
            429, f"the limit is {self._rate} documents; try again in {wait} s", {"Retry-After": str(wait)}
        )


class Access:
    """ASGI middleware before the routes under ``/v1/``: asks for a key, if there are any, and counts documents.

    It acts before a body is read. ``scope["state"]["client"]`` is who asks, for further charges.
    """

    def __init__(self, app: ASGIApp, keys: Collection[str], rates: Rates) -> None:
        self._app = app
        self._keys = [_digest(key) for key in keys]
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_GUARDED):
            try:
                client = self._identify(scope)
                scope.setdefault("state", {})["client"] = client
                if scope["method"] == "POST":
                    await self._rates.charge(client, 1)
            except HTTPException as error:
                await describe(error).to_response(scope["path"])(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _identify(self, scope: Scope) -> str:
        if not self._keys:
            return str((scope.get("client") or ("unknown",))[0])
        headers = Headers(scope=scope)
        kind, _, token = headers.get("authorization", "").partition(" ")
        key = headers.get("x-api-key") or (token.strip() if kind.lower() == "bearer" else "")
        offered = _digest(key)
        # All are compared, and digests of one length, so that time tells nothing.
        known = [hmac.compare_digest(offered, expected) for expected in self._keys]
        if not any(known):
            raise HTTPException(
                401,
                "send one of the service's keys in the header X-API-Key, or as Authorization: Bearer KEY",
                {"WWW-Authenticate": "Bearer"},
            )
        return offered.hex()


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
