"""Texts waiting for a worker: a bounded queue in tokens before threads that each work on one text.

A text is computed by itself, so that its answer cannot depend on its neighbours; there is nothing to pad and nothing
to wait for. Several threads of one core each serve more texts than one thread with several cores.
"""

from __future__ import annotations

import heapq
import itertools
import math
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

__all__ = ["Job", "Overloaded", "Scheduler"]

Result = TypeVar("Result")

_MEMORY = 0.95
"""Share of the past in the measured speed that stays with each new text."""


class Overloaded(Exception):
    """There is no room in the queue.

    ``retry_after`` is after how many seconds there is likely to be, going by the speed measured so far.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(eq=False, slots=True)
class Job(Generic[Result]):
    """Work of ``tokens`` tokens; ``future`` has its result, and drops the work when it is cancelled in the queue."""

    work: Callable[[], Result]
    tokens: int
    future: Future[Result] = field(default_factory=Future)
    seconds: float | None = None
    """How long the work took, once it has succeeded."""


class Scheduler:
    """Works on jobs in threads.

    Of the jobs that wait the one goes first that would be done first if each had a core of its own from its arrival.
    So short texts overtake long ones, and a long one waits at most its own duration longer than its turn.

    Args:
        workers: how many threads there are.
        max_tokens: how many tokens may wait or be worked on.
        max_seconds: how long a job may be expected to take with all that are there before it.
        prepare_thread: what each thread does before its first job.
    """

    def __init__(
        self,
        workers: int,
        max_tokens: int,
        max_seconds: float,
        prepare_thread: Callable[[], None] = lambda: None,
    ) -> None:
        self._workers = workers
        self._max_tokens = max_tokens
        self._max_seconds = max_seconds
        self._prepare_thread = prepare_thread
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Job[Any]]] = []
        self._numbers = itertools.count()
        self._stopping = False
        self._tokens = 0
        self._worked_tokens = 0.0
        self._worked_seconds = 0.0
        self._threads = [
            threading.Thread(target=self._serve, name=f"worker-{number}", daemon=True) for number in range(workers)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish every job that is there, then end the threads."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    @property
    def tokens(self) -> int:
        """Tokens of the jobs that wait or are worked on."""
        return self._tokens

    @property
    def max_tokens(self) -> int:
        """How many tokens there is room for."""
        return self._max_tokens

    @property
    def speed(self) -> float | None:
        """Tokens a second of all threads together, measured; ``None`` before the first job is done."""
        with self._changed:
            return self._workers * self._worked_tokens / self._worked_seconds if self._worked_seconds else None

    def submit(self, jobs: Sequence[Job[Result]]) -> None:
        """Take in all these jobs, or none of them. What finds nothing before it is always taken.

        Raises:
            Overloaded: when there is no room.
        """
        cost = sum(job.tokens for job in jobs)
        speed = self.speed
        with self._changed:
            room = self._max_tokens if speed is None else min(self._max_tokens, speed * self._max_seconds)
            if self._tokens and self._tokens + cost > room:
                excess = min(self._tokens, self._tokens + cost - room)
                raise Overloaded(max(1, math.ceil(excess / speed)) if speed else 1)
            self._tokens += cost
            for job in jobs:
                alone = job.tokens * self._workers / speed if speed else 0.0
                heapq.heappush(self._waiting, (time.monotonic() + alone, next(self._numbers), job))
            self._changed.notify(len(jobs))
        for job in jobs:
            job.future.add_done_callback(partial(self._leave, job))

    def _leave(self, job: Job[Any], future: Future[Any]) -> None:
        # A cancelled job stays in the heap for a while; its text need not.
        job.work = _nothing
        # Speed and room change together: between the two, a text would be refused for the sake of one that is done.
        with self._changed:
            self._tokens -= job.tokens
            if job.seconds is not None:
                self._worked_tokens = _MEMORY * self._worked_tokens + job.tokens
                self._worked_seconds = _MEMORY * self._worked_seconds + job.seconds

    def _serve(self) -> None:
        self._prepare_thread()
        while (job := self._next()) is not None:
            if job.future.set_running_or_notify_cancel():
                self._run(job)

    def _next(self) -> Job[Any] | None:
        with self._changed:
            while not self._waiting and not self._stopping:
                self._changed.wait()
            return heapq.heappop(self._waiting)[2] if self._waiting else None

    def _run(self, job: Job[Any]) -> None:
        start = time.monotonic()
        try:
            result = job.work()
        except BaseException as error:
            job.future.set_exception(error)
        else:
            job.seconds = time.monotonic() - start
            job.future.set_result(result)


def _nothing() -> None:
    raise RuntimeError("this job was cancelled")
