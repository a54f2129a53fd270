"""A tiny model with random weights, made once a session: real code, real files, no answers worth reading."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from samples import PASSAGE_EN, PASSAGE_PL


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a checkpoint with random weights."""
    from tiny import tiny_shape, tiny_tokenizer
    from transformers import AutoModel

    from coref.checkpoint import save_checkpoint
    from coref.model.config import ModelConfig
    from coref.model.scorer import MentionPairModel

    torch.manual_seed(0)
    config = ModelConfig(
        encoder=tiny_shape().to_dict(),
        schemes=("pl", "gum", "litbank"),
        defaults={"pl": "pl", "en": "gum"},
        window=48,
        overlap=8,
        word_width=32,
        pair_width=32,
        span_width=16,
    )
    model = MentionPairModel(config, AutoModel.from_config(tiny_shape()))
    directory = tmp_path_factory.mktemp("tiny") / "model"
    save_checkpoint(directory, model, tiny_tokenizer([PASSAGE_PL, PASSAGE_EN] * 4), name="tiny")
    return directory


@pytest.fixture(scope="session")
def resolver(tiny_model: Path):
    """A resolver over the tiny model."""
    import coref

    return coref.load(tiny_model)
