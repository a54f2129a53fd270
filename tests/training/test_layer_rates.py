import pytest
from families import FAMILIES

from coref.encoders import load_encoder
from coref.training.optimizer import layer_groups

RATE = 1e-3


@pytest.fixture(params=FAMILIES)
def encoder(request, tmp_path):
    """An encoder of two layers."""
    FAMILIES[request.param].write(tmp_path)
    return load_encoder(str(tmp_path), 0.0)[0]


def rates_by_layer(encoder, decay):
    """The learning rates in each layer, by its number in the parameters' names; None is outside of them."""
    rates = {id(weight): rate for module, rate in layer_groups(encoder, RATE, decay) for weight in module.parameters()}
    layers = {}
    for name, weight in encoder.named_parameters():
        layer = next((int(part) for part in name.split(".") if part.isdigit()), None)
        layers.setdefault(layer, set()).add(rates[id(weight)])
    return layers


def test_without_decay_the_encoder_is_one_group(encoder):
    assert layer_groups(encoder, RATE, 1.0) == [(encoder, RATE)]


def test_each_layer_learns_slower_than_the_one_above(encoder):
    rates = rates_by_layer(encoder, 0.5)
    assert (rates[1], rates[0]) == ({RATE}, {RATE / 2})


def test_embeddings_learn_slowest(encoder):
    groups = layer_groups(encoder, RATE, 0.5)
    slowest = {id(weight) for module, rate in groups if rate == RATE / 4 for weight in module.parameters()}
    assert id(encoder.get_input_embeddings().weight) in slowest
    assert min(rate for _, rate in groups) == RATE / 4


def test_what_is_behind_the_layers_learns_as_the_top_one(encoder):
    assert rates_by_layer(encoder, 0.5)[None] <= {RATE / 4, RATE}


def test_every_parameter_is_in_one_group(encoder):
    grouped = [id(weight) for module, _ in layer_groups(encoder, RATE, 0.5) for weight in module.parameters()]
    assert sorted(grouped) == sorted(id(weight) for weight in encoder.parameters())
