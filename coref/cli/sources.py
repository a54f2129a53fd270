"""The documents of files and folders, one at a time; what cannot be read becomes a ``Failure``, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, ParamSpec

from pydantic import BaseModel, ConfigDict, ValidationError

from coref.document import Document, Span
from coref.errors import CorefError, CorpusError, InputError
from coref.prepare import prepare
from corpora.conll2012 import read_conll2012
from corpora.conllu import ConlluDocument
from corpora.conllu_rows import Block, cut_documents, lay_out
from corpora.plain import read_text

__all__ = ["Failure", "find_files", "read_documents"]

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: ``file: reason`` or ``file:line: reason``."""

    reason: str


Items = Iterator[Document | ConlluDocument | Failure]


def find_files(paths: Iterable[Path], output: Path) -> list[Path]:
    """The files, and all files below the folders that can be read, except ``output`` itself.

    Raises:
        InputError: when a file's ending is not known, or a folder holds no file that can be read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            files = [file for file in sorted(path.rglob("*")) if file.suffix in _READERS and not _same(file, output)]
            if not files:
                raise InputError(f"{path}: no file in this folder ends in {_ENDINGS}")
            found += files
        elif path.suffix in _READERS:
            found.append(path)
        else:
            raise InputError(f"{path}: cannot tell its format; it should end in {_ENDINGS}")
    return found


def read_documents(path: Path, language: str) -> Items:
    """The documents of one file, without clusters.

    A document from CoNLL-U keeps its rows, and with CoNLL-2012 its tokens. ``language`` is that of documents that do
    not name their own.
    """
    try:
        yield from _READERS[path.suffix](path, language)
    except CorpusError as error:
        yield Failure(f"{error}; nothing after this was read from the file")


def _read_plain(path: Path, language: str) -> Items:
    yield _attempt(str(path), _plain_document, path, language)


def _read_conllu(path: Path, language: str) -> Items:
    for block in cut_documents(read_text(path)):
        yield _attempt(f"{path}:{block.first_line}", _conllu_document, block, path, language)


def _read_conll2012(path: Path, language: str) -> Items:
    for source in read_conll2012(path):
        document = source.document
        yield _attempt(
            f"{path}: document {document.id}",
            prepare,
            document.text,
            language=language,
            id=document.id,
            tokens=document.tokens,
            sentences=document.sentences,
            speakers=document.speakers,
        )


def _read_jsonl(path: Path, language: str) -> Items:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _attempt(f"{path}:{number}", _json_document, line, f"{path.stem}:{number}", language)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error


_READERS: Mapping[str, Callable[[Path, str], Items]] = {
    ".txt": _read_plain,
    ".jsonl": _read_jsonl,
    ".conllu": _read_conllu,
    ".conll": _read_conll2012,
}
_ENDINGS = ", ".join(_READERS)


def _attempt(
    place: str, read: Callable[P, Document | ConlluDocument], *arguments: P.args, **options: P.kwargs
) -> Document | ConlluDocument | Failure:
    try:
        return read(*arguments, **options)
    except CorefError as error:
        # The readers of corpora/ name the place, down to the line; the others do not know it.
        return Failure(str(error) if isinstance(error, CorpusError) else f"{place}: {error}")


def _plain_document(path: Path, language: str) -> Document:
    return prepare(read_text(path), language=language, id=path.stem)


def _conllu_document(block: Block, path: Path, language: str) -> ConlluDocument:
    """The document with its lines; its old entities are not read, since they are to be replaced."""
    rows = lay_out(block, str(path))
    named = (line.partition("=")[2].strip() for line in block.lines if line.startswith("# newdoc id"))
    document = prepare(
        rows.text,
        language=language,
        id=next(named, path.stem),
        tokens=rows.tokens,
        sentences=rows.sentences,
        speakers=rows.speakers if any(rows.speakers) else (),
    )
    return ConlluDocument(document, block.lines, block.first_line)


class _Record(BaseModel):
    """A line of JSON; further fields are of no interest here."""

    model_config = ConfigDict(strict=True)

    text: str
    id: str | int | None = None
    language: Literal["pl", "en", "auto"] | None = None
    tokens: list[Span] | None = None
    sentences: list[Span] | None = None
    speakers: list[str] = []


def _json_document(line: bytes, default_id: str, language: str) -> Document:
    try:
        record = _Record.model_validate_json(line)
    except ValidationError as error:
        faults = "; ".join(": ".join((*map(str, fault["loc"]), fault["msg"])) for fault in error.errors())
        raise InputError(faults) from error
    return prepare(
        record.text,
        language=record.language or language,
        id=default_id if record.id is None else str(record.id),
        tokens=record.tokens,
        sentences=record.sentences,
        speakers=record.speakers,
    )


def _same(file: Path, other: Path) -> bool:
    return file.resolve() == other.resolve()
