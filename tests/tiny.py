"""A tiny encoder with random weights and its tokenizer."""

from __future__ import annotations

from collections.abc import Iterable

from transformers import ModernBertConfig, PreTrainedTokenizerFast

from coref.pretraining.subwords import train_subwords

_VOCABULARY = 400


def tiny_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    """A tokenizer of our own kind, learnt from ``texts``."""
    return PreTrainedTokenizerFast(
        tokenizer_object=train_subwords(texts, _VOCABULARY),
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )


def tiny_shape() -> ModernBertConfig:
    """The configuration of an encoder that runs in milliseconds."""
    return ModernBertConfig(
        vocab_size=_VOCABULARY,
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
