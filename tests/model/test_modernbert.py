"""Our own ModernBERT against that of transformers, with the same random weights."""

import pytest
import torch
from transformers import AutoModel, ModernBertConfig

from coref.model.modernbert import ModernBert, can_build

VOCABULARY, ROWS, LENGTH = 400, 3, 40


def shape(**changes):
    sizes = {"vocab_size": VOCABULARY, "hidden_size": 32, "intermediate_size": 48, "num_attention_heads": 2}
    pieces = {"pad_token_id": 0, "bos_token_id": 2, "cls_token_id": 2, "eos_token_id": 3, "sep_token_id": 3}
    return ModernBertConfig(num_hidden_layers=4, local_attention=16, **sizes, **pieces, **changes)


def both(config):
    """The encoder of transformers and ours."""
    torch.manual_seed(0)
    theirs = AutoModel.from_config(config).eval()
    # Where weights are as small as at the beginning of training, attention hardly matters.
    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter.mul_(10 if parameter.dim() > 1 else 1).add_(0.01 * torch.randn_like(parameter))
    ours = ModernBert(config.to_dict())
    ours.load_state_dict(theirs.state_dict())
    return theirs, ours.eval()


def rows(padding):
    ids = torch.randint(5, VOCABULARY, (ROWS, LENGTH), generator=torch.Generator().manual_seed(1))
    mask = torch.ones_like(ids)
    if padding:
        mask[-1, -padding:] = 0
    return ids, mask


@pytest.mark.parametrize("padding", [0, 1, 30])
@pytest.mark.parametrize("changes", [{}, {"norm_bias": True, "attention_bias": True, "mlp_bias": True}])
@torch.inference_mode()
def test_every_layer_computes_what_transformers_computes(padding, changes):
    theirs, ours = both(shape(**changes))
    ids, mask = rows(padding)
    expected = theirs(input_ids=ids, attention_mask=mask, output_hidden_states=True)
    found = ours(input_ids=ids, attention_mask=mask)
    seen = mask > 0
    torch.testing.assert_close(found.hidden_states[0], expected.hidden_states[0])
    torch.testing.assert_close(found.last_hidden_state[seen], expected.last_hidden_state[seen])


@torch.inference_mode()
def test_half_precision_differs_by_rounding_only():
    _, ours = both(shape())
    ids, mask = rows(30)
    expected = ours(ids, mask).last_hidden_state
    found = ours.bfloat16()(ids, mask).last_hidden_state.float()
    seen = mask > 0
    assert not found.equal(expected)
    assert found.isfinite().all()
    assert torch.nn.functional.cosine_similarity(found[seen], expected[seen], dim=1).min() > 0.99


@torch.inference_mode()
def test_half_precision_does_not_see_padding():
    _, ours = both(shape())
    ids, mask = rows(30)
    alone = ours.bfloat16()(ids[-1:, :10], mask[-1:, :10]).last_hidden_state
    padded = ours(ids, mask).last_hidden_state[-1:, :10]
    assert torch.nn.functional.cosine_similarity(alone.float(), padded.float(), dim=2).min() > 0.999


@pytest.mark.parametrize(
    "changes", [{"hidden_activation": "relu"}, {"model_type": "bert"}, {"rope_parameters": {"full_attention": {}}}]
)
def test_what_is_not_written_here_is_left_to_transformers(changes):
    assert can_build(shape().to_dict())
    assert not can_build(shape().to_dict() | changes)
