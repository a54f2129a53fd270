"""Several processes that annotate units, whoever runs them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from coref.batch.items import Entry, Item, Unit
from coref.batch.jobs import Queue

__all__ = ["Annotate", "Pool"]


class Annotate(Protocol):
    """What a worker does; ``info`` says with which model."""

    info: dict[str, Any]

    def __call__(self, item: Item, /) -> Entry: ...


class Pool(ABC):
    """Takes jobs from a queue to processes, and their answers back.

    Args:
        start: makes what each process does; it is pickled and called in the process.
        count: how many processes.
        tell: is told of every process that dies.
    """

    def __init__(self, start: Callable[[], Annotate], count: int, tell: Callable[[str], None]) -> None:
        self._start, self._count, self._tell = start, count, tell
        self._info: dict[str, Any] = {}

    @property
    def info(self) -> dict[str, Any]:
        """The ``info`` of what the processes do, as soon as one of them is ready."""
        nothing = Queue((), self._count, self._tell)
        while not self._info:
            self._receive(nothing)
        return self._info

    def annotate(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, tuple[Entry, ...]]]:
        """Each unit with its entries annotated, in order."""
        queue = Queue(units, self._count, self._tell)
        while not queue.is_over:
            self._send(queue)
            yield from queue.finished()
            if queue.is_held_up:
                self._receive(queue)

    @abstractmethod
    def _send(self, queue: Queue) -> None:
        """Give jobs to processes that have none."""

    @abstractmethod
    def _receive(self, queue: Queue) -> None:
        """Wait for something to be done, or for a process to be ready or to die."""
