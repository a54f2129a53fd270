"""``coref corpora``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import POLISH_RECORD

from coref.document import Kind
from corpora import registry
from corpora.jsonl import read_jsonl
from corpora.polish import read_polish
from corpora.statistics import count
from corpora.tei import read_tei


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the dev split of one corpus, of two documents."""
    folder = tmp_path / "data" / "corpora" / "pl"
    folder.mkdir(parents=True)
    lines = [json.dumps(POLISH_RECORD | {"id": name}) for name in ("wiki-0", "wiki-1")]
    (folder / "dev.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "data"))
    return folder


def cells(output: str) -> list[list[str]]:
    """The cells of the rows of a table."""
    return [[cell.strip() for cell in line.strip("│┃ ").replace("┃", "│").split("│")] for line in output.splitlines()]


def test_every_corpus_is_listed_and_what_is_not_here_stands_in_brackets(run, data):
    result = run("corpora", "list")
    assert result.exit_code == 0
    rows = {row[0]: row for row in cells(result.stdout)}
    assert set(registry.names()) <= set(rows)
    assert "(train)" in rows["pl"][3]
    assert "(dev)" not in result.stdout.split("pl ")[1].split("gum")[0]
    assert str(data.parents[1]) in result.stdout


def test_stats_counts_the_splits_that_are_here(run, data):
    result = run("corpora", "stats", "pl")
    assert result.exit_code == 0
    rows = {row[0]: row[1:] for row in cells(result.stdout)}
    expected = {"pl": "dev", "documents": 2, "sentences": 4, "tokens": 16, "clusters": 4, "of one mention": 2}
    expected |= {"mentions": 8, "name": 2, "nominal": 0, "pronoun": 2, "zero": 2, "predicate": 2}
    assert {name: rows[name] for name in expected} == {name: [str(value)] for name, value in expected.items()}


def test_counts_are_over_all_documents(data):
    total = count(read_polish(data / "dev.jsonl"))
    assert (total.documents, total.tokens, total.mentions[Kind.ZERO]) == (2, 16, 2)


def test_stats_of_a_corpus_that_is_not_here_says_how_to_get_it(run, data):
    result = run("corpora", "stats", "litbank")
    assert result.exit_code == 2
    assert "To get them" in result.stderr


def test_convert_keeps_the_clusters(run, data, tmp_path):
    assert run("corpora", "convert", "pl", "-o", tmp_path / "dev.xml").exit_code == 0
    given = list(read_polish(data / "dev.jsonl"))
    read = list(read_tei(tmp_path / "dev.xml", "en"))
    assert [(document.id, document.text, document.clusters) for document in read] == [
        (document.id, document.text, document.clusters) for document in given
    ]


def test_convert_writes_a_folder(run, data, tmp_path):
    assert run("corpora", "convert", "pl", "-o", f"{tmp_path / 'out'}/", "--to", "jsonl").exit_code == 0
    given = list(read_polish(data / "dev.jsonl"))
    assert [next(read_jsonl(tmp_path / "out" / f"wiki-{number}.jsonl")) for number in (0, 1)] == given


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["convert", "none", "-o", "{}.xml"], "there is no corpus 'none'"),
        (["convert", "pl", "-o", "{}.xml", "--split", "test"], "no split 'test'"),
        (["convert", "pl", "-o", "{}.doc"], "say --to"),
        (["convert", "pl", "-o", "{}/"], "say --to"),
        (["convert", "pl", "-o", "-", "--to", "csv"], "give a file"),
        (["convert", "gap", "-o", "{}.xml", "--split", "development"], "does not consist of"),
        (["stats", "none"], "there is no corpus 'none'"),
    ],
)
def test_what_cannot_be_done_is_an_error_of_usage(run, data, tmp_path, arguments, reason):
    result = run("corpora", *(argument.format(tmp_path / "out") for argument in arguments))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not list(tmp_path.glob("out*"))
