"""Memory that texts needed goes back to the system."""

from __future__ import annotations

import ctypes
import threading
import time

from coref.allocation import MMAP_THRESHOLD, set_malloc_option

__all__ = ["give_back_freed", "give_back_large_blocks", "keep_giving_back"]

_LARGE = 2**20
_SECONDS = 10


def give_back_large_blocks() -> bool:
    """Tell malloc to take large blocks from the system one by one, and to give them back when they are freed.

    By itself glibc soon keeps them for each thread, in fragments: a process then holds about twice the memory, and
    ever more of it. Returns whether the C library understands.
    """
    return set_malloc_option(MMAP_THRESHOLD, _LARGE)


def give_back_freed() -> bool:
    """Give back what small blocks that were freed left between others; takes some milliseconds.

    Returns whether the C library can.
    """
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return False
    return True


def keep_giving_back() -> None:
    """Do so every few seconds from now on, in a thread that ends with the process."""

    def work() -> None:
        while give_back_freed():
            time.sleep(_SECONDS)

    threading.Thread(target=work, name="memory", daemon=True).start()
