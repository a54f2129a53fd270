"""What goes around every request: an id, a line in the log, a measurement, and headers on the answer."""

from __future__ import annotations

import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.metrics import Metrics
from service.problems import describe
from service.requests import choose_request_id, request_id

__all__ = ["RequestLog", "SecurityHeaders"]

logger = logging.getLogger("service.access")

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_PROBES = frozenset({"/livez", "/readyz", "/metrics"})
_CLIENT_GONE = 499
"""Status in the log where nobody was left to answer, after nginx."""


class SecurityHeaders:
    """ASGI middleware: strict headers, unless a route has set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class RequestLog:
    """ASGI middleware: ``X-Request-ID``, a log line and a measurement for each request; 500 for what nobody expects."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = choose_request_id(Headers(scope=scope).get("x-request-id", ""))
        token = request_id.set(identity)
        start, status = time.monotonic(), _CLIENT_GONE

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = identity
            await send(message)

        self._metrics.change_active(1)
        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            logger.exception("unexpected error")
            if status != _CLIENT_GONE:
                raise
            await describe(error).to_response(scope["path"])(scope, receive, send_with_id)
        finally:
            seconds = time.monotonic() - start
            # The template and not the path, which is the client's to choose.
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.change_active(-1)
            self._metrics.count_request(scope["method"], route, status, seconds)
            fields = {"method": scope["method"], "route": route, "status": status, "ms": round(1000 * seconds, 1)}
            # Probes come every few seconds and say nothing, as long as all is well.
            level = logging.DEBUG if route in _PROBES and status == 200 else logging.INFO
            logger.log(level, "request", extra={"fields": fields | scope.get("state", {}).get("logged", {})})
            request_id.reset(token)
