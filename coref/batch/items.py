"""What passes through a run: documents with what their sources have besides, and what failed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from coref.document import Document

__all__ = ["Entry", "Failure", "Item", "Unit", "cut_units", "entry_from_record", "entry_to_record"]

_DOCUMENTS_TOGETHER = 32
_TOKENS_TOGETHER = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """A document and where it comes from.

    Attributes:
        document: the document.
        place: its file, with the line where it begins if the file has several.
        columns: the format of ``lines``, if it has any.
        lines: the document's own lines in that format, for its other columns.
        fields: other fields of its record, of a table or of JSON lines.
    """

    document: Document
    place: str
    columns: Literal["", "conllu", "conll2012"] = ""
    lines: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that is missing from the output: its place, and the reason, which names the place too."""

    place: str
    reason: str


Entry = Item | Failure


@dataclass(frozen=True, slots=True)
class Unit:
    """The entries that are worked on, written and resumed together; ``number`` counts from 0 through the run."""

    number: int
    entries: tuple[Entry, ...]

    def digest(self) -> str:
        """A SHA-256 of all that the result depends on but for the model and the options."""
        lines = (json.dumps(entry_to_record(entry), sort_keys=True) + "\n" for entry in self.entries)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def cut_units(entries: Iterable[Entry]) -> Iterator[Unit]:
    """Units of at most 32 documents, each of which ends with the document that brings it to 20,000 tokens."""
    number, tokens = 0, 0
    gathered: list[Entry] = []
    for entry in entries:
        gathered.append(entry)
        tokens += len(entry.document.tokens) if isinstance(entry, Item) else 0
        if len(gathered) == _DOCUMENTS_TOGETHER or tokens >= _TOKENS_TOGETHER:
            yield Unit(number, tuple(gathered))
            number, tokens, gathered = number + 1, 0, []
    if gathered:
        yield Unit(number, tuple(gathered))


def entry_to_record(entry: Entry) -> dict[str, Any]:
    """The entry as JSON-ready values; ``entry_from_record`` reads it back."""
    if isinstance(entry, Failure):
        return {"place": entry.place, "reason": entry.reason}
    return {
        "place": entry.place,
        "document": entry.document.to_dict(),
        "columns": entry.columns,
        "lines": list(entry.lines),
        "fields": dict(entry.fields),
    }


def entry_from_record(record: Mapping[str, Any]) -> Entry:
    """
    Raises:
        KeyError, TypeError, DocumentError: when the record is not one that ``entry_to_record`` made.
    """
    if "reason" in record:
        return Failure(record["place"], record["reason"])
    return Item(
        document=Document.from_dict(record["document"]),
        place=record["place"],
        columns=record["columns"],
        lines=tuple(record["lines"]),
        fields=record["fields"],
    )
