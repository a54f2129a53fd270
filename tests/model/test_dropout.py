"""Dropout by random bytes."""

import pytest
import torch

from coref.model.dropout import Dropout

SHARES = (0.05, 0.1, 0.3, 0.5)


@pytest.mark.parametrize("share", SHARES)
def test_the_share_of_numbers_that_was_asked_for_is_dropped(share):
    torch.manual_seed(0)
    dropped = (Dropout(share)(torch.ones(1000, 1003)) == 0).float().mean().item()
    assert dropped == pytest.approx(share, abs=1 / 512 + 0.002)


@pytest.mark.parametrize("share", SHARES)
def test_the_rest_is_scaled_up_so_that_the_mean_stays(share):
    torch.manual_seed(0)
    output = Dropout(share)(torch.ones(1000, 1003))
    assert output[output > 0].unique().numel() == 1
    assert output.mean().item() == pytest.approx(1, abs=0.01)


def test_places_are_dropped_independently_of_one_another():
    torch.manual_seed(0)
    kept = (Dropout(0.5)(torch.ones(100_000, 24)) > 0).float()
    correlations = torch.corrcoef(kept.T) - torch.eye(24)
    assert correlations.abs().max() < 0.03


def test_the_gradient_goes_through_what_was_kept_alone():
    numbers = torch.ones(50, 7, requires_grad=True)
    output = Dropout(0.3)(numbers)
    output.sum().backward()
    assert torch.equal(numbers.grad, output.detach())


def test_the_seed_decides_what_is_dropped():
    outputs = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        outputs.append(Dropout(0.5)(torch.ones(40, 40)))
    assert torch.equal(outputs[0], outputs[1]) and not torch.equal(outputs[0], outputs[2])


def test_nothing_is_dropped_outside_training():
    numbers = torch.rand(30, 30)
    assert torch.equal(Dropout(0.5).eval()(numbers), numbers)


@pytest.mark.parametrize("shape", [(0,), (0, 5), (1,), (3, 0), (2, 3, 5)])
def test_any_shape_stays_what_it_was(shape):
    assert Dropout(0.5)(torch.ones(shape)).shape == shape
