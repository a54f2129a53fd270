"""Memory that large texts needed goes back to the system."""

from __future__ import annotations

import ctypes

__all__ = ["give_back_large_blocks"]

_MMAP_THRESHOLD = -3
"""``M_MMAP_THRESHOLD`` of glibc's malloc.h."""
_LARGE = 2**20


def give_back_large_blocks() -> bool:
    """Tell malloc to take large blocks from the system one by one, and to give them back when they are freed.

    By itself glibc soon keeps them for each thread, in fragments: a process then holds about twice the memory, and
    ever more of it. Returns whether the C library understands.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE))
    except (AttributeError, OSError, TypeError):
        return False
