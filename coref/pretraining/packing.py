"""Packing: all documents of one language as one row of piece identifiers, memory-mapped from disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

__all__ = ["Blocks", "pack", "read_pieces"]

_BATCH = 256
_PIECE = np.dtype("<u2")


def pack(documents: Iterable[str], tokenizer: Tokenizer, path: Path) -> int:
    """Write the pieces of each document, ``[SEP]`` after each, to ``path``; return how many there are."""
    separator = tokenizer.token_to_id("[SEP]")
    count = 0
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        for batch in _batches(documents, _BATCH):
            for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
                pieces = np.array([*encoding.ids, separator], dtype=_PIECE)
                file.write(pieces.tobytes())
                count += len(pieces)
    partial.replace(path)
    return count


def read_pieces(path: Path) -> np.ndarray:
    """The pieces of a packed file, unsigned 16-bit [pieces], mapped from disk."""
    return np.memmap(path, dtype=_PIECE, mode="r")


class Blocks:
    """A packed file cut into blocks of ``length`` pieces; the incomplete last one is dropped."""

    def __init__(self, path: Path, length: int) -> None:
        pieces = read_pieces(path)
        self._blocks = pieces[: len(pieces) // length * length].reshape(-1, length)

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, numbers: int | np.ndarray) -> np.ndarray:  # int64 [length] or [n, length]
        return np.asarray(self._blocks[numbers], dtype=np.int64)


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
