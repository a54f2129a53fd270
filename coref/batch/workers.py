"""Annotating units in several processes, each with a model of its own.

A worker is sent the documents of a unit and sends back one after another. So when it dies, of whatever, it is known
which document it was at: that one is given to a new worker once more, with those that follow it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

from coref.batch.items import Entry, Failure, Item, Unit
from coref.errors import CorefError

__all__ = ["Annotate", "Workers"]

_UNITS_AHEAD = 2
"""Units for each worker that are read before the first of them is written: what a run holds in memory."""
_TRIES = 2


class Annotate(Protocol):
    """What a worker does; ``info`` says with which model."""

    info: dict[str, Any]

    def __call__(self, item: Item, /) -> Entry: ...


@dataclass(slots=True, eq=False)
class _Job:
    unit: Unit
    done: list[Entry] = field(default_factory=list)
    deaths: int = 0

    def skip_failures(self) -> None:
        """Pass over entries that failed before they came here."""
        while not self.is_done and isinstance(self.unit.entries[len(self.done)], Failure):
            self.done.append(self.unit.entries[len(self.done)])

    @property
    def is_done(self) -> bool:
        return len(self.done) == len(self.unit.entries)

    def remaining(self) -> list[Item]:
        return [entry for entry in self.unit.entries[len(self.done) :] if isinstance(entry, Item)]


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    connection: Connection
    job: _Job | None = None
    ready: bool = False


class Workers:
    """A pool of processes.

    Args:
        start: makes what each process does; it is pickled and called in the process.
        count: how many processes.
        tell: is told of every process that dies.

    Raises:
        CorefError: what ``start`` raised, or when processes die as they start.
    """

    def __init__(self, start: Callable[[], Annotate], count: int, tell: Callable[[str], None]) -> None:
        self._start, self._tell = start, tell
        self._context = multiprocessing.get_context("spawn")
        self._count = count
        self._workers: list[_Worker] = []
        self._retries: deque[_Job] = deque()
        self.info: dict[str, Any] = {}
        """The ``info`` of what the processes do."""

    def __enter__(self) -> Workers:
        self._workers = [self._new_worker() for _ in range(self._count)]
        try:
            while not self.info:
                self._receive()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def annotate(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, tuple[Entry, ...]]]:
        """Each unit with its entries annotated, in order."""
        remaining = iter(units)
        ahead: deque[_Job] = deque()
        waiting: deque[_Job] = deque()
        exhausted = False
        while True:
            while not exhausted and len(ahead) < _UNITS_AHEAD * self._count:
                unit = next(remaining, None)
                if unit is None:
                    exhausted = True
                else:
                    ahead.append(_Job(unit))
                    waiting.append(ahead[-1])
                    self._send(waiting)
            self._send(waiting)
            while ahead and ahead[0].is_done:
                job = ahead.popleft()
                yield job.unit, tuple(job.done)
            if not ahead and exhausted:
                return
            if ahead:
                self._receive()

    def _send(self, waiting: deque[_Job]) -> None:
        """Give a job to every worker that has none; what was a dead worker's goes first."""
        for worker in self._workers:
            while worker.ready and worker.job is None and (self._retries or waiting):
                job = self._retries.popleft() if self._retries else waiting.popleft()
                job.skip_failures()
                if job.is_done:
                    continue
                worker.job = job
                try:
                    worker.connection.send(job.remaining())
                except OSError:
                    self._replace(worker)

    def _receive(self) -> None:
        """Wait for something to be done, or for a worker to die."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection)):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(answer, CorefError):
                raise answer
            if worker.job is None:
                self.info, worker.ready = answer, True
                continue
            worker.job.done.append(answer)
            worker.job.deaths = 0
            worker.job.skip_failures()
            if worker.job.is_done:
                worker.job = None

    def _replace(self, dead: _Worker) -> None:
        dead.connection.close()
        dead.process.join()
        if not dead.ready:
            raise CorefError(f"a worker process died as it started, with exit status {dead.process.exitcode}")
        if dead.job is not None:
            self._return(dead.job, dead.process.exitcode)
        self._workers[self._workers.index(dead)] = self._new_worker()

    def _return(self, job: _Job, status: int | None) -> None:
        """Have the document that the worker was at tried once more, or leave it out."""
        place = job.remaining()[0].place
        job.deaths += 1
        if job.deaths < _TRIES:
            self._tell(f"{place}: the worker process died, with exit status {status}; the document is tried once more")
        else:
            reason = f"the worker process died {_TRIES} times, the last with exit status {status}"
            job.done.append(Failure(place, f"{place}: {reason}; perhaps there is not enough memory"))
            job.deaths = 0
        self._retries.append(job)

    def _new_worker(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._start), daemon=True)
        process.start()
        # So that reading from ours ends when the process does.
        theirs.close()
        return _Worker(process, ours)


def _work(connection: Connection, start: Callable[[], Annotate]) -> None:
    """What runs in a process."""
    # The process that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        annotate = start()
    except CorefError as error:
        connection.send(error)
        return
    # Without the process that started it, a worker has nothing more to do.
    with suppress(EOFError, OSError):
        connection.send(annotate.info)
        while True:
            for item in connection.recv():
                connection.send(annotate(item))
