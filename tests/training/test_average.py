"""The mean of models' weights, by the command."""

import shutil

import pytest
import torch
from safetensors.torch import load_file
from typer.testing import CliRunner

from coref.checkpoint import load_checkpoint
from coref.cli import app
from coref.training.run import train


def run(*arguments):
    return CliRunner().invoke(app, ["average", *map(str, arguments)])


def weights(model):
    return {name: tensor.float() for name, tensor in load_file(model / "model.safetensors").items()}


@pytest.fixture
def models(training_config, tmp_path):
    """Two models, the second trained on from the first."""
    text = training_config.read_text(encoding="utf-8").replace("epochs = 8", "epochs = 1")
    training_config.write_text(text, encoding="utf-8")
    train(training_config, tmp_path / "one")
    further = training_config.with_name("further.toml")
    lines = [f'start = "{tmp_path}/one/model"' if "encoder = " in line else line for line in text.splitlines()]
    further.write_text("\n".join(lines), encoding="utf-8")
    train(further, tmp_path / "two")
    return tmp_path / "one" / "model", tmp_path / "two" / "model"


def test_the_mean_lies_between_the_models_by_their_shares_of_the_sum(models, tmp_path):
    one, two = models
    answer = run(f"{one}=3", f"{two}=1", "--output", tmp_path / "mean")
    assert answer.exit_code == 0, answer.output
    load_checkpoint(tmp_path / "mean")
    of_one, of_two = weights(one), weights(two)
    assert any(not tensor.equal(of_two[name]) for name, tensor in of_one.items())
    for name, tensor in weights(tmp_path / "mean").items():
        torch.testing.assert_close(tensor, 0.75 * of_one[name] + 0.25 * of_two[name], rtol=0.01, atol=1e-6)


def test_models_of_other_settings_have_no_mean(models, tmp_path):
    one, two = models
    config = two / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace('"window": 64', '"window": 32'), encoding="utf-8")
    answer = run(f"{one}=1", f"{two}=1", "--output", tmp_path / "mean")
    assert answer.exit_code == 2
    assert "not of the shape and the settings" in answer.output
    assert not (tmp_path / "mean").exists()


def test_models_of_other_pieces_have_no_mean(models, tmp_path):
    one, two = models
    other = tmp_path / "other"
    shutil.copytree(two, other)
    pieces = other / "tokenizer.json"
    pieces.write_text(pieces.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert run(f"{one}=1", f"{other}=1", "--output", tmp_path / "mean").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["a"], "not of the form MODEL=SHARE"),
        (["a=much"], "not of the form MODEL=SHARE"),
        (["a=1"], "at least two"),
        (["a=1", "a=1"], "named twice"),
        (["a=1", "b=0"], "above 0"),
        (["a=1", "b=nan"], "above 0"),
        (["a=1", "b=1"], "not a model directory"),
    ],
)
def test_what_has_no_mean_is_said(arguments, reason, tmp_path):
    answer = run(*arguments, "--output", tmp_path / "mean")
    assert answer.exit_code == 2
    assert reason in answer.output
