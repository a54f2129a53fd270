"""The settings of a training run; ``configs/small.toml`` and ``configs/large.toml`` explain each."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from coref.config import StrictModel

__all__ = ["Shares", "TrainingConfig"]

Shares = dict[str, Annotated[float, Field(gt=0)]]
"""Of each corpus the share of its documents that an epoch draws."""


class TrainingConfig(StrictModel):
    """A whole training run of the mention-pair scorer."""

    name: str
    seed: int = 0
    encoder: str | None = None
    start: str | None = None
    start_share: float = Field(default=0, ge=0, lt=1)
    corpora: Shares = Field(min_length=1)
    treebanks: Shares = Field(default_factory=dict)
    entities: Shares = Field(default_factory=dict)
    pronouns: Shares = Field(default_factory=dict)
    word_lists: bool = False
    permissive: bool = False
    defaults: dict[str, str]
    epochs: int = Field(ge=1)
    batch_words: int = Field(ge=1)
    encoder_rate: float = Field(ge=0)
    layer_decay: float = Field(default=1.0, gt=0, le=1)
    head_rate: float = Field(gt=0)
    warmup_share: float = Field(ge=0, lt=1)
    encoder_dropout: float = Field(ge=0, lt=1)
    dropout: float = Field(ge=0, lt=1)
    swapped_share: float = Field(default=0, ge=0, lt=1)
    hidden_share: float = Field(default=0, ge=0, lt=1)
    excerpt_share: float = Field(default=0, ge=0, lt=1)
    window: int = Field(ge=16)
    overlap: int = Field(ge=0)
    gradient_checkpointing: bool = False
    morphology_dropout: float = Field(ge=0, le=1)
    auxiliary_weight: float = Field(default=0.2, ge=0)
    unmarked_weight: float = Field(default=1, gt=0, le=1)
    checkpoint_every_s: float = Field(gt=0)

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if self.encoder is None and self.start is None:
            raise ValueError(
                "give encoder, to begin with an encoder alone, or start, to train a model further, or both, to train a "
                "model further with another encoder of the same shape under it"
            )
        if self.start_share and self.start is None:
            raise ValueError("start_share needs a start")
        return self
