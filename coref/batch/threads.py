"""Annotating units in this process, in as many threads as torch uses, each on one core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coref.batch.annotator import AnnotatorSettings
from coref.batch.items import Entry, Item, Unit
from coref.threads import one_core_each

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
        with one_core_each() as pool:
            for unit in units:
                yield unit, tuple(pool.map(self._entry, unit.entries))

    def _entry(self, entry: Entry) -> Entry:
        return self._annotate(entry) if isinstance(entry, Item) else entry
