"""What is done, is to be done, and is tried again, whoever does it and however often they die."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coref.batch.items import Entry, Failure, Item, Unit
from coref.batch.jobs import Job, Queue
from coref.document import Document

unit_shapes = st.lists(st.lists(st.booleans(), min_size=1, max_size=4), max_size=8)
"""For each unit which of its entries failed before."""


def entry(number: int, *, failed: bool) -> Entry:
    place = str(number)
    return Failure(place, "failed before") if failed else Item(Document(place, "", "pl", (), ()), place)


def make_units(shapes: list[list[bool]]) -> list[Unit]:
    numbers = iter(range(100))
    return [
        Unit(number, tuple(entry(next(numbers), failed=failed) for failed in shape))
        for number, shape in enumerate(shapes)
    ]


@given(unit_shapes, st.integers(1, 3), st.data())
def test_every_entry_is_given_back_once_and_in_order(shapes, workers, data):
    units, told = make_units(shapes), []
    queue = Queue(units, workers, told.append)
    at_work: list[Job] = []
    finished: list[tuple[Unit, tuple[Entry, ...]]] = []
    deaths: dict[str, int] = {}
    while not queue.is_over:
        while len(at_work) < workers and (job := queue.next()) is not None:
            at_work.append(job)
        finished += queue.finished()
        if not queue.is_held_up:
            continue
        job = data.draw(st.sampled_from(at_work))
        item = job.remaining()[0]
        if data.draw(st.booleans()):
            deaths[item.place] = deaths.get(item.place, 0) + 1
            at_work.remove(job)
            queue.put_back_after_death(job, "")
        else:
            job.take(replace(item, fields={"read": True}))
            if job.is_done:
                at_work.remove(job)
    assert [unit for unit, _ in finished] == units
    for unit, entries in finished:
        for given_entry, made in zip(unit.entries, entries, strict=True):
            if isinstance(given_entry, Failure):
                assert made == given_entry
            elif deaths.get(given_entry.place, 0) < 2:
                assert made == replace(given_entry, fields={"read": True})
            else:
                assert isinstance(made, Failure)
                assert made.place == given_entry.place
    assert len(told) == len(deaths), "each document is told of when it is tried again"
