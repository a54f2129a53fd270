"""Pre-training as a job on another machine, rehearsed here on the CPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from raw_text import write_raw_text
from transformers import AutoConfig, AutoModel, AutoTokenizer, ModernBertForMaskedLM

from coref.pretraining.saved import load_weights

JOB = Path(__file__).parents[2] / "jobs" / "pretrain-remote"
CONFIG = """
length = 32
batch = 2
steps = 1000000
warmup_steps = 2
learning_rate = 1e-3
masked_share = 0.3
held_out_blocks = 2
checkpoint_every_s = 1000
shape = { vocabulary = 320, width = 16, layers = 1, heads = 2, intermediate = 16 }
sources = [{ name = "a", language = "pl", share = 1.0 }, { name = "a", language = "en", share = 1.0 }]
"""
ABSENT_THERE = ("spacy", "morfeusz2", "fastapi", "uvicorn", "tensorboard")
SECONDS = 1.5
"""Of each run: enough for some steps, and never for all."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the whole job was done: data packed, trained, stopped, trained further, fetched back."""
    folder = tmp_path_factory.mktemp("job")
    for language, text in (("pl", "Anna mieszka w domu nad rzeką."), ("en", "Mary lives in a house by the river.")):
        write_raw_text(folder, language, "a", [f"{text} {number}" for number in range(60)])
    (folder / "encoder.toml").write_text(CONFIG, encoding="utf-8")
    for name in ABSENT_THERE:
        path = folder / "absent" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("raise ImportError('not on this machine')", encoding="utf-8")
    job(folder, "pack", "encoder.toml", "here", "parts")
    (folder / "text").rename(folder / "text-stays-here")
    job(folder, "run", "encoder.toml", "parts", "there", "out-1", SECONDS)
    job(folder, "run", "encoder.toml", "parts", "there", "out-2", SECONDS)
    job(folder, "join", "out-1", "first")
    job(folder, "join", "out-2", "here")
    return folder


def job(folder, *arguments):
    surroundings = {"PYTHON": sys.executable, "DEVICE": "cpu", "COREF_CORPORA": str(folder), "PYTHONPATH": "absent"}
    subprocess.run([JOB, *map(str, arguments)], cwd=folder, env=os.environ | surroundings, check=True)


def pieces_seen(encoder):
    return json.loads((encoder / "pretraining.json").read_text(encoding="utf-8"))["pieces_seen"]


def test_what_comes_back_is_an_encoder_that_transformers_loads(folder):
    encoder = AutoModel.from_pretrained(folder / "here")
    assert encoder.dtype == torch.float32
    tokens = AutoTokenizer.from_pretrained(folder / "here")("Anna mieszka", return_tensors="pt")
    assert encoder(tokens["input_ids"]).last_hidden_state.shape[2] == 16


def test_what_comes_back_guesses_masked_pieces_as_the_model_there_does(folder):
    assert masked_loss(folder / "here") == pytest.approx(masked_loss(folder / "there"), rel=0.05)


def masked_loss(encoder):
    model = ModernBertForMaskedLM(AutoConfig.from_pretrained(encoder)).eval()
    load_weights(model, encoder)
    pieces = AutoTokenizer.from_pretrained(encoder)("Anna mieszka w [MASK]", return_tensors="pt")["input_ids"]
    return model(input_ids=pieces, labels=pieces).loss.item()


def test_a_second_run_goes_on_where_the_first_stopped(folder):
    assert pieces_seen(folder / "here") > pieces_seen(folder / "first") > 0
    steps = [json.loads(line)["step"] for line in (folder / "here" / "metrics.jsonl").read_text().splitlines()]
    assert steps == sorted(steps)


def test_a_damaged_part_is_refused(folder):
    part = folder / "out-1" / "encoder.tar.gz.00"
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(subprocess.CalledProcessError):
        job(folder, "join", "out-1", "other")
    assert not (folder / "other").exists()
