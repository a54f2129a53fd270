import pytest
import torch

from coref.model.attention import attend

ROWS, HEADS, LENGTH, WIDTH, PADDING = 2, 3, 300, 8, 40


def drawn(seed):
    return torch.randn(ROWS, HEADS, LENGTH, WIDTH, generator=torch.Generator().manual_seed(seed))


def visible(reach):
    """Which place sees which: what is near, and no padding behind the last row; bool [rows, 1, places, places]."""
    places = torch.arange(LENGTH)
    seen = (places[:, None] - places).abs() <= (LENGTH if reach is None else reach)
    seen = seen.repeat(ROWS, 1, 1, 1)
    seen[-1, :, :, -PADDING:] = False
    return seen


@pytest.mark.parametrize("learns", [False, True])
@pytest.mark.parametrize("reach", [None, 20, 130])
def test_attention_is_what_the_formula_says(reach, learns):
    query, key, value = drawn(0).requires_grad_(learns), drawn(1), drawn(2)
    seen = visible(reach)
    mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)
    scores = (query @ key.mT * WIDTH**-0.5).masked_fill(~seen, -torch.inf)
    expected = torch.where(seen.any(-1, keepdim=True), scores.softmax(-1), 0) @ value
    found = attend(query, key, value, mask, reach).transpose(1, 2)
    of_pieces = seen.any(-1)[..., None].expand_as(expected)
    torch.testing.assert_close(found[of_pieces], expected[of_pieces])


def test_without_a_mask_every_place_is_seen():
    query, key, value = drawn(0), drawn(1), drawn(2)
    expected = (query @ key.mT * WIDTH**-0.5).softmax(-1) @ value
    torch.testing.assert_close(attend(query, key, value, None, None).transpose(1, 2), expected)
