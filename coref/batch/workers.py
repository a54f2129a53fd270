"""Annotating units in several processes, each with a model of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread

from coref.batch.items import Item
from coref.batch.jobs import Job, Queue
from coref.batch.pool import Annotate, Pool
from coref.errors import CorefError

__all__ = ["Workers"]


@dataclass(slots=True, eq=False)
class _Worker:
    """A process with the job that it does, and perhaps the one after that."""

    process: SpawnProcess
    connection: Connection
    jobs: deque[Job] = field(default_factory=deque)
    ready: bool = False


class Workers(Pool):
    """A pool of processes, which start with the ``with`` block.

    Args:
        start: makes what each process does; it is pickled and called in the process.
        count: how many processes.
        tell: is told of every process that dies.

    Raises:
        CorefError: (``info`` and ``annotate``) what ``start`` raised, or when processes die as they start.
    """

    def __init__(self, start: Callable[[], Annotate], count: int, tell: Callable[[str], None]) -> None:
        super().__init__(start, count, tell)
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers:
        self._workers = [self._new_worker() for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _send(self, queue: Queue) -> None:
        """Give a job to every worker that has none, and while there are enough, one to go on with.

        So a worker need not wait while this process reads or writes.
        """
        for worker in [worker for worker in self._workers if worker.ready and not worker.jobs]:
            self._give(worker, queue)
        for worker in [worker for worker in self._workers if len(worker.jobs) == 1]:
            if queue.waiting >= self._count:
                self._give(worker, queue)

    def _give(self, worker: _Worker, queue: Queue) -> None:
        job = queue.next()
        if job is None:
            return
        worker.jobs.append(job)
        # A dead process may have left answers, which must be received first; after them its death is seen.
        with suppress(OSError):
            worker.connection.send(job.remaining())

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
            if not worker.ready:
                self._info, worker.ready = answer, True
                continue
            worker.jobs[0].take(answer)
            if worker.jobs[0].is_done:
                worker.jobs.popleft()

    def _replace(self, dead: _Worker, queue: Queue) -> None:
        dead.connection.close()
        dead.process.join()
        if not dead.ready:
            raise CorefError(f"a worker process died as it started, with exit status {dead.process.exitcode}")
        if dead.jobs:
            at, *others = dead.jobs
            for job in others:
                queue.put_back(job)
            queue.put_back_after_death(at, f", with exit status {dead.process.exitcode}")
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
    batches: SimpleQueue[list[Item]] = SimpleQueue()
    Thread(target=_receive_batches, args=(connection, batches), daemon=True).start()
    with suppress(OSError):
        connection.send(annotate.info)
        while True:
            for item in batches.get():
                connection.send(annotate(item))


def _receive_batches(connection: Connection, batches: SimpleQueue[list[Item]]) -> None:
    """Always ready to receive: were both processes to wait until they can send, they would wait for ever."""
    with suppress(EOFError, OSError):
        while True:
            batches.put(connection.recv())
    # Without the process that started it, a worker has nothing more to do.
    os._exit(0)
