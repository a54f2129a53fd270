import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

import coref
from coref.errors import CheckpointError, ConfigError
from coref.evaluation import evaluate
from coref.training.run import train

KILLED_AFTER_ITS_FIRST_SNAPSHOT = """
import os, signal, sys
from pathlib import Path
import torch
from coref.training import loop
from coref.training.run import train

def save_and_die(directory, state):
    save_snapshot(directory, state)
    os.kill(os.getpid(), signal.SIGKILL)

save_snapshot, loop.save_snapshot = loop.save_snapshot, save_and_die
torch.set_num_threads(int(sys.argv[3]))
train(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def headline(model):
    return evaluate(coref.load(model), "pl", "dev").headline


def test_a_short_training_run_raises_the_score(training_config, tmp_path):
    # One step from scratch is as good as untrained.
    text = training_config.read_text(encoding="utf-8")
    untrained = tmp_path / "untrained.toml"
    untrained.write_text(text.replace("epochs = 8", "epochs = 1").replace("= 60", "= 1000000"), encoding="utf-8")
    assert train(untrained, tmp_path / "start")
    assert train(training_config, tmp_path / "run")
    before, after = headline(tmp_path / "start" / "model"), headline(tmp_path / "run" / "model")
    assert after > 0.9
    assert after > before + 0.3


def test_a_killed_run_ends_as_one_that_was_not(training_config, tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    train(training_config, whole)
    command = [sys.executable, "-c", KILLED_AFTER_ITS_FIRST_SNAPSHOT, training_config, killed]
    run = subprocess.run([*command, str(torch.get_num_threads())])
    assert run.returncode == -signal.SIGKILL
    assert not (killed / "model").exists()
    train(training_config, killed)
    one, other = (load_file(folder / "model" / "model.safetensors") for folder in (whole, killed))
    assert all(one[key].equal(other[key]) for key in one)


def test_a_run_out_of_time_says_that_it_is_not_finished(training_config, tmp_path):
    assert not train(training_config, tmp_path / "run", max_seconds=0)
    assert not (tmp_path / "run" / "model").exists()


def test_other_settings_do_not_go_on_from_a_snapshot(training_config, tmp_path):
    train(training_config, tmp_path / "run", max_seconds=0)
    other = tmp_path / "other.toml"
    other.write_text(training_config.read_text(encoding="utf-8").replace("epochs = 8", "epochs = 9"), encoding="utf-8")
    with pytest.raises(CheckpointError, match="other settings"):
        train(other, tmp_path / "run")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("epochs = 8", "epoch = 8", "epoch"),
        ("epochs = 8", "epochs = 0", "epochs"),
        ("epochs = 8", "epochs =", "not a TOML file"),
        ('name = "tiny"', "", "name"),
    ],
)
def test_a_wrong_configuration_is_refused_by_name(training_config, tmp_path, old, new, reason):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(training_config.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=reason):
        train(wrong, tmp_path / "run")


def test_a_missing_encoder_is_named(training_config, tmp_path):
    with pytest.raises(CheckpointError, match="nowhere"):
        train(training_config, tmp_path / "run", encoder=str(tmp_path / "nowhere"))


def test_a_missing_configuration_is_named(tmp_path):
    with pytest.raises(ConfigError, match="no such configuration"):
        train(Path("missing.toml"), tmp_path / "run")
