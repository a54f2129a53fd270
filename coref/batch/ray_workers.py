"""Annotating units in processes that Ray runs, on one machine or many. Needs Ray, the extra ``[ray]``.

Only the processes are Ray's: what is read, kept, tried again and written is as in any other run. Ray Data would put
blocks of its own in the units' place, and would try a whole block again, or lose it, where one document is to blame.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from coref.batch.items import Entry, Item
from coref.batch.jobs import Job, Queue
from coref.batch.pool import Annotate, Pool
from coref.errors import CorefError, InputError

__all__ = ["RayWorkers"]

_PATIENCE = 10
"""Seconds in which a machine should answer."""
_SAME_EVERYWHERE = ("version", "sha256")


class _Actor:
    """What runs in a process."""

    def __init__(self, start: Callable[[], Annotate]) -> None:
        self._start = start

    def info(self) -> dict[str, Any]:
        # Not in __init__: what is raised there does not reach the one who asked for the actor.
        self._annotate = self._start()
        return self._annotate.info

    def annotate(self, items: list[Item]) -> Iterator[Entry]:
        for item in items:
            yield self._annotate(item)


@dataclass(slots=True, eq=False)
class _Worker:
    """An actor, and what is awaited of it: its info, a stream of so many entries, or nothing."""

    actor: Any
    awaited: Any
    job: Job | None = None
    entries: int = 0


class RayWorkers(Pool):
    """A pool of Ray's actors. Where Ray is not connected to, ``RAY_ADDRESS`` says to which, or else one is started.

    Args:
        start: makes what each process does; it is pickled and called in the process.
        count: how many processes. Those that find no room in the cluster start once there is some.
        tell: is told of every process that dies.
        gpus: of each process; a part of one may be shared by several.

    Raises:
        CorefError: when Ray is not installed or not to be reached, or has not the room for one process; (``info`` and
            ``annotate``) what ``start`` raised, or when processes die as they start or have different models.
    """

    def __init__(
        self, start: Callable[[], Annotate], count: int, tell: Callable[[str], None], *, gpus: float = 0.0
    ) -> None:
        super().__init__(start, count, tell)
        self._ray = _require_ray()
        self._gpus = gpus
        self._stack = ExitStack()
        self._workers: list[_Worker] = []

    def __enter__(self) -> RayWorkers:
        # Ray tells of dead workers on standard output, where annotated documents may go.
        self._stack.enter_context(redirect_stdout(sys.stderr))
        try:
            self._connect()
            self._check_room()
            self._workers = [self._new_worker() for _ in range(self._count)]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._ray.kill(worker.actor)
        self._workers.clear()
        self._stack.close()

    def _connect(self) -> None:
        if self._ray.is_initialized():
            return
        _check_address(os.environ.get("RAY_ADDRESS", ""))
        try:
            self._ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
        except (ConnectionError, OSError, RuntimeError) as error:
            raise CorefError(f"Ray cannot be reached or started: {error}") from error
        self._stack.callback(self._ray.shutdown)

    def _check_room(self) -> None:
        there = self._ray.cluster_resources()
        cpus, gpus = int(there.get("CPU", 0)), there.get("GPU", 0.0)
        room = min(cpus, int(gpus / self._gpus)) if self._gpus else cpus
        if not room:
            raise InputError(
                f"the Ray cluster has {cpus} CPUs and {gpus:g} GPUs: that is no room for a worker, "
                f"which takes 1 CPU and {self._gpus:g} GPUs"
            )
        if room < self._count:
            self._tell(f"the Ray cluster has room for {room} workers of {self._count}; the others wait for some")

    def _send(self, queue: Queue) -> None:
        """Give a job to every worker that has none."""
        for worker in [worker for worker in self._workers if worker.awaited is None]:
            worker.job = queue.next()
            if worker.job is None:
                return
            items = worker.job.remaining()
            if worker.job.deaths:
                # What a process sent right before it died is lost at times, so that it may have died of a later one.
                # Alone, a document is blamed for nothing but its own.
                items = items[:1]
            worker.entries = len(items)
            worker.awaited = worker.actor.annotate.options(num_returns="streaming").remote(items)

    def _receive(self, queue: Queue) -> None:
        """Wait for something to be done, or for a worker to die."""
        by_awaited = {worker.awaited: worker for worker in self._workers if worker.awaited is not None}
        (awaited,), _ = self._ray.wait(list(by_awaited), num_returns=1)
        worker = by_awaited[awaited]
        try:
            answer = self._ray.get(awaited if worker.job is None else next(awaited))
        except self._ray.exceptions.RayError as error:
            self._replace(worker, error, queue)
            return
        if worker.job is None:
            self._take_info(answer)
            worker.awaited = None
            return
        worker.job.take(answer)
        worker.entries -= 1
        if not worker.entries:
            if not worker.job.is_done:
                queue.put_back(worker.job)
            worker.job = worker.awaited = None

    def _take_info(self, info: dict[str, Any]) -> None:
        self._info = self._info or info
        for key in _SAME_EVERYWHERE:
            if self._info.get(key) != info.get(key):
                raise CorefError(
                    f"the model's {key} is {self._info.get(key)} with one worker and {info.get(key)} with another: "
                    "every machine of the Ray cluster needs the same package and model"
                )

    def _replace(self, dead: _Worker, error: Exception, queue: Queue) -> None:
        if dead.job is None:
            if isinstance(cause := getattr(error, "cause", None), CorefError):
                raise cause from None
            raise CorefError(f"a worker process died as it started: {error}") from error
        queue.put_back_after_death(dead.job, "")
        self._ray.kill(dead.actor)
        self._workers[self._workers.index(dead)] = self._new_worker()

    def _new_worker(self) -> _Worker:
        actor = self._ray.remote(_Actor).options(num_cpus=1, num_gpus=self._gpus).remote(self._start)
        return _Worker(actor, actor.info.remote())


def _check_address(address: str) -> None:
    """Whether there is something at ``HOST:PORT``: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except OSError as error:
        raise CorefError(f"{address}, where RAY_ADDRESS says that Ray is, cannot be reached: {error}") from error


def _require_ray() -> ModuleType:
    try:
        import ray
    except ImportError as error:
        raise InputError("--engine ray needs Ray: pip install 'coref-pl-en[ray]'") from error
    library: ModuleType = ray
    return library
