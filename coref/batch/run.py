"""A run: files in, annotated files out; the order of its stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any, Protocol

from coref.batch.errors import ErrorLog
from coref.batch.files import InputFile
from coref.batch.formats import OutputFormat
from coref.batch.items import Entry, Failure, Item, Unit, cut_units
from coref.batch.journal import Journal
from coref.batch.sources import read_entries
from coref.batch.targets import Target
from coref.batch.writers import write_stream, write_target
from coref.errors import InputError

__all__ = ["Counts", "Engine", "annotate_to_files", "annotate_to_stream"]


class Engine(Protocol):
    """What annotates units, in order: threads, or processes, of our own or of Ray."""

    @property
    def info(self) -> dict[str, Any]: ...

    def annotate(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, tuple[Entry, ...]]]: ...


@dataclass(slots=True)
class Counts:
    """How many documents there were, and how many of them are missing from the output."""

    documents: int = 0
    failed: int = 0


def annotate_to_files(
    files: Iterable[InputFile],
    target: Target,
    engine: Engine,
    options: dict[str, Any],
    *,
    language: str,
    resume: bool,
    tell: Callable[[str], None],
) -> Counts:
    """Annotate all documents, unit by unit into a journal, then write the output from that.

    Args:
        files: what to read.
        target: what to write.
        engine: what annotates.
        options: what else the output depends on; a run can be resumed only with the same.
        language: that of documents that do not name their own, or ``"auto"``.
        resume: whether to go on where an earlier run stopped.
        tell: is given what goes wrong, for the user to read.

    Raises:
        InputError: when the journal is another run's, or something cannot be written.
    """
    units = _read_ahead(cut_units(_read(files, language)))
    manifest = {
        "model": engine.info["sha256"],
        "version": engine.info["version"],
        "language": language,
        "to": target.format,
        "folder": target.is_folder,
        **options,
    }
    journal = Journal(target.path, manifest, resume=resume)
    try:
        count = _annotate_what_is_missing(journal, engine, units)
        counts = _write_from(journal, count, target, tell)
    except OSError as error:
        raise InputError(f"{target.path}: {error}. What is done is kept: --resume goes on from there") from error
    journal.remove()
    return counts


def annotate_to_stream(
    files: Iterable[InputFile],
    format: OutputFormat,
    stream: IO[bytes],
    engine: Engine,
    *,
    language: str,
    tell: Callable[[str], None],
) -> Counts:
    """Annotate all documents and write them to a stream as they come, for pipes."""
    counts = Counts()
    units = _read_ahead(cut_units(_read(files, language)))
    with ErrorLog(None, tell) as errors:

        def entries() -> Iterator[Entry]:
            for _, annotated in engine.annotate(units):
                yield from annotated
                stream.flush()

        write_stream(_succeeded(entries(), counts, errors.add), format, stream, errors.add)
    stream.flush()
    counts.failed = errors.count
    return counts


def _read_ahead(units: Iterator[Unit]) -> Iterator[Unit]:
    """The same units; the first is read at once, which takes some time, and so do processes that start meanwhile."""
    return chain(list(islice(units, 1)), units)


def _annotate_what_is_missing(journal: Journal, engine: Engine, units: Iterable[Unit]) -> int:
    """Returns how many units there are."""
    count = 0

    def missing() -> Iterator[Unit]:
        nonlocal count
        for unit in units:
            count += 1
            if not journal.has(unit):
                yield unit

    for unit, entries in engine.annotate(missing()):
        journal.write(unit, entries)
    return count


def _write_from(journal: Journal, units: int, target: Target, tell: Callable[[str], None]) -> Counts:
    counts = Counts()
    with ErrorLog(target.path, tell) as errors:
        write_target(_succeeded(journal.entries(units), counts, errors.add), target, errors.add)
    counts.failed = errors.count
    return counts


def _read(files: Iterable[InputFile], language: str) -> Iterator[Entry]:
    for file in files:
        yield from read_entries(file, language)


def _succeeded(entries: Iterable[Entry], counts: Counts, fail: Callable[[Failure], None]) -> Iterator[Item]:
    for entry in entries:
        counts.documents += 1
        if isinstance(entry, Failure):
            fail(entry)
        else:
            yield entry
