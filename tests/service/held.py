"""A resolver that works when it is told to."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Event, Semaphore


class Held:
    """Wraps a resolver; every text waits until ``leave`` is set, and ``entered`` counts the texts that wait so."""

    def __init__(self, resolver) -> None:
        self._resolver = resolver
        self.entered = Semaphore(0)
        self.leave = Event()
        self.texts: list[str] = []

    def __call__(self, document, **options):
        self.texts.append(document.text)
        self.entered.release()
        self.leave.wait()
        return self._resolver(document, **options)

    @property
    def loaded(self) -> Future:
        """Itself as the service takes it."""
        future: Future = Future()
        future.set_result(self)
        return future
