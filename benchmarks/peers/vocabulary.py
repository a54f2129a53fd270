"""A tokenizer for models whose own cannot be had here; run by the Python of a system that has ``transformers``."""

from __future__ import annotations

from pathlib import Path

from tokenizers import ByteLevelBPETokenizer
from transformers import RobertaTokenizerFast

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def make_tokenizer(sample: Path, size: int, folder: Path) -> None:
    """Byte-level BPE of ``size`` pieces, learnt from a file of text, as files that ``AutoTokenizer`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    learnt = ByteLevelBPETokenizer(add_prefix_space=True)
    learnt.train([str(sample)], vocab_size=size, special_tokens=SPECIAL, show_progress=False)
    learnt.save_model(str(folder))
    RobertaTokenizerFast.from_pretrained(str(folder), add_prefix_space=True).save_pretrained(str(folder))
