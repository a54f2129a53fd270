"""``coref evaluate``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import coref
from coref.evaluation import evaluate

TEXT = "Anna śpi . Chrapie ."


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two documents in the format of the Polish corpus, of two genres."""
    zero = {"start": 11, "end": 18, "head": [11, 18], "kind": "zero"}
    anna = {"start": 0, "end": 4, "head": [0, 4], "kind": "overt"}
    documents = [
        {
            "id": genre,
            "language": "pl",
            "genre": genre,
            "source": "made for a test",
            "text": TEXT,
            "sentences": [[[0, 4], [5, 8], [9, 10]], [[11, 18], [19, 20]]],
            "clusters": [[anna, zero]],
        }
        for genre in ("news", "fiction")
    ]
    path = tmp_path / "corpora" / "pl" / "dev.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return tmp_path


def test_the_scores_are_printed_and_written(run, resolver, corpus, tmp_path):
    result = run("evaluate", "--corpus", "pl", "--json", tmp_path / "scores.json")
    assert result.exit_code == 0
    score = evaluate(resolver, "pl", "dev").headline
    assert f"CoNLL F1, head match, no singletons: {100 * score:.2f}" in result.stdout
    for word in ("MUC", "B³", "CEAF-e", "LEA", "BLANC", "exact", "partial", "zero", "fiction", "news"):
        assert word in result.stdout
    written = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    assert (written["corpus"], written["split"], written["documents"]) == ("pl", "dev", 2)
    assert written["headline"] == score
    assert written["model"]["name"] == "tiny"


def test_the_headline_is_recorded_beside_the_weights_on_request(run, tiny_model, corpus, tmp_path):
    model = shutil.copytree(tiny_model, tmp_path / "model")
    assert run("evaluate", "--corpus", "pl", "--model", model).exit_code == 0
    assert "CoNLL F1: not recorded" in run("info", "--model", model).stdout
    assert run("evaluate", "--corpus", "pl", "--model", model, "--record").exit_code == 0
    resolver = coref.load(model)
    result = evaluate(resolver, "pl", "dev")
    [score] = resolver.info["scores"]
    assert (score["corpus"], score["split"], score["documents"]) == ("pl", "dev", 2)
    assert score["conll"] == pytest.approx(result.headline, abs=1e-4)
    assert score["zero_anaphora"] == pytest.approx(result.zero_anaphora.f1, abs=1e-4)
    assert f"CoNLL F1: pl dev {100 * score['conll']:.2f}" in run("info", "--model", model).stdout


@pytest.mark.parametrize("arguments", [["--corpus", "pl", "--limit", "1"], ["--corpus", "gap"]])
def test_what_is_no_score_of_a_whole_split_is_not_recorded(run, corpus, arguments):
    result = run("evaluate", *arguments, "--record")
    assert result.exit_code == 2
    assert "--record is for" in result.stderr


def test_only_so_many_documents_are_taken(resolver, corpus):
    assert evaluate(resolver, "pl", "dev", limit=1).documents == 1


@pytest.mark.parametrize(
    "arguments", [["--corpus", "none"], ["--corpus", "pl", "--split", "none"], ["--corpus", "gum"]]
)
def test_a_corpus_that_is_not_there_is_told_in_one_line(run, corpus, arguments):
    result = run("evaluate", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")


def test_gap_has_scores_of_its_own(run, tmp_path, monkeypatch):
    header = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
    row = "1\tMary met Ann. She smiled.\tShe\t14\tMary\t0\tTRUE\tAnn\t9\tFALSE\thttp://example.org"
    path = tmp_path / "corpora" / "gap" / "gap-validation.tsv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    result = run("evaluate", "--corpus", "gap", "--split", "validation", "--json", tmp_path / "scores.json")
    assert result.exit_code == 0
    assert result.stdout.startswith("GAP F1: ")
    assert set(json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))) >= {
        "overall",
        "masculine",
        "feminine",
    }
