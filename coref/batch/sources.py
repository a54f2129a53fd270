"""The documents of files, one at a time; what cannot be read becomes a ``Failure``, and reading goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, Literal, ParamSpec

from pydantic import BaseModel, ConfigDict, ValidationError

from coref.batch.files import InputFile
from coref.batch.formats import InputFormat
from coref.batch.items import Entry, Failure, Item
from coref.document import Span
from coref.errors import CorefError, CorpusError, InputError
from coref.prepare import prepare
from corpora.conll2012 import Conll2012Document, parse_conll2012
from corpora.conllu_rows import Block, cut_documents, lay_out
from corpora.csv_table import parse_csv
from corpora.parquet import read_parquet
from corpora.plain import decode, read_text
from corpora.tei import TeiText, parse_tei_texts

__all__ = ["read_entries"]

P = ParamSpec("P")


def read_entries(file: InputFile, language: str) -> Iterator[Entry]:
    """The documents of one file, without clusters.

    One from CoNLL-U or CoNLL-2012 keeps its lines, one of JSON lines or of a table its other fields. ``language``, or
    ``"auto"`` to guess, is that of documents that do not name their own.
    """
    try:
        yield from _READERS[file.format](file, language)
    except CorpusError as error:
        yield Failure(file.name, f"{error}; nothing after this was read from the file")


def _text_of(file: InputFile) -> str:
    if file.path is None:
        return decode(sys.stdin.buffer.read(), file.name)
    return read_text(file.path)


def _read_plain(file: InputFile, language: str) -> Iterator[Entry]:
    yield _attempt(file.name, _plain_item, file, language)


def _read_brat(file: InputFile, language: str) -> Iterator[Entry]:
    """Of a BRAT document only the text: its annotations are to be replaced."""
    assert file.path is not None
    yield _attempt(file.name, _plain_item, InputFile(file.path.with_suffix(".txt"), "brat"), language)


def _read_conllu(file: InputFile, language: str) -> Iterator[Entry]:
    for block in cut_documents(_text_of(file)):
        place = f"{file.name}:{block.first_line}"
        yield _attempt(place, _conllu_item, block, file, language, place)


def _read_conll2012(file: InputFile, language: str) -> Iterator[Entry]:
    for source in parse_conll2012(_text_of(file), file.name):
        place = f"{file.name}: document {source.document.id}"
        yield _attempt(place, _conll2012_item, source, language, place)


def _read_tei(file: InputFile, language: str) -> Iterator[Entry]:
    for text in parse_tei_texts(_text_of(file), file.name):
        place = f"{file.name}:{text.element.line}"
        yield _attempt(place, _tei_item, text, language, place)


def _read_jsonl(file: InputFile, language: str) -> Iterator[Entry]:
    with _lines(file) as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                place = f"{file.name}:{number}"
                yield _attempt(place, _json_item, line, f"{file.stem}:{number}", language, place)


def _read_csv(file: InputFile, language: str) -> Iterator[Entry]:
    for line, row in parse_csv(_text_of(file), file.name):
        place = f"{file.name}:{line}"
        yield _attempt(place, _row_item, row, f"{file.stem}:{line}", language, place)


def _read_parquet(file: InputFile, language: str) -> Iterator[Entry]:
    assert file.path is not None
    for number, row in read_parquet(file.path):
        place = f"{file.name}: row {number}"
        yield _attempt(place, _row_item, row, f"{file.stem}:{number}", language, place)


_READERS: Mapping[InputFormat, Callable[[InputFile, str], Iterator[Entry]]] = {
    "txt": _read_plain,
    "jsonl": _read_jsonl,
    "conllu": _read_conllu,
    "conll2012": _read_conll2012,
    "brat": _read_brat,
    "tei": _read_tei,
    "csv": _read_csv,
    "parquet": _read_parquet,
}


@contextmanager
def _lines(file: InputFile) -> Iterator[IO[bytes]]:
    if file.path is None:
        yield sys.stdin.buffer
        return
    try:
        with file.path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise CorpusError(f"{file.name}: cannot be read: {error.strerror}") from error


def _attempt(place: str, read: Callable[P, Item], *arguments: P.args, **options: P.kwargs) -> Entry:
    try:
        return read(*arguments, **options)
    except CorefError as error:
        # The readers of corpora/ name the place, down to the line; the others do not know it.
        return Failure(place, str(error) if isinstance(error, CorpusError) else f"{place}: {error}")


def _plain_item(file: InputFile, language: str) -> Item:
    return Item(prepare(_text_of(file), language=language, id=file.stem), file.name)


def _conllu_item(block: Block, file: InputFile, language: str, place: str) -> Item:
    """The document with its lines; its old entities are not read, since they are to be replaced."""
    rows = lay_out(block, file.name)
    named = (line.partition("=")[2].strip() for line in block.lines if line.startswith("# newdoc id"))
    document = prepare(
        rows.text,
        language=language,
        id=next(named, file.stem),
        tokens=rows.tokens,
        sentences=rows.sentences,
        speakers=rows.speakers if any(rows.speakers) else (),
    )
    return Item(document, place, "conllu", block.lines)


def _conll2012_item(source: Conll2012Document, language: str, place: str) -> Item:
    document = prepare(
        source.document.text,
        language=language,
        id=source.document.id,
        tokens=source.document.tokens,
        sentences=source.document.sentences,
        speakers=source.document.speakers,
    )
    return Item(document, place, "conll2012", source.lines)


def _tei_item(text: TeiText, language: str, place: str) -> Item:
    document = prepare(
        text.text,
        language=text.language or language,
        id=text.id,
        tokens=text.tokens,
        sentences=text.sentences,
    )
    return Item(document, place)


class _Record(BaseModel):
    """A line of JSON, or a row of a table; its further fields are kept as they are."""

    model_config = ConfigDict(strict=True, extra="allow")

    text: str
    id: str | int | None = None
    language: Literal["pl", "en", "auto"] | None = None
    tokens: list[Span] | None = None
    sentences: list[Span] | None = None
    speakers: list[str] = []
    clusters: Any = None


def _json_item(line: bytes, default_id: str, language: str, place: str) -> Item:
    try:
        record = _Record.model_validate_json(line)
    except ValidationError as error:
        raise InputError(_faults(error)) from error
    return _record_item(record, default_id, language, place, record.model_extra or {})


def _row_item(row: Mapping[str, Any], default_id: str, language: str, place: str) -> Item:
    """The columns ``text``, ``id`` and ``language`` make the document; an empty id or language is none."""
    own = {"text": row["text"], "id": row.get("id") or None, "language": row.get("language") or None}
    others = {name: value for name, value in row.items() if name not in own}
    try:
        record = _Record.model_validate(own)
    except ValidationError as error:
        raise InputError(_faults(error)) from error
    # Dates and the like, which JSON does not have, as text.
    return _record_item(record, default_id, language, place, json.loads(json.dumps(others, default=str)))


def _record_item(record: _Record, default_id: str, language: str, place: str, fields: Mapping[str, Any]) -> Item:
    document = prepare(
        record.text,
        language=record.language or language,
        id=default_id if record.id is None else str(record.id),
        tokens=record.tokens,
        sentences=record.sentences,
        speakers=record.speakers,
    )
    return Item(document, place, fields=fields)


def _faults(error: ValidationError) -> str:
    return "; ".join(": ".join((*map(str, fault["loc"]), fault["msg"])) for fault in error.errors())
