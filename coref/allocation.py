"""How memory is taken from the system, where it is glibc that the process runs on."""

from __future__ import annotations

import ctypes

__all__ = ["MMAP_THRESHOLD", "keep_freed_memory", "set_malloc_option"]

# From glibc's malloc.h.
_TRIM_THRESHOLD, _TOP_PAD = -1, -2
MMAP_THRESHOLD = -3
"""``M_MMAP_THRESHOLD``: blocks from this size on are taken from the system one by one, and given back when freed."""

_NEVER = 2**31 - 1
_GROWTH = 64 * 2**20
_LARGEST = 32 * 2**20
"""What glibc allows; without the limit the heap would be torn to pieces by the largest tensors."""


def set_malloc_option(option: int, value: int) -> bool:
    """Call ``mallopt``; return whether the C library has it and takes the value."""
    try:
        return bool(ctypes.CDLL(None).mallopt(option, value))
    except (AttributeError, OSError, TypeError):
        return False


def keep_freed_memory() -> None:
    """Let glibc keep what is freed for the next tensor.

    By default a tensor of some size is fresh memory from the system, whose pages are cleared one by one as they are
    first touched: a third of the time of a training step on a CPU. The price is that the process never shrinks.
    """
    for option, value in ((MMAP_THRESHOLD, _LARGEST), (_TRIM_THRESHOLD, _NEVER), (_TOP_PAD, _GROWTH)):
        set_malloc_option(option, value)
