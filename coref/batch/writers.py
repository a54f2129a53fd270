"""Annotated documents → files, in any format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TextIO

from coref.batch.formats import OutputFormat
from coref.batch.items import Failure, Item
from coref.batch.targets import Target
from coref.document import Document
from coref.errors import CorpusError, InputError
from coref.output import replacing_bytes, utf8_writer
from corpora.brat_writer import format_brat, write_brat_zip
from corpora.conll2012 import Conll2012Document
from corpora.conll2012_writer import write_conll2012
from corpora.conllu import ConlluDocument
from corpora.conllu_writer import write_conllu
from corpora.csv_table import write_csv
from corpora.html import write_html
from corpora.names import unique_names
from corpora.parquet import require_pyarrow, write_parquet
from corpora.tei_writer import write_tei

__all__ = ["check_format", "write_stream", "write_target"]

Fail = Callable[[Failure], None]
Write = Callable[[Iterable[Item], IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class _Format:
    """How a file of the format ends, how documents are written into one, and whether it can hold every document."""

    ending: str
    write: Write
    holds_all: bool = False


def check_format(format: OutputFormat, *, to_stdout: bool) -> None:
    """
    Raises:
        InputError: when a library for the format is missing, or standard output is no place for it.
    """
    if format == "parquet":
        require_pyarrow()
    if to_stdout and format in {"brat", "parquet"}:
        raise InputError(f"{format} cannot be written to standard output: give a file or a folder")


def write_stream(items: Iterable[Item], format: OutputFormat, stream: IO[bytes], fail: Fail) -> None:
    """Write documents into one file as they come; those that the format cannot hold are left out and told of."""
    chosen = _FORMATS[format]
    chosen.write(items if chosen.holds_all else _holdable(items, chosen.write, fail), stream)


def write_target(items: Iterable[Item], target: Target, fail: Fail) -> None:
    """Write documents into a file or a folder, each file whole or not at all; what cannot be held is told of.

    Raises:
        InputError: when the folder or a file cannot be made.
    """
    if target.is_folder:
        _write_folder(items, target.format, target.path, fail)
    else:
        with replacing_bytes(target.path) as stream:
            write_stream(items, target.format, stream, fail)


def _write_folder(items: Iterable[Item], format: OutputFormat, folder: Path, fail: Fail) -> None:
    """Write a file for each document, named for its id (two files in BRAT)."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror}") from error
    name = unique_names()
    for item in items:
        try:
            contents = _file_contents(item, format)
        except CorpusError as error:
            fail(Failure(item.place, f"{item.place}: {error}"))
            continue
        stem = name(item.document.id)
        for ending, content in contents.items():
            with replacing_bytes(folder / (stem + ending)) as stream:
                stream.write(content)


def _file_contents(item: Item, format: OutputFormat) -> dict[str, bytes]:
    """The files of one document by their endings."""
    if format == "brat":
        return {".ann": format_brat(item.document).encode(), ".txt": item.document.text.encode()}
    stream = io.BytesIO()
    _FORMATS[format].write([item], stream)
    return {_FORMATS[format].ending: stream.getvalue()}


def _holdable(items: Iterable[Item], write: Write, fail: Fail) -> Iterator[Item]:
    """The documents that a format can hold, by trial: one that it cannot would end the writing of all."""
    for item in items:
        try:
            write([item], io.BytesIO())
        except CorpusError as error:
            fail(Failure(item.place, f"{item.place}: {error}"))
        else:
            yield item


def _write_jsonl(items: Iterable[Item], stream: IO[bytes]) -> None:
    for item in items:
        stream.write(json.dumps(_record(item), ensure_ascii=False).encode() + b"\n")


def _record(item: Item) -> dict[str, Any]:
    """The document's fields, and those others that its source had."""
    own = item.document.to_dict()
    record = {**own, **item.fields, **own}
    if "metadata" in item.fields:
        given = item.fields["metadata"]
        record["metadata"] = {**given, **item.document.metadata} if isinstance(given, dict) else given
    return record


def _write_conllu(items: Iterable[Item], stream: IO[bytes]) -> None:
    with utf8_writer(stream) as text:
        write_conllu((_with_conllu_lines(item) for item in items), text)


def _with_conllu_lines(item: Item) -> Document | ConlluDocument:
    return ConlluDocument(item.document, item.lines) if item.columns == "conllu" else item.document


def _write_conll2012(items: Iterable[Item], stream: IO[bytes]) -> None:
    with utf8_writer(stream) as text:
        write_conll2012((_with_conll2012_lines(item) for item in items), text)


def _with_conll2012_lines(item: Item) -> Document | Conll2012Document:
    return Conll2012Document(item.document, item.lines) if item.columns == "conll2012" else item.document


def _documents_as_text(write: Callable[[Iterable[Document], TextIO], None]) -> Write:
    def write_items(items: Iterable[Item], stream: IO[bytes]) -> None:
        with utf8_writer(stream) as text:
            write((item.document for item in items), text)

    return write_items


def _documents_as_bytes(write: Callable[[Iterable[Document], IO[bytes]], None]) -> Write:
    return lambda items, stream: write((item.document for item in items), stream)


_FORMATS: Mapping[OutputFormat, _Format] = {
    "jsonl": _Format(".jsonl", _write_jsonl, holds_all=True),
    "conllu": _Format(".conllu", _write_conllu),
    "conll2012": _Format(".conll", _write_conll2012),
    "brat": _Format(".zip", _documents_as_bytes(write_brat_zip)),
    "tei": _Format(".xml", _documents_as_text(write_tei)),
    "html": _Format(".html", _documents_as_text(write_html), holds_all=True),
    "csv": _Format(".csv", _documents_as_text(write_csv), holds_all=True),
    "parquet": _Format(".parquet", _documents_as_bytes(write_parquet), holds_all=True),
}
