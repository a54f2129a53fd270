"""Annotating units in several processes, each with a model of its own."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

from coref.batch.items import Entry, Item, Unit
from coref.batch.jobs import Job, Queue
from coref.errors import CorefError

__all__ = ["Annotate", "Workers"]


class Annotate(Protocol):
    """What a worker does; ``info`` says with which model."""

    info: dict[str, Any]

    def __call__(self, item: Item, /) -> Entry: ...


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    connection: Connection
    job: Job | None = None
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
        self.info: dict[str, Any] = {}
        """The ``info`` of what the processes do."""

    def __enter__(self) -> Workers:
        self._workers = [self._new_worker() for _ in range(self._count)]
        try:
            nothing = Queue((), self._count, self._tell)
            while not self.info:
                self._receive(nothing)
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
        queue = Queue(units, self._count, self._tell)
        while not queue.is_over:
            self._send(queue)
            yield from queue.finished()
            if queue.is_held_up:
                self._receive(queue)

    def _send(self, queue: Queue) -> None:
        """Give a job to every worker that has none."""
        for worker in [worker for worker in self._workers if worker.ready and worker.job is None]:
            worker.job = queue.next()
            if worker.job is None:
                return
            try:
                worker.connection.send(worker.job.remaining())
            except OSError:
                self._replace(worker, queue)

    def _receive(self, queue: Queue) -> None:
        """Wait for something to be done, or for a worker to die."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection)):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker, queue)
                continue
            if isinstance(answer, CorefError):
                raise answer
            if worker.job is None:
                self.info, worker.ready = answer, True
                continue
            worker.job.take(answer)
            if worker.job.is_done:
                worker.job = None

    def _replace(self, dead: _Worker, queue: Queue) -> None:
        dead.connection.close()
        dead.process.join()
        if not dead.ready:
            raise CorefError(f"a worker process died as it started, with exit status {dead.process.exitcode}")
        if dead.job is not None:
            queue.put_back_after_death(dead.job, f", with exit status {dead.process.exitcode}")
        self._workers[self._workers.index(dead)] = self._new_worker()

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
