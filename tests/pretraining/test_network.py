import shutil

import pytest
import torch
from transformers import ModernBertForMaskedLM

from coref.pretraining.config import EncoderShape
from coref.pretraining.network import MaskedLanguageModel
from coref.pretraining.sampling import Negatives, PieceSampler, sampled_loss

SHAPE = EncoderShape(vocabulary=300, width=16, layers=3, heads=2, intermediate=16)

WIDE = EncoderShape(vocabulary=300, width=128, layers=2, heads=2, intermediate=128)
"""Heads wide enough to show gradients that are no numbers, which narrow ones do not."""


def drawn(*shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def test_the_loss_is_that_of_transformers():
    torch.manual_seed(0)
    network = MaskedLanguageModel(SHAPE, drawn(300, 16))
    theirs = ModernBertForMaskedLM(network.config)
    theirs.load_state_dict(network.state_dict())
    # Longer than what the layers for neighbours see.
    pieces = torch.randint(5, 300, (2, 150), generator=torch.Generator().manual_seed(1))
    places = torch.tensor([3, 77, 200])
    labels = torch.full_like(pieces, -100)
    labels.view(-1)[places] = wanted = torch.tensor([7, 8, 9])
    assert network.loss(pieces, places, wanted).item() == pytest.approx(theirs(pieces, labels=labels).loss.item(), 1e-5)


@pytest.mark.parametrize("half_precision", [False, True])
def test_every_weight_learns(half_precision):
    network = MaskedLanguageModel(SHAPE, drawn(300, 16), half_precision=half_precision)
    pieces = torch.randint(5, 300, (2, 20), generator=torch.Generator().manual_seed(1))
    network.loss(pieces, torch.tensor([3, 30]), torch.tensor([7, 8])).backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.parameters())
    assert all(weight.dtype == torch.float32 for weight in network.parameters())


@pytest.mark.skipif(shutil.which("g++") is None, reason="compiling needs g++")
def test_a_compiled_encoder_learns_the_same():
    gradients = []
    for compiled in (False, True):
        torch.manual_seed(0)
        network = MaskedLanguageModel(WIDE, drawn(300, 128), half_precision=True, compiled=compiled)
        # Longer than the blocks in which layers for neighbours look.
        pieces = torch.randint(5, 300, (2, 256), generator=torch.Generator().manual_seed(1))
        network.loss(pieces, torch.tensor([3, 30]), torch.tensor([7, 8])).backward()
        gradients.append({name: weight.grad for name, weight in network.named_parameters()})
    for name, expected in gradients[0].items():
        assert (gradients[1][name] - expected).norm() < 0.1 * expected.norm(), name


def test_among_all_pieces_the_sampled_loss_is_the_whole_one():
    states, vectors, bias, wanted = drawn(6, 8), drawn(50, 8, seed=1), drawn(50, seed=2), torch.arange(6)
    everything = Negatives(torch.arange(50), torch.zeros(50))
    whole = torch.nn.functional.cross_entropy(states @ vectors.T + bias, wanted)
    assert sampled_loss(states, wanted, vectors, bias, everything).item() == pytest.approx(whole.item(), 1e-5)


def test_the_sampled_loss_estimates_the_whole_one():
    counts = torch.arange(2000) ** 2
    states, vectors, bias, wanted = drawn(40, 8), drawn(2000, 8, seed=1), drawn(2000, seed=2), torch.arange(100, 140)
    negatives = PieceSampler(counts, 5).draw(torch.Generator().manual_seed(0))
    whole = torch.nn.functional.cross_entropy(states @ vectors.T + bias, wanted)
    assert sampled_loss(states, wanted, vectors, bias, negatives).item() == pytest.approx(whole.item(), 0.05)


def test_special_pieces_are_never_drawn():
    assert PieceSampler(torch.full((300,), 10), 5).draw(torch.Generator().manual_seed(0)).pieces.min() >= 5
