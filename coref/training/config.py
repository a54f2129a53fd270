"""The settings of a training run; ``configs/small.toml`` and ``configs/large.toml`` explain each."""

from __future__ import annotations

from pydantic import Field

from coref.config import StrictModel

__all__ = ["TrainingConfig"]


class TrainingConfig(StrictModel):
    """A whole training run of the mention-pair scorer."""

    name: str
    seed: int = 0
    encoder: str
    corpora: tuple[str, ...] = Field(min_length=1)
    defaults: dict[str, str]
    epochs: int = Field(ge=1)
    batch_words: int = Field(ge=1)
    encoder_rate: float = Field(ge=0)
    layer_decay: float = Field(default=1.0, gt=0, le=1)
    head_rate: float = Field(gt=0)
    warmup_share: float = Field(ge=0, lt=1)
    encoder_dropout: float = Field(ge=0, lt=1)
    dropout: float = Field(ge=0, lt=1)
    window: int = Field(ge=16)
    overlap: int = Field(ge=0)
    gradient_checkpointing: bool = False
    morphology_dropout: float = Field(ge=0, lt=1)
    checkpoint_every_s: float = Field(gt=0)
