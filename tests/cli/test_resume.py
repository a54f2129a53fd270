"""Runs of ``coref annotate`` that are stopped, and go on."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from samples import PASSAGE_EN, PASSAGE_PL

from coref.batch.items import Failure, Item, cut_units
from coref.batch.journal import Journal
from coref.errors import CorefError, InputError
from coref.prepare import prepare

UNIT = 32


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """JSON lines of three units."""
    texts = [PASSAGE_PL, PASSAGE_EN, "Anna śpi.", "Kot też."]
    lines = [json.dumps({"text": texts[number % 4], "id": f"d{number}"}) for number in range(2 * UNIT + 4)]
    return write_lines(tmp_path / "in.jsonl", lines)


@pytest.fixture
def mostly_malformed(tmp_path: Path) -> Path:
    """JSON lines of three units, with a few documents in each and many lines that cost no time."""
    lines = ["not json"] * (2 * UNIT + 4)
    for number in (0, 1, UNIT, 2 * UNIT, 2 * UNIT + 1):
        lines[number] = json.dumps({"text": [PASSAGE_PL, PASSAGE_EN][number % 2], "id": f"d{number}"})
    return write_lines(tmp_path / "in.jsonl", lines)


def write_lines(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("step", "arguments"), [(1, ["-o", "{}/out.jsonl"]), (3, ["-o", "{}/documents/", "--to", "tei"])]
)
def test_a_run_that_is_killed_anywhere_and_resumed_gives_what_an_unkilled_one_gives(
    mostly_malformed, tiny_model, tmp_path, step, arguments
):
    folder = tmp_path / "run"
    program = str(Path(__file__).with_name("kill_points.py"))
    result = subprocess.run(
        [sys.executable, program, folder, str(step), *(a.format(folder) for a in arguments), mostly_malformed],
        env={**os.environ, "COREF_MODEL": str(tiny_model), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    unkilled, *killed = map(json.loads, result.stdout.splitlines())
    assert len(killed) > 10
    assert {run["status"] for run in (unkilled, *killed)} == {1}, "of malformed lines"
    assert {json.dumps(run["files"]) for run in killed} == {json.dumps(unkilled["files"])}
    assert not any(".parts" in name or ".partial" in name for name in unkilled["files"])
    # The kills were at all stages: before anything was done, amid the units, and after the last.
    assert {sum(name.endswith(".part") for name in run["left"]) for run in killed} == {0, 1, 2, 3}


def interrupted(source: Path, output: Path, manifest: dict, units: int) -> None:
    """What a run leaves that did so many units, with their documents as they were."""
    from coref.batch.files import InputFile
    from coref.batch.sources import read_entries

    journal = Journal(output, manifest, resume=False)
    for unit in list(cut_units(read_entries(InputFile(source, "jsonl"), "auto")))[:units]:
        journal.write(unit, unit.entries)


@pytest.fixture
def manifest(resolver) -> dict:
    """That of a run with the default options."""
    return {
        "model": resolver.info["sha256"],
        "version": resolver.info["version"],
        "language": "auto",
        "from": None,
        "to": "jsonl",
        "folder": False,
        "scheme": None,
        "singletons": False,
        "device": "cpu",
    }


def test_what_is_done_is_not_done_again(run, source, manifest, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(source, out, manifest, units=2)
    assert run("annotate", source, "-o", out, "--resume", "--singletons").exit_code == 2
    assert run("annotate", source, "-o", out, "--resume").exit_code == 0
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    # The first two units are as the interrupted run left them, without clusters.
    assert not any(record["clusters"] for record in records if int(record["id"][1:]) < 2 * UNIT)


def test_a_unit_whose_input_has_changed_is_done_again(run, source, manifest, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(source, out, manifest, units=3)
    lines = source.read_text(encoding="utf-8").splitlines()
    write_lines(source, [*lines[:UNIT], lines[UNIT].replace("d32", "new"), *lines[UNIT + 1 :]])
    run("annotate", source, "-o", out, "--resume")
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert records[UNIT]["id"] == "new"
    # The others are as the interrupted run left them, without clusters.
    done_again = {number // UNIT for number, record in enumerate(records) if record["clusters"]}
    assert done_again == {1}


@pytest.mark.parametrize(
    ("options", "change"),
    [
        (["--language", "pl"], "language was auto, is pl"),
        (["--scheme", "gum"], "scheme was None, is gum"),
        (["--singletons"], "singletons was False, is True"),
        (["--to", "conllu"], "to was jsonl, is conllu"),
        (["--from", "jsonl"], "from was None, is jsonl"),
    ],
)
def test_other_options_are_refused_by_name(run, source, manifest, tmp_path, options, change):
    out = tmp_path / "out.jsonl"
    interrupted(source, out, manifest, units=1)
    result = run("annotate", source, "-o", out, "--resume", *options)
    assert result.exit_code == 2
    assert change in result.stderr
    assert "delete that folder" in result.stderr
    assert (tmp_path / "out.jsonl.parts" / "000000.part").exists()


def test_another_model_is_refused(run, source, manifest, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(source, out, manifest | {"model": "0123"}, units=1)
    result = run("annotate", source, "-o", out, "--resume")
    assert result.exit_code == 2
    assert "model was 0123, is " in result.stderr


def test_a_run_that_finds_no_room_says_so_and_goes_on_when_there_is(run, source, tmp_path):
    out, fresh = tmp_path / "out.jsonl", tmp_path / "fresh.jsonl"
    run("annotate", source, "-o", fresh)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (fresh.stat().st_size - 1, limits[1]))
        stopped = run("annotate", source, "-o", out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert stopped.exit_code == 2
    assert "File too large. What is done is kept" in stopped.stderr
    assert not out.exists()
    assert run("annotate", source, "-o", out, "--resume").exit_code == 0
    assert out.read_bytes() == fresh.read_bytes()


def test_what_an_earlier_run_did_is_not_thrown_away_unasked(run, source, manifest, tmp_path):
    out = tmp_path / "out.jsonl"
    interrupted(source, out, manifest, units=1)
    result = run("annotate", source, "-o", out)
    assert result.exit_code == 2
    assert "Say --resume" in result.stderr
    assert (tmp_path / "out.jsonl.parts" / "000000.part").exists()


def test_resuming_where_nothing_was_begun_begins(run, tmp_path):
    (tmp_path / "a.txt").write_text("Kot.", encoding="utf-8")
    assert run("annotate", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl", "--resume").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


def item(text: str) -> Item:
    return Item(prepare(text, language="pl"), "a.txt", fields={"more": [1.5, None]})


def test_a_journal_gives_back_what_was_written(tmp_path):
    entries = (item("Anna śpi."), Failure("b.txt", "b.txt: no"), item("\u2028\x85 \r\n"))
    (unit,) = cut_units(entries)
    journal = Journal(tmp_path / "out", {}, resume=False)
    journal.write(unit, entries)
    assert tuple(journal.entries(1)) == entries


def test_a_damaged_part_is_named(tmp_path):
    (unit,) = cut_units([item("Anna śpi.")])
    journal = Journal(tmp_path / "out", {}, resume=False)
    journal.write(unit, unit.entries)
    part = tmp_path / "out.parts" / "000000.part"
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(CorefError, match=r"000000\.part is damaged: .* Delete it and say --resume"):
        list(journal.entries(1))


def test_a_manifest_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "out.parts").mkdir()
    (tmp_path / "out.parts" / "manifest.json").write_text("{")
    with pytest.raises(InputError, match=r"manifest\.json cannot be read"):
        Journal(tmp_path / "out", {}, resume=True)


def test_units_are_cut_by_documents_and_by_tokens():
    short, long = item("a"), item("a " * 15_000)
    assert [len(unit.entries) for unit in cut_units([short] * 70)] == [32, 32, 6]
    assert [len(unit.entries) for unit in cut_units([long, long, short, long, long])] == [2, 3]
