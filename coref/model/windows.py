"""Words → subword pieces → overlapping windows that fit the encoder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch

from coref.subwords import Subwords

__all__ = ["Pieces", "Windows", "cut_windows", "to_pieces"]


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
            around the piece, int64 [pieces]; the windows ascend.
    """

    ids: torch.Tensor
    mask: torch.Tensor
    rows: torch.Tensor
    columns: torch.Tensor


def to_pieces(words: Sequence[str], spaced: Sequence[bool], subwords: Subwords) -> Pieces:
    """Split each word by itself; for ``spaced`` see ``Subwords.split``."""
    split = subwords.split(words, spaced)
    ids = np.fromiter(chain.from_iterable(split), dtype=np.int64)
    owners = np.repeat(np.arange(len(split)), np.fromiter(map(len, split), dtype=np.int64))
    return Pieces(torch.from_numpy(ids), torch.from_numpy(owners))


def cut_windows(pieces: Pieces, subwords: Subwords, length: int, overlap: int) -> Windows:
    """Cut a document's pieces into windows of at most ``length``; neighbours share ``overlap`` pieces."""
    before, after = subwords.before, subwords.after
    room = length - len(before) - len(after)
    count = len(pieces.ids)
    windows = max(1, math.ceil((count - overlap) / (room - overlap)))
    # Windows of one length waste no work on padding.
    stride = max(1, math.ceil((count - overlap) / windows))
    starts = [row * stride for row in range(windows)]
    width = len(before) + min(stride + overlap, count) + len(after)
    ids = torch.full((len(starts), width), subwords.padding, dtype=torch.int64)
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
