"""Words → subword pieces → overlapping windows that fit the encoder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from transformers import PreTrainedTokenizerBase

__all__ = ["Pieces", "Windows", "cut_windows", "to_pieces"]

_LONGEST_WORD = 16
"""Pieces of a word beyond these say little, and a word without spaces may be a whole file."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The subword pieces of a document.

    Attributes:
        ids: identifiers, int64 [pieces].
        words: for each piece the index of its word, ascending, every word at least once, int64 [pieces].
    """

    ids: torch.Tensor
    words: torch.Tensor


@dataclass(frozen=True, slots=True)
class Windows:
    """Overlapping rows of a document's pieces.

    Attributes:
        ids: with special pieces and padding, int64 [windows, length].
        mask: 1 for pieces, 0 for padding, int64 [windows, length].
        rows, columns: for each piece of the document the window and the place in it that see most context
            around the piece, int64 [pieces].
    """

    ids: torch.Tensor
    mask: torch.Tensor
    rows: torch.Tensor
    columns: torch.Tensor


def to_pieces(words: Sequence[str], spaced: Sequence[bool], tokenizer: PreTrainedTokenizerBase) -> Pieces:
    """Split each word by itself, so that a word's pieces do not depend on its neighbours.

    Args:
        spaced: for each word whether white space is before it, which the pieces of some tokenizers show.
        tokenizer: a fast tokenizer of ``transformers``.
    """
    ids: list[int] = []
    owners: list[int] = []
    if words:
        texts = _with_spaces(words, spaced) if _needs_space(tokenizer) else list(words)
        encoded = tokenizer(texts, add_special_tokens=False)["input_ids"]
        for index, pieces in enumerate(encoded):
            # A word of characters that the tokenizer drops still needs a state.
            kept = pieces[:_LONGEST_WORD] or [_filler(tokenizer)]
            ids += kept
            owners += [index] * len(kept)
    return Pieces(torch.tensor(ids, dtype=torch.int64), torch.tensor(owners, dtype=torch.int64))


def cut_windows(pieces: Pieces, tokenizer: PreTrainedTokenizerBase, length: int, overlap: int) -> Windows:
    """Cut a document's pieces into windows of at most ``length``; neighbours share ``overlap`` pieces."""
    before, after = _special_pieces(tokenizer)
    room = length - len(before) - len(after)
    count = len(pieces.ids)
    windows = max(1, math.ceil((count - overlap) / (room - overlap)))
    # Windows of one length waste no work on padding.
    stride = max(1, math.ceil((count - overlap) / windows))
    starts = [row * stride for row in range(windows)]
    width = len(before) + min(stride + overlap, count) + len(after)
    ids = torch.full((len(starts), width), tokenizer.pad_token_id or 0, dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for row, start in enumerate(starts):
        inside = pieces.ids[start : start + stride + overlap]
        line = torch.cat([torch.tensor(before, dtype=torch.int64), inside, torch.tensor(after, dtype=torch.int64)])
        ids[row, : len(line)] = line
        mask[row, : len(line)] = 1
    places = torch.arange(count)
    # The first half of what two windows share belongs to the earlier one.
    borders = torch.tensor(starts[1:], dtype=torch.int64) + overlap // 2
    rows = torch.bucketize(places, borders, right=True)
    columns = places - torch.tensor(starts)[rows] + len(before)
    return Windows(ids, mask, rows, columns)


def _with_spaces(words: Sequence[str], spaced: Sequence[bool]) -> list[str]:
    return [f" {word}" if space else word for word, space in zip(words, spaced, strict=True)]


def _needs_space(tokenizer: PreTrainedTokenizerBase) -> bool:
    """Whether a word by itself has other pieces than the same word behind a space."""
    word: list[int] = tokenizer("a", add_special_tokens=False)["input_ids"]
    twice: list[int] = tokenizer("a a", add_special_tokens=False)["input_ids"]
    return twice != word + word


def _filler(tokenizer: PreTrainedTokenizerBase) -> int:
    """A piece that says nothing; byte-level tokenizers may have no unknown piece."""
    candidates: tuple[int | None, ...] = (tokenizer.unk_token_id, tokenizer.pad_token_id)
    return next((piece for piece in candidates if piece is not None), 0)


def _special_pieces(tokenizer: PreTrainedTokenizerBase) -> tuple[list[int], list[int]]:
    """What the tokenizer puts before and after a text, whichever family it is of."""
    plain: list[int] = tokenizer("a", add_special_tokens=False)["input_ids"]
    framed: list[int] = tokenizer("a", add_special_tokens=True)["input_ids"]
    for start in range(len(framed) - len(plain) + 1):
        if framed[start : start + len(plain)] == plain:
            return framed[:start], framed[start + len(plain) :]
    return [], []
