"""Writing annotated documents as they come, in the format that the file's ending names."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from coref.document import Document
from coref.errors import CorpusError, InputError
from corpora.conllu import ConlluDocument
from corpora.conllu_writer import write_conllu
from corpora.jsonl import write_jsonl

__all__ = ["Write", "writer_of"]

Items = Iterable[Document | ConlluDocument]
Fail = Callable[[str], None]
Write = Callable[[Items, TextIO, Fail], None]
"""Writes documents to a stream; those that the format cannot hold are left out and told to the function given."""


def writer_of(path: Path) -> Write:
    """
    Raises:
        InputError: when no format has the file's ending.
    """
    if path.suffix not in _WRITERS:
        raise InputError(f"{path}: cannot tell the format to write; the file should end in {' or '.join(_WRITERS)}")
    return _WRITERS[path.suffix]


def _write_jsonl(items: Items, stream: TextIO, fail: Fail) -> None:
    write_jsonl((item.document if isinstance(item, ConlluDocument) else item for item in items), stream)


def _write_conllu(items: Items, stream: TextIO, fail: Fail) -> None:
    write_conllu(_holdable(items, fail), stream)


def _holdable(items: Items, fail: Fail) -> Iterator[Document | ConlluDocument]:
    """The documents that CoNLL-U can hold, by trial: one that it cannot would end the writing of all."""
    for item in items:
        try:
            write_conllu([item], io.StringIO())
        except CorpusError as error:
            fail(str(error))
        else:
            yield item


_WRITERS: Mapping[str, Write] = {".jsonl": _write_jsonl, ".conllu": _write_conllu}
