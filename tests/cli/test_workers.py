"""Worker processes of ``coref annotate``."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from samples import PASSAGE_EN, PASSAGE_PL
from work import StartReader, die_at_start, refuse_to_start, units

from coref.batch.items import Entry, Failure, Item, Unit, cut_units
from coref.batch.workers import Workers
from coref.document import Document
from coref.errors import CheckpointError, CorefError


@pytest.fixture
def annotated(tmp_path: Path) -> Callable[..., tuple[list[Entry], list[str]]]:
    """All entries that two workers make of texts, and what they tell."""

    def annotate(*texts: str) -> tuple[list[Entry], list[str]]:
        told: list[str] = []
        with Workers(StartReader(tmp_path), 2, told.append) as workers:
            return [entry for _, entries in workers.annotate(units(*texts)) for entry in entries], told

    return annotate


def test_every_document_comes_back_once_and_in_order(annotated):
    texts = [f"text {number}" for number in range(300)]
    entries, told = annotated(*texts)
    assert [(entry.document.text, dict(entry.fields)) for entry in entries] == [
        (text, {"read": True}) for text in texts
    ]
    assert told == []


def test_a_document_whose_worker_dies_is_tried_again_and_nothing_is_lost_or_done_twice(annotated):
    texts = ["a", "b", "die once", "c", *"d" * 100]
    entries, told = annotated(*texts)
    assert [entry.document.text for entry in entries] == texts
    (message,) = told
    assert message.startswith("2.txt: the worker process died, with exit status -9")


def test_a_document_that_kills_its_worker_twice_fails_alone(annotated):
    entries, told = annotated("a", "die", "b", "die", *"c" * 100)
    assert [entry.document.text if isinstance(entry, Item) else entry.place for entry in entries] == [
        *("a", "1.txt", "b", "3.txt"),
        *"c" * 100,
    ]
    assert "died 2 times" in entries[1].reason
    assert len(told) == 2


def test_entries_that_failed_before_pass_through(tmp_path):
    failure = Failure("x", "x: no")
    item = Item(Document("a", "a", "pl", (), ()), "a.txt")
    with Workers(StartReader(tmp_path), 2, pytest.fail) as workers:
        given = [failure, item, failure, *[failure] * 64, item]
        entries = [entry for _, entries in workers.annotate(cut_units(given)) for entry in entries]
    assert [isinstance(entry, Failure) for entry in entries] == [isinstance(entry, Failure) for entry in given]


def test_only_a_few_units_are_read_ahead(tmp_path):
    read = 0

    def counted() -> Iterator[Unit]:
        nonlocal read
        for unit in units(*"a" * 32 * 40):
            read += 1
            yield unit

    with Workers(StartReader(tmp_path), 2, pytest.fail) as workers:
        for done, _ in enumerate(workers.annotate(counted()), start=1):
            assert read - done <= 6


def test_what_a_worker_says_as_it_starts_is_raised():
    with pytest.raises(CheckpointError, match="no such model"), Workers(refuse_to_start, 2, pytest.fail) as workers:
        _ = workers.info


def test_workers_that_die_as_they_start_are_an_error():
    with (
        pytest.raises(CorefError, match="died as it started, with exit status -9"),
        Workers(die_at_start, 2, pytest.fail) as workers,
    ):
        _ = workers.info


def test_two_workers_write_what_one_process_writes(run, tmp_path):
    lines = [{"text": [PASSAGE_PL, PASSAGE_EN][number % 2], "id": number} for number in range(70)]
    (tmp_path / "in.jsonl").write_text("\n".join([*map(json.dumps, lines), "not json"]), encoding="utf-8")
    for count in (1, 2):
        result = run("annotate", tmp_path / "in.jsonl", "-o", tmp_path / f"{count}.jsonl", "--workers", count)
        assert result.exit_code == 1
    assert (tmp_path / "2.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()


def test_a_run_that_is_killed_twice_goes_on_to_the_same_bytes_and_leaves_no_worker_behind(run, tiny_model, tmp_path):
    texts = [PASSAGE_PL, PASSAGE_EN] * 35
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    unkilled, out = tmp_path / "unkilled.jsonl", tmp_path / "out.jsonl"
    assert run("annotate", tmp_path / "in.jsonl", "-o", unkilled).exit_code == 0
    killed = [sys.executable, Path(__file__).with_name("killed.py")]
    command = ["annotate", tmp_path / "in.jsonl", "-o", out, "--workers", "2"]
    for ending, resume in (("000001.part", []), ("out.jsonl", ["--resume"])):
        result = subprocess.run(
            [*killed, ending, *command, *resume],
            env={**os.environ, "COREF_MODEL": str(tiny_model)},
            stdout=subprocess.PIPE,
            check=False,
        )
        assert result.returncode == -signal.SIGKILL
        workers = result.stdout.split()
        assert len(workers) == 2
        for worker in workers:
            wait_for_its_end(int(worker))
        assert not out.exists()
    assert run("annotate", tmp_path / "in.jsonl", "-o", out, "--resume").exit_code == 0
    assert out.read_bytes() == unkilled.read_bytes()


def wait_for_its_end(process: int) -> None:
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        assert select.select([descriptor], [], [], 60)[0], "a worker has outlived the command"
    finally:
        os.close(descriptor)


def test_an_unknown_scheme_is_an_error_of_usage_with_workers_too(run, tmp_path):
    (tmp_path / "a.txt").write_text("Kot.", encoding="utf-8")
    result = run("annotate", tmp_path / "a.txt", "-o", tmp_path / "o.jsonl", "--workers", 2, "--scheme", "x")
    assert result.exit_code == 2
    assert "unknown scheme 'x'" in result.stderr
    assert not list(tmp_path.glob("o.*"))


def test_without_ray_the_engine_says_what_to_install(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)  # what Python makes of a module that is not to be found
    (tmp_path / "a.txt").write_text("Kot.", encoding="utf-8")
    result = run("annotate", tmp_path / "a.txt", "-o", tmp_path / "o.jsonl", "--engine", "ray")
    assert result.exit_code == 2
    assert "pip install 'coref-pl-en[ray]'" in result.stderr


def test_a_ray_that_is_not_there_is_an_error_of_usage(run, tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="Ray, the extra [ray], is not installed")
    (tmp_path / "a.txt").write_text("Kot.", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{taken.getsockname()[1]}")
        result = run("annotate", tmp_path / "a.txt", "-o", tmp_path / "o.jsonl", "--engine", "ray")
    assert result.exit_code == 2
    assert "where RAY_ADDRESS says that Ray is, cannot be reached" in result.stderr


def test_gpus_of_workers_need_ray(run, tmp_path):
    result = run("annotate", tmp_path, "-o", tmp_path / "o.jsonl", "--gpus", 1)
    assert result.exit_code == 2
    assert "--gpus needs --engine ray" in result.stderr
