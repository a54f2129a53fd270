"""The settings of a pre-training run; ``configs/encoder.toml`` explains each."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from coref.config import StrictModel

__all__ = ["EncoderShape", "PretrainingConfig", "Source"]


class Source(StrictModel):
    """One file of raw text and the share of its documents to use."""

    name: str
    language: Literal["pl", "en"]
    share: float = Field(gt=0, le=1)


class EncoderShape(StrictModel):
    """The size of the encoder, in ModernBERT's terms."""

    vocabulary: int = Field(ge=300)
    width: int = Field(ge=8)
    layers: int = Field(ge=1)
    heads: int = Field(ge=1)
    intermediate: int = Field(ge=8)


class PretrainingConfig(StrictModel):
    """A whole pre-training run, from raw text, or on the data of an earlier one from weights that are there."""

    seed: int = 0
    start: str | None = None
    data: str | None = None
    sources: tuple[Source, ...] = ()
    exclude_corpora: tuple[str, ...] = ()
    shape: EncoderShape
    length: int = Field(ge=16)
    batch: int = Field(ge=1)
    steps: int = Field(ge=1)
    warmup_steps: int = Field(ge=0)
    learning_rate: float = Field(gt=0)
    masked_share: float = Field(gt=0, lt=1)
    compiled: bool = False
    held_out_blocks: int = Field(ge=1)
    checkpoint_every_s: float = Field(gt=0)

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        goes_on = self.start is not None and self.data is not None
        if (self.start is None) != (self.data is None) or goes_on == bool(self.sources):
            raise ValueError(
                "give either sources, to begin from text, or start and data, to go on from an encoder or a model with "
                "the data of an earlier run"
            )
        return self
