"""What a checkpoint's ``config.json`` says of its model."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from coref.config import StrictModel
from coref.document import Kind

__all__ = ["KINDS", "ModelConfig"]

KINDS = tuple(Kind)
"""The order of the kinds in the model's output."""


class ModelConfig(StrictModel):
    """The shape of a model and how it decides.

    Attributes:
        encoder: the ``transformers`` configuration of the encoder, ``model_type`` included.
        schemes: the annotation schemes learnt, in the order of their embeddings.
        defaults: the scheme for each language when the caller names none.
        window: longest row of subword pieces the encoder sees at once, special pieces included.
        overlap: how many pieces two neighbouring windows share.
        word_width, pair_width, span_width: hidden sizes of word states, of the pair scorer and of the span scorer.
        antecedents: how many candidates the coarse scorer leaves to the pair scorer.
        antecedent_margin: candidates whose coarse score is below the best one's by more are left out, which are more
            than half; benchmarks/withheld.py prints what that costs.
        reach: how many preceding mentions are looked at for an antecedent.
        mention_threshold: words below this probability of heading a mention are not paired.
        max_mention_share: at most this share of the words is paired, the most probable ones.
        span_before, span_after: how many words a phrase may extend to each side of its head.
        dropout: of all hidden layers behind the encoder, in training.
    """

    encoder: dict[str, Any]
    schemes: tuple[str, ...]
    defaults: dict[str, str]
    window: int = Field(default=256, ge=16)
    overlap: int = Field(default=64, ge=0)
    word_width: int = 320
    pair_width: int = 256
    span_width: int = 128
    antecedents: int = 40
    antecedent_margin: float = Field(default=2.0, gt=0)
    reach: int = 1000
    mention_threshold: float = Field(default=0.1, ge=0, lt=1)
    max_mention_share: float = Field(default=0.45, gt=0, le=1)
    span_before: int = 20
    span_after: int = 40
    dropout: float = Field(default=0.3, ge=0, lt=1)
