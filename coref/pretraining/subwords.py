"""Our own subword tokenizer: byte-level BPE in which every word begins with the same mark.

White space is dropped and punctuation split off before the merges, so a word has the same pieces whether it came
from running text or from a corpus that gives its tokens one by one, and every byte is representable.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors, trainers

__all__ = ["SPECIAL_PIECES", "TOKENIZER", "load_subwords", "train_subwords"]

SPECIAL_PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""In the order of their identifiers."""

TOKENIZER = "tokenizer.json"
"""The tokenizer's file in an encoder directory."""


def train_subwords(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Learn ``vocabulary`` pieces from ``texts`` (Sennrich et al. 2016; bytes as in Radford et al. 2019)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\s+"), "removed"),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=False),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_PIECES),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[(piece, tokenizer.token_to_id(piece)) for piece in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def load_subwords(directory: Path) -> Tokenizer:
    """The tokenizer of an encoder directory."""
    return Tokenizer.from_file(str(directory / TOKENIZER))
