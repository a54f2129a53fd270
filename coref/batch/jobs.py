"""Which documents are to be done, are done, and are to be tried again, whatever kind of process does them.

A process is given the documents of a unit and gives back one after another. So when it dies, of whatever, it is known
which document it was at: that one is tried once more, with those that follow it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from coref.batch.items import Entry, Failure, Item, Unit

__all__ = ["Job", "Queue"]

_UNITS_AHEAD = 3
"""Units for each worker that are read before the first of them is written: what a run holds in memory."""
_TRIES = 2


@dataclass(slots=True, eq=False)
class Job:
    """A unit and those of its entries that are done."""

    unit: Unit
    done: list[Entry] = field(default_factory=list)
    deaths: int = 0

    def __post_init__(self) -> None:
        self._pass_failures()

    def take(self, entry: Entry) -> None:
        """Take what became of the first of ``remaining()``."""
        self.done.append(entry)
        self.deaths = 0
        self._pass_failures()

    @property
    def is_done(self) -> bool:
        return len(self.done) == len(self.unit.entries)

    def remaining(self) -> list[Item]:
        """The documents that are not done."""
        return [entry for entry in self.unit.entries[len(self.done) :] if isinstance(entry, Item)]

    def _pass_failures(self) -> None:
        """Pass over entries that failed before they came here."""
        while not self.is_done and isinstance(failed := self.unit.entries[len(self.done)], Failure):
            self.done.append(failed)


class Queue:
    """The jobs of a run: taken by workers in any order, given back in theirs.

    Args:
        units: are read as there is room for them.
        workers: how many take from the queue.
        tell: is told of documents that are tried again.
    """

    def __init__(self, units: Iterable[Unit], workers: int, tell: Callable[[str], None]) -> None:
        self._units, self._ahead, self._tell = iter(units), _UNITS_AHEAD * workers, tell
        self._unwritten: deque[Job] = deque()
        self._waiting: deque[Job] = deque()

    def next(self) -> Job | None:
        """A job with something to do, if there is one now; what was a dead worker's goes first."""
        self._fill()
        return self._waiting.popleft() if self._waiting else None

    @property
    def waiting(self) -> int:
        """How many jobs there are for ``next``."""
        self._fill()
        return len(self._waiting)

    def finished(self) -> Iterator[tuple[Unit, tuple[Entry, ...]]]:
        """The units that are done and follow those that were given before."""
        while self._unwritten and self._unwritten[0].is_done:
            job = self._unwritten.popleft()
            yield job.unit, tuple(job.done)

    @property
    def is_over(self) -> bool:
        """Whether every unit has been given back."""
        self._fill()
        return not self._unwritten

    @property
    def is_held_up(self) -> bool:
        """Whether the next unit to be given back, of those that were read, is not done."""
        return bool(self._unwritten) and not self._unwritten[0].is_done

    def put_back(self, job: Job) -> None:
        """Have another worker, or the same, go on with a job, before any other."""
        self._waiting.appendleft(job)

    def put_back_after_death(self, job: Job, death: str) -> None:
        """Have the document at which a worker died tried once more, or leave it out; ``death`` says how it died."""
        place = job.remaining()[0].place
        job.deaths += 1
        if job.deaths < _TRIES:
            self._tell(f"{place}: the worker process died{death}; the document is tried once more")
        else:
            reason = f"the worker process died {_TRIES} times; perhaps there is not enough memory"
            job.take(Failure(place, f"{place}: {reason}"))
        if not job.is_done:
            self.put_back(job)

    def _fill(self) -> None:
        while len(self._unwritten) < self._ahead and (unit := next(self._units, None)) is not None:
            job = Job(unit)
            self._unwritten.append(job)
            if not job.is_done:
                self._waiting.append(job)
