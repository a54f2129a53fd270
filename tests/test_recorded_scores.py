"""``scores.json`` of a model's directory."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import coref
from coref.errors import CheckpointError
from coref.recorded_scores import RecordedScore, read_scores, record_score

PL = RecordedScore(corpus="pl", split="dev", documents=3, conll=0.5, zero_anaphora=0.75)
GUM = RecordedScore(corpus="gum", split="dev", documents=2, conll=0.6, zero_anaphora=None)


@pytest.fixture
def model(tiny_model: Path, tmp_path: Path) -> Path:
    """A directory of the tiny model that may be changed."""
    return shutil.copytree(tiny_model, tmp_path / "model")


def test_a_model_without_scores_has_none(model):
    assert coref.load(model).info["scores"] is None


def test_what_is_recorded_is_told_by_the_model(model):
    record_score(model, coref.load(model).info["sha256"], PL)
    assert coref.load(model).info["scores"] == [PL.model_dump()]


def test_scores_of_several_corpora_stand_side_by_side_and_a_newer_one_replaces_its_own(tmp_path):
    better = PL.model_copy(update={"conll": 0.7})
    for score in (PL, GUM, better):
        record_score(tmp_path, "a", score)
    assert read_scores(tmp_path, "a") == (GUM, better)


def test_scores_of_other_weights_are_left_out_with_a_warning(tmp_path, caplog):
    record_score(tmp_path, "a", PL)
    assert read_scores(tmp_path, "b") is None
    assert "of other weights" in caplog.text
    assert "coref evaluate --record" in caplog.text


def test_the_first_score_of_new_weights_drops_those_of_the_old(tmp_path):
    record_score(tmp_path, "a", PL)
    record_score(tmp_path, "b", GUM)
    assert read_scores(tmp_path, "b") == (GUM,)


@pytest.mark.parametrize(
    "content", ["", "{", '{"sha256": "a"}', '{"sha256": "a", "scores": [{"corpus": "pl"}]}', "\xff"]
)
def test_a_damaged_file_is_told_by_its_name_with_what_to_do(tmp_path, content):
    (tmp_path / "scores.json").write_text(content, encoding="latin-1")
    with pytest.raises(CheckpointError, match=r"scores\.json: .*delete it"):
        read_scores(tmp_path, "a")
