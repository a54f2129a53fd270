"""``coref annotate --engine ray`` and ``CorefMapper`` on a Ray of this machine, with four logical CPUs.

More CPUs than there are, and workers that leave some of them: where workers take all of them, Ray Data's own tasks wait
for ever.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import PASSAGE_EN, PASSAGE_PL
from work import StartAnotherEachTime, StartReader, die_at_start, refuse_to_start, units

from coref.batch.items import Failure, Item
from coref.batch.ray_workers import RayWorkers
from coref.errors import CheckpointError, CorefError, InputError

ray = pytest.importorskip("ray", reason="Ray, the extra [ray], is not installed")
pytestmark = pytest.mark.timeout(120)

CPUS, GPUS = 4, 1
UNIT = 32


@pytest.fixture(scope="module", autouse=True)
def cluster(tiny_model: Path) -> Iterator[str]:
    """A Ray of its own: its address."""
    with pytest.MonkeyPatch.context() as patch:
        # A machine that is short of memory for other reasons should not cost a worker.
        patch.setenv("RAY_memory_monitor_refresh_ms", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.setenv("COREF_MODEL", str(tiny_model))
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


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """JSON lines of three units, with a line in each that is none."""
    lines = [
        json.dumps({"text": [PASSAGE_PL, PASSAGE_EN][number % 2], "id": f"d{number}"}) if number % 30 else "not json"
        for number in range(2 * UNIT + 4)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "in.jsonl"


def test_every_document_comes_back_once_and_in_order_although_workers_die(tmp_path, capsys):
    texts = [f"text {number}" for number in range(150)]
    texts[2], texts[70] = "die once", "die"
    told: list[str] = []
    with RayWorkers(StartReader(tmp_path), 2, told.append) as workers:
        entries = [entry for _, entries in workers.annotate(units(*texts)) for entry in entries]
        # Ray's own words on dead workers would spoil a pipe.
        assert capsys.readouterr().out == ""
    assert [entry.document.text if isinstance(entry, Item) else entry.place for entry in entries] == [
        *texts[:70],
        "70.txt",
        *texts[71:],
    ]
    assert isinstance(entries[70], Failure)
    assert "died 2 times" in entries[70].reason
    assert told


def test_what_a_worker_says_as_it_starts_is_raised():
    with pytest.raises(CheckpointError, match="no such model"), RayWorkers(refuse_to_start, 2, pytest.fail) as workers:
        _ = workers.info


def test_workers_that_die_as_they_start_are_an_error():
    with pytest.raises(CorefError, match="died as it started"), RayWorkers(die_at_start, 2, pytest.fail) as workers:
        _ = workers.info


def test_workers_with_different_models_do_not_work_together(tmp_path):
    with RayWorkers(StartAnotherEachTime(tmp_path), 1, lambda _: None) as workers:  # noqa: SIM117
        with pytest.raises(CorefError, match="every machine of the Ray cluster needs the same package and model"):
            list(workers.annotate(units("a", "die once", "b")))


def test_workers_that_find_no_room_do_not_hold_up_the_others(tmp_path):
    told: list[str] = []
    with RayWorkers(StartReader(tmp_path), CPUS + 1, told.append) as workers:
        assert len(list(workers.annotate(units(*["text"] * UNIT * 12)))) == 12
    assert told == ["the Ray cluster has room for 4 workers of 5; the others wait for some"]


def test_each_worker_sees_its_own_gpus(tmp_path):
    with RayWorkers(StartReader(tmp_path), 2, pytest.fail, gpus=0.5) as workers:
        assert workers.info["gpus"] == "0"
    with pytest.raises(InputError, match="has 4 CPUs and 1 GPUs: that is no room for a worker"):
        RayWorkers(StartReader(tmp_path), 1, pytest.fail, gpus=2).__enter__()


def test_ray_writes_what_one_process_writes(run, source, tmp_path):
    local, distributed = tmp_path / "local.jsonl", tmp_path / "ray.jsonl"
    assert run("annotate", source, "-o", local).exit_code == 1
    assert run("annotate", source, "-o", distributed, "--engine", "ray", "--workers", 2).exit_code == 1
    assert distributed.read_bytes() == local.read_bytes()
    errors = [path.with_name(path.name + ".errors.jsonl").read_bytes() for path in (local, distributed)]
    assert errors[0] == errors[1]


def test_a_run_that_is_killed_goes_on_with_another_engine_to_the_same_bytes(run, source, tmp_path):
    out, unkilled = tmp_path / "out.jsonl", tmp_path / "unkilled.jsonl"
    assert run("annotate", source, "-o", unkilled).exit_code == 1
    # A Ray that the command starts itself, and that must not outlive it.
    killed = [sys.executable, str(Path(__file__).with_name("killed.py")), "000001.part"]
    command = [*killed, "annotate", source, "-o", out, "--engine", "ray"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "out.jsonl.parts").glob("*.part")] == ["000000.part"]
    assert run("annotate", source, "-o", out, "--resume").exit_code == 1
    assert out.read_bytes() == unkilled.read_bytes()


def test_ray_data_maps_with_a_mapper(tiny_model):
    from coref.mapper import CorefMapper

    texts = [f"{PASSAGE_PL} {number}" for number in range(40)]
    texts[7] = "Kot."
    data = ray.data.from_items([{"text": text, "language": "de" if text == "Kot." else "pl"} for text in texts])
    rows = (
        data.repartition(4)
        .map_batches(
            CorefMapper,
            fn_constructor_kwargs={"model": str(tiny_model), "threads": 1},
            batch_size=8,
            compute=ray.data.ActorPoolStrategy(size=2),
            num_cpus=0.5,
        )
        .take_all()
    )
    assert sorted(row["text"] for row in rows) == sorted(texts)
    assert [row["text"] for row in rows if row["coref_error"]] == ["Kot."]
