"""The queue before the workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.scheduler import Job, Overloaded, Scheduler


@contextmanager
def running(workers: int = 1, max_tokens: int = 1000, max_seconds: float = 1e9) -> Iterator[Scheduler]:
    scheduler = Scheduler(workers, max_tokens, max_seconds)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.stop()


@contextmanager
def busy(scheduler: Scheduler, tokens: int = 1) -> Iterator[Job]:
    """One worker is held by a job meanwhile."""
    entered, leave = Event(), Event()
    job = Job(lambda: (entered.set(), leave.wait()), tokens)
    scheduler.submit([job])
    entered.wait()
    try:
        yield job
    finally:
        leave.set()


@given(st.lists(st.integers(), max_size=30), st.integers(1, 4))
def test_every_job_has_its_own_result(values, workers):
    jobs = [Job(lambda value=value: value, 1) for value in values]
    with running(workers) as scheduler:
        scheduler.submit(jobs)
    assert [job.future.result(timeout=0) for job in jobs] == values
    assert scheduler.tokens == 0


def test_a_job_that_fails_fails_alone():
    good, bad, other = Job(lambda: 1, 1), Job(lambda: 1 / 0, 1), Job(lambda: 2, 1)
    with running() as scheduler:
        scheduler.submit([good, bad, other])
    assert good.future.result(timeout=0) == 1
    assert isinstance(bad.future.exception(timeout=0), ZeroDivisionError)
    assert other.future.result(timeout=0) == 2


def test_more_than_there_is_room_for_is_refused_whole():
    with running(max_tokens=10) as scheduler, busy(scheduler, tokens=4):
        with pytest.raises(Overloaded):
            scheduler.submit([Job(int, 3), Job(int, 4)])
        assert scheduler.tokens == 4
        scheduler.submit([Job(int, 3), Job(int, 3)])
        assert scheduler.tokens == 10


def test_a_job_that_finds_nothing_before_it_is_taken_however_long_it_is():
    job = Job(int, 5000)
    with running(max_tokens=10) as scheduler:
        scheduler.submit([job])
    assert job.future.result(timeout=0) == 0


def test_a_cancelled_job_leaves_its_place_and_is_never_begun():
    begun = []
    dropped = Job(lambda: begun.append(1), 9)
    with running(max_tokens=10) as scheduler, busy(scheduler):
        scheduler.submit([dropped])
        assert dropped.future.cancel()
        assert scheduler.tokens == 1
        scheduler.submit([Job(int, 9)])
    assert not begun


def test_a_short_job_overtakes_a_long_one_that_came_before():
    order = []
    with running(max_tokens=10_000_000) as scheduler:
        with busy(scheduler, tokens=1):
            pass
        with busy(scheduler, tokens=1):
            # The one that was measured makes this one hours long.
            scheduler.submit([Job(lambda: order.append("long"), 9_000_000)])
            scheduler.submit([Job(lambda: order.append("short"), 1)])
    assert order == ["short", "long"]


def test_jobs_of_one_length_go_in_the_order_of_their_coming():
    order = []
    with running() as scheduler, busy(scheduler):
        for number in range(20):
            scheduler.submit([Job(lambda number=number: order.append(number), 1)])
    assert order == list(range(20))


def test_what_cannot_be_done_in_time_by_the_speed_measured_is_refused_with_the_time_to_wait():
    with running(max_tokens=10**9, max_seconds=10) as scheduler:
        with busy(scheduler, tokens=100) as measured:
            pass
        measured.future.result()
        with busy(scheduler, tokens=100):
            tokens = int(20 * scheduler.speed) + 1
            with pytest.raises(Overloaded) as refused:
                scheduler.submit([Job(int, tokens)])
    assert refused.value.retry_after >= 1


def test_stopping_finishes_what_was_accepted():
    jobs = [Job(int, 1) for _ in range(50)]
    scheduler = Scheduler(2, 1000, 1e9)
    scheduler.start()
    scheduler.submit(jobs)
    scheduler.stop()
    assert all(job.future.done() for job in jobs)
