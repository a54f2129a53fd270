"""``coref pretrain`` and ``coref train``: from raw text to a model that resolves."""

from __future__ import annotations

import json
import logging
import lzma
from pathlib import Path

import pytest

PRETRAINING = """
length = 32
batch = 2
steps = 2
warmup_steps = 1
learning_rate = 1e-3
masked_share = 0.3
held_out_blocks = 2
checkpoint_every_s = 1000
shape = { vocabulary = 320, width = 16, layers = 1, heads = 2, intermediate = 16 }
sources = [{ name = "a", language = "pl", share = 1.0 }, { name = "a", language = "en", share = 1.0 }]
"""
TRAINING = """
name = "made-by-a-test"
encoder = "nowhere"
corpora = { pl = 1.0 }
defaults = { pl = "pl", en = "pl" }
epochs = 1
batch_words = 100
encoder_rate = 1e-3
head_rate = 1e-3
warmup_share = 0.1
encoder_dropout = 0.0
dropout = 0.0
window = 64
overlap = 8
morphology_dropout = 0.0
checkpoint_every_s = 1000
"""


@pytest.fixture(autouse=True)
def _restored_logging():
    """The commands configure the root logger; the tests after them should not see it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with raw text and one annotated document."""
    for language, text in (("pl", "Anna mieszka w domu nad rzeką."), ("en", "Mary lives in a house by the river.")):
        path = tmp_path / "data" / "text" / language / "a.txt.xz"
        path.parent.mkdir(parents=True)
        with lzma.open(path, "wt", encoding="utf-8") as file:
            file.write("\n\n".join(f"{text} {number}" for number in range(60)))
    mentions = [{"start": s, "end": e, "head": [s, e], "kind": "overt"} for s, e in ((0, 4), (11, 14))]
    document = {
        "id": "d",
        "language": "pl",
        "genre": "fiction",
        "source": "made for a test",
        "text": "Anna śpi . Ona chrapie .",
        "sentences": [[[0, 4], [5, 8], [9, 10]], [[11, 14], [15, 22], [23, 24]]],
        "clusters": [mentions],
    }
    path = tmp_path / "data" / "corpora" / "pl" / "train.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def pretraining(tmp_path: Path) -> Path:
    path = tmp_path / "pretraining.toml"
    path.write_text(PRETRAINING, encoding="utf-8")
    return path


@pytest.fixture
def training(tmp_path: Path) -> Path:
    path = tmp_path / "training.toml"
    path.write_text(TRAINING, encoding="utf-8")
    return path


def test_a_run_that_time_stops_says_how_to_go_on_and_does(run, data, pretraining, tmp_path):
    first = run("pretrain", pretraining, "-o", tmp_path / "encoder", "--max-seconds", "0")
    assert first.exit_code == 0
    assert "run the same command again" in first.stdout
    second = run("pretrain", pretraining, "-o", tmp_path / "encoder")
    assert second.exit_code == 0
    assert "finished" in second.stdout


def test_a_model_trained_over_a_pretrained_encoder_resolves(run, data, pretraining, training, tmp_path):
    encoder = tmp_path / "encoder"
    assert run("pretrain", pretraining, "-o", encoder).exit_code == 0
    trained = run("train", training, "-o", tmp_path / "run", "--encoder", encoder)
    assert trained.exit_code == 0
    assert str(tmp_path / "run" / "model") in trained.stdout
    shown = run("resolve", "Anna śpi.", "--model", tmp_path / "run" / "model", "--json")
    assert json.loads(shown.stdout)["text"] == "Anna śpi."


@pytest.mark.parametrize("command", ["train", "pretrain"])
def test_a_missing_configuration_is_told_in_one_line(run, command, tmp_path):
    result = run(command, tmp_path / "missing.toml", "-o", tmp_path / "run")
    assert result.exit_code == 2
    assert result.stderr == f"error: {tmp_path / 'missing.toml'}: no such configuration file\n"


@pytest.mark.parametrize("device", ["nonsense", "cuda:99"])
def test_a_device_that_is_not_there_is_told_in_one_line(run, training, device, tmp_path):
    result = run("train", training, "-o", tmp_path / "run", "--device", device)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: the device '{device}' cannot be used")
