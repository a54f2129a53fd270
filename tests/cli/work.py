"""Work for worker processes that needs no model: what a document's text says is done."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coref.batch.items import Entry, Item, Unit, cut_units
from coref.document import Document
from coref.errors import CheckpointError


class Reader:
    """Marks documents as read, and dies of some."""

    def __init__(self, folder: Path) -> None:
        self.info = {"sha256": "0123", "gpus": os.environ.get("CUDA_VISIBLE_DEVICES", "")}
        self._folder = folder

    def __call__(self, item: Item) -> Entry:
        if item.document.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item.document.text == "die once" and not (self._folder / "died").exists():
            (self._folder / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(item, fields={"read": True})


@dataclass(frozen=True)
class StartReader:
    folder: Path

    def __call__(self) -> Reader:
        return Reader(self.folder)


@dataclass(frozen=True)
class StartAnotherEachTime:
    """A reader that says that its model is like no other's."""

    folder: Path

    def __call__(self) -> Reader:
        reader = Reader(self.folder)
        reader.info["sha256"] = str(os.getpid())
        return reader


def refuse_to_start() -> Reader:
    raise CheckpointError("no such model")


def die_at_start() -> Reader:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def units(*texts: str) -> Iterator[Unit]:
    return cut_units(Item(Document(text, text, "pl", (), ()), f"{number}.txt") for number, text in enumerate(texts))
