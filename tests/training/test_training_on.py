"""Training that goes on from a whole model."""

import pytest
import torch
from safetensors.torch import load_file

import coref
from coref.checkpoint import SHIPPED_MODEL
from coref.config import read_config
from coref.encoders import load_encoder
from coref.errors import CheckpointError, ConfigError
from coref.training.config import TrainingConfig
from coref.training.run import train
from coref.training.start import first_model, move_back


@pytest.fixture
def further(training_config, tmp_path):
    """Writes the tiny configuration, for one epoch, with a model to start from in the place of the encoder."""
    text = training_config.read_text(encoding="utf-8").replace("epochs = 8", "epochs = 1")
    training_config.write_text(text, encoding="utf-8")

    def write(start, more=""):
        lines = [f'start = "{start}"' if line.startswith("encoder = ") else line for line in text.splitlines()]
        path = tmp_path / f"further{len(more)}.toml"
        path.write_text("\n".join([*lines, more]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def first(further, training_config, tmp_path):
    """A model that was trained over an encoder alone."""
    train(training_config, tmp_path / "first")
    return tmp_path / "first" / "model"


def distance(one, other):
    """Between two models' weights, all differences together."""
    return sum((one[name].float() - other[name].float()).abs().sum().item() for name in one)


def test_training_on_begins_with_the_weights_of_the_model(further, first):
    model, _, _ = first_model(read_config(further(first), TrainingConfig))
    stored = load_file(first / "model.safetensors")
    weights = model.state_dict()
    assert weights.keys() == stored.keys()
    assert all(weights[name].equal(tensor.float()) for name, tensor in stored.items())


def test_training_on_gives_a_model_that_can_be_loaded(further, first, tmp_path):
    assert train(further(first), tmp_path / "second")
    one, other = (load_file(folder / "model.safetensors") for folder in (first, tmp_path / "second" / "model"))
    assert any(not one[name].equal(other[name]) for name in one)
    assert coref.load(tmp_path / "second" / "model")("Anna mieszka w domu .").text == "Anna mieszka w domu ."


def test_the_shipped_model_takes_a_new_scheme_beside_its_own(further, corpora_root):
    folder = corpora_root / "corpora" / "mine"
    folder.mkdir()
    (folder / "corpus.toml").write_text(
        'language = "pl"\nformat = "jsonl"\nscheme = "mine"\nhas_singletons = false\nhas_zeros = true\n'
        'has_predicates = false\nlicence = "our own"\nsplits = { train = "train.jsonl" }\n',
        encoding="utf-8",
    )
    config = further("shipped")
    config.write_text(config.read_text(encoding="utf-8").replace("{ pl = 1.0 }", "{ mine = 1.0 }"), encoding="utf-8")
    model, _, _ = first_model(read_config(config, TrainingConfig))
    shipped = load_file(SHIPPED_MODEL / "model.safetensors")["schemes.weight"].float()
    assert model.config.schemes == ("pl", "gum", "ontogum", "litbank", "mine")
    assert model.schemes.weight[:-1].equal(shipped)
    assert torch.allclose(model.schemes.weight[-1], shipped.mean(0))


def test_a_model_that_is_not_there_is_named(further, tmp_path):
    with pytest.raises(CheckpointError, match="nowhere"):
        train(further("nowhere"), tmp_path / "run")


def both(training_config, tmp_path, start):
    """Writes the tiny configuration with a model to start from beside the encoder."""
    path = tmp_path / "both.toml"
    path.write_text(f'start = "{start}"\n' + training_config.read_text(encoding="utf-8"), encoding="utf-8")
    return read_config(path, TrainingConfig)


def test_a_model_is_trained_on_with_another_encoder_under_it(training_config, first, tmp_path):
    config = both(training_config, tmp_path, first)
    weights = first_model(config)[0].state_dict()
    encoder = load_encoder(config.encoder, 0.0)[0].state_dict()
    stored = load_file(first / "model.safetensors")
    assert all(weights[f"encoder.encoder.{name}"].equal(tensor) for name, tensor in encoder.items())
    others = [name for name in stored if not name.startswith("encoder.")]
    assert others
    assert all(weights[name].equal(stored[name].float()) for name in others)


def test_an_encoder_of_another_shape_is_refused(training_config, tmp_path):
    with pytest.raises(CheckpointError, match="shape"):
        first_model(both(training_config, tmp_path, "shipped"))


def test_training_needs_an_encoder_or_a_model_to_start_from(training_config, tmp_path):
    text = training_config.read_text(encoding="utf-8")
    neither = "\n".join(line for line in text.splitlines() if not line.startswith("encoder = "))
    training_config.write_text(neither, encoding="utf-8")
    with pytest.raises(ConfigError, match="give encoder"):
        train(training_config, tmp_path / "run")


def test_weights_move_back_to_where_they_started_by_the_share(further, first, tmp_path):
    train(further(first), tmp_path / "plain")
    train(further(first, "start_share = 0.5"), tmp_path / "half")
    models = (first, tmp_path / "plain" / "model", tmp_path / "half" / "model")
    start, end, half = (load_file(model / "model.safetensors") for model in models)
    for name, tensor in half.items():
        assert torch.allclose(tensor.float(), (start[name].float() + end[name].float()) / 2, atol=0.02, rtol=0.01)
    whole = distance(start, end)
    assert distance(start, half) == pytest.approx(whole / 2, rel=0.1)
    assert distance(half, end) == pytest.approx(whole / 2, rel=0.1)


def test_weights_move_back_to_the_encoder_of_the_start(training_config, first, tmp_path):
    config = both(training_config, tmp_path, first).model_copy(update={"start_share": 0.25})
    model, encoder, _ = first_model(config)
    other = {name: tensor.clone() for name, tensor in encoder.state_dict().items()}
    move_back(model, config)
    stored = load_file(first / "model.safetensors")
    for name, tensor in encoder.state_dict().items():
        torch.testing.assert_close(tensor, other[name].lerp(stored[f"encoder.encoder.{name}"].float(), 0.25))


def test_a_share_of_the_start_needs_a_start(training_config, tmp_path):
    training_config.write_text(training_config.read_text(encoding="utf-8") + "\nstart_share = 0.5\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="start_share needs"):
        train(training_config, tmp_path / "run")
