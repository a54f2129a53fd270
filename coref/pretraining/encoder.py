"""The encoder to pre-train: a small ModernBERT whose embeddings start from static vectors."""

from __future__ import annotations

import torch
from transformers import ModernBertConfig, ModernBertForMaskedLM

from coref.pretraining.config import EncoderShape
from coref.pretraining.subwords import SPECIAL_PIECES

__all__ = ["new_encoder"]

_EMBEDDING_SCALE = 0.05
"""Standard deviation of the embeddings' values; the layer norm behind them makes the input insensitive to it."""


def new_encoder(shape: EncoderShape, vectors: torch.Tensor) -> ModernBertForMaskedLM:
    """A masked language model with random layers (Warner et al. 2024).

    Args:
        vectors: unit rows for the embeddings, float32 [vocabulary, width]; zero rows stay random.
    """
    start, end = SPECIAL_PIECES.index("[CLS]"), SPECIAL_PIECES.index("[SEP]")
    model = ModernBertForMaskedLM(
        ModernBertConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.width,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.intermediate,
            max_position_embeddings=512,
            sparse_prediction=True,
            pad_token_id=SPECIAL_PIECES.index("[PAD]"),
            bos_token_id=start,
            cls_token_id=start,
            eos_token_id=end,
            sep_token_id=end,
            dtype=torch.float32,
        )
    )
    known = vectors.norm(dim=1) > 0
    embeddings = model.get_input_embeddings().weight
    assert isinstance(embeddings, torch.Tensor)
    with torch.no_grad():
        embeddings[known] = vectors[known] * _EMBEDDING_SCALE * shape.width**0.5
    return model
