"""Annotating units in this process, in as many threads as torch uses, each on one core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch

from coref.batch.annotator import AnnotatorSettings
from coref.batch.items import Entry, Item, Unit

__all__ = ["Threads"]


class Threads:
    """Annotates units in order, the documents of one side by side.

    Raises:
        CheckpointError, InputError: as ``AnnotatorSettings``.
    """

    def __init__(self, settings: AnnotatorSettings) -> None:
        self._annotate = settings()

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def info(self) -> dict[str, Any]:
        """``Resolver.info``."""
        return self._annotate.info

    def annotate(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, tuple[Entry, ...]]]:
        """Each unit with its entries annotated, in order."""
        with ThreadPoolExecutor(max(1, torch.get_num_threads()), initializer=torch.set_num_threads, initargs=(1,)) as pool:
            for unit in units:
                yield unit, tuple(pool.map(self._entry, unit.entries))

    def _entry(self, entry: Entry) -> Entry:
        return self._annotate(entry) if isinstance(entry, Item) else entry
