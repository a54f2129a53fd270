"""A tiny model with random weights, made once a session: real code, real files, no answers worth reading."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from samples import PASSAGE_EN, PASSAGE_PL


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a checkpoint with random weights."""
    from transformers import AutoModel, ModernBertConfig, PreTrainedTokenizerFast

    from coref.checkpoint import save_checkpoint
    from coref.model.config import ModelConfig
    from coref.model.scorer import MentionPairModel
    from coref.pretraining.subwords import train_subwords

    torch.manual_seed(0)
    subwords = train_subwords([PASSAGE_PL, PASSAGE_EN] * 4, 400)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=subwords, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    shape = ModernBertConfig(
        vocab_size=400,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        pad_token_id=0,
        bos_token_id=2,
        cls_token_id=2,
        eos_token_id=3,
        sep_token_id=3,
    )
    encoder = AutoModel.from_config(shape)
    config = ModelConfig(
        encoder=shape.to_dict(),
        schemes=("pl", "gum", "litbank"),
        defaults={"pl": "pl", "en": "gum"},
        window=48,
        overlap=8,
        word_width=32,
        pair_width=32,
        span_width=16,
    )
    directory = tmp_path_factory.mktemp("tiny") / "model"
    save_checkpoint(directory, MentionPairModel(config, encoder), tokenizer, name="tiny")
    return directory


@pytest.fixture(scope="session")
def resolver(tiny_model: Path):
    """A resolver over the tiny model."""
    import coref

    return coref.load(tiny_model)
