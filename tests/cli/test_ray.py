"""``coref annotate --engine ray`` and ``CorefMapper`` on a Ray of this machine, with four logical CPUs."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import PASSAGE_EN, PASSAGE_PL
from work import StartReader, die_at_start, refuse_to_start, units

from coref.batch.items import Entry, Failure, Item
from coref.batch.ray_workers import RayWorkers
from coref.errors import CheckpointError, CorefError, InputError

ray = pytest.importorskip("ray", reason="Ray, the extra [ray], is not installed")

CPUS, GPUS = 4, 1


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[str]:
    """The address of a Ray with more CPUs and GPUs than there are: they are only counted."""
    with pytest.MonkeyPatch.context() as patch:
        # A machine that is short of memory for other reasons should not cost a worker.
        patch.setenv("RAY_memory_monitor_refresh_ms", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        context = ray.init(
            num_cpus=CPUS,
            num_gpus=GPUS,
            object_store_memory=100_000_000,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="error",
        )
        yield context.address_info["gcs_address"]
        ray.shutdown()


def annotated(start: object, texts: list[str], told: list[str], workers: int = 2) -> list[Entry]:
    with RayWorkers(start, workers, told.append) as pool:
        return [entry for _, entries in pool.annotate(units(*texts)) for entry in entries]


def test_every_document_comes_back_once_and_in_order_although_workers_die(tmp_path):
    texts = [f"text {number}" for number in range(150)]
    texts[2], texts[70] = "die once", "die"
    told: list[str] = []
    entries = annotated(StartReader(tmp_path), texts, told)
    assert [entry.document.text if isinstance(entry, Item) else entry.place for entry in entries] == [
        *texts[:70],
        "70.txt",
        *texts[71:],
    ]
    failure = entries[70]
    assert isinstance(failure, Failure) and "died 2 times" in failure.reason
    assert told
