"""Threads for texts that are worked on side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import torch

__all__ = ["one_core_each"]


def one_core_each() -> ThreadPoolExecutor:
    """As many threads as torch uses here, in each of which it uses one core: the others are for other texts."""
    return ThreadPoolExecutor(max(1, torch.get_num_threads()), initializer=torch.set_num_threads, initargs=(1,))
