"""What is measured, for Prometheus; in a registry of each application's own."""

from __future__ import annotations

from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.scheduler import Scheduler

__all__ = ["Metrics"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The measurements of one application."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "coref_request_seconds",
            "Time from a request's first byte to its answer's last one.",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._active = Gauge("coref_requests_active", "Requests without a complete answer.", registry=self._registry)
        self._documents = Counter(
            "coref_documents",
            "Texts answered, by status as for a request of their own.",
            ("status",),
            registry=self._registry,
        )
        tokens = Gauge("coref_queue_tokens", "Tokens of texts that wait or are worked on.", registry=self._registry)
        tokens.set_function(lambda: scheduler.tokens)
        room = Gauge("coref_queue_tokens_max", "Tokens there is room for.", registry=self._registry)
        room.set(scheduler.max_tokens)
        speed = Gauge("coref_tokens_per_second", "Measured speed of all workers together.", registry=self._registry)
        speed.set_function(lambda: scheduler.speed or 0.0)
        info = Gauge("coref_info", "Always 1; the version is its label.", ("version",), registry=self._registry)
        info.labels(version("coref-pl-en")).set(1)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        # Labels of the client's choice would fill the memory.
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)

    def count_document(self, status: int) -> None:
        self._documents.labels(str(status)).inc()

    def change_active(self, by: int) -> None:
        self._active.inc(by)

    def to_text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)
