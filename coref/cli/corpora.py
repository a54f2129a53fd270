"""``coref corpora``: annotated corpora: which are known, getting them, what is in them, other formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import DownloadColumn, TransferSpeedColumn

from coref.batch.formats import STANDARD_STREAM, OutputFormat
from coref.batch.items import Entry, Failure, Item
from coref.batch.targets import target_of
from coref.cli import release
from coref.errors import CorpusError, InputError
from coref.progress_bar import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import TaskID

    from coref.document import Document

__all__ = ["corpora"]

corpora = typer.Typer(help="Annotated corpora: which are known, what is in them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Corpus; `coref corpora list` names them.")]


@corpora.command("list")
def list_() -> None:
    """Print the corpora, which splits of each are here, and under which licence they are."""
    from coref.cli.corpus_tables import corpus_table
    from corpora import registry

    console = Console()
    console.print(corpus_table([registry.get(name) for name in registry.names()], _is_here))
    console.print(
        f"Looked for in {registry.data_root()}; COREF_CORPORA names another folder.", highlight=False, soft_wrap=True
    )


@corpora.command()
def get(
    name: Name,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Accept the licence that is shown, without being asked.")
    ] = False,
) -> None:
    """Download a corpus, once its licence is accepted, and lay it out where the other commands look for it.

    A download that is broken off goes on when the command is given again.
    """
    from corpora import obtain, registry

    corpus = registry.get(name)
    obtain.distribution_of(name)
    typer.echo(f"{name}\nhome: {corpus.home}\nlicence: {corpus.licence}\nfolder: {registry.data_root()}", err=True)
    if not accept_licence:
        _ask_to_accept()
    with progress_bar(DownloadColumn(), TransferSpeedColumn()) as bar:
        tasks: dict[str, TaskID] = {}

        def advance(file: str, done: int, total: int | None) -> None:
            if file not in tasks:
                tasks[file] = bar.add_task(file)
            bar.update(tasks[file], completed=done, total=total)

        obtained = list(obtain.obtain(name, advance))
    for file in obtained:
        verdict = "as expected" if file.is_checked else "none is known to compare it with"
        typer.echo(f"{file.path}: SHA-256 {file.sha256}, {verdict}")
    for split in corpus.splits:
        typer.echo(f"{name} {split}: {len(registry.files(name, split))} files")


@corpora.command()
def stats(name: Name) -> None:
    """Count the documents, tokens, clusters and mentions of a corpus, for each of its splits that is here."""
    from coref.cli.corpus_tables import statistics_table
    from corpora import registry
    from corpora.statistics import count

    splits = [split for split in registry.get(name).splits if _is_here(name, split)]
    if not splits:
        # Raises, and says how to get them.
        registry.files(name, next(iter(registry.get(name).splits)))
    Console().print(statistics_table(name, {split: count(registry.load(name, split)) for split in splits}))


@corpora.command()
def convert(
    name: Name,
    output: Annotated[str, typer.Option("--output", "-o", help="File to write; a folder, with / at its end.")],
    split: Annotated[str, typer.Option(help="Part of the corpus.")] = "dev",
    to: Annotated[
        OutputFormat | None, typer.Option("--to", help="Format to write.", show_default="what the ending tells")
    ] = None,
) -> None:
    """Write a split of a corpus, with its clusters, in another format.

    A document that the format cannot hold, and what cannot be read of a malformed file, is reported and left out; the
    exit status is then 1.
    """
    if output == STANDARD_STREAM:
        raise InputError("give a file or a folder to write")
    from coref.batch.writers import check_format, write_target
    from corpora import registry

    target = target_of(output, to)
    check_format(target.format, to_stdout=False)
    found = failed = 0

    def fail(failure: Failure) -> None:
        nonlocal failed
        failed += 1
        typer.echo(failure.reason, err=True)

    def items(files: list[Path]) -> Iterator[Item]:
        nonlocal found
        for entry in _entries(name, read, files):
            found += 1
            if isinstance(entry, Failure):
                fail(entry)
            else:
                yield entry

    read = registry.reader(name)
    files = registry.files(name, split)
    write_target(items(files), target, fail)
    typer.echo(f"{output}: written {found - failed}, failed {failed}", err=True)
    if failed:
        raise typer.Exit(1)


for _command in (release.join, release.strip, release.table):
    corpora.command()(_command)


def _ask_to_accept() -> None:
    """
    Raises:
        InputError: when there is nobody to ask, or the answer is no.
    """
    if not sys.stdin.isatty():
        raise InputError("read the licence above; to accept it, say --accept-licence")
    if not typer.confirm("Do you accept this licence?", err=True):
        raise InputError("the licence was not accepted; nothing was downloaded")


def _entries(name: str, read: Callable[[Path], Iterator[Document]], files: list[Path]) -> Iterator[Entry]:
    """The documents of the files; one that is malformed ends there, and the next one is read."""
    for path in files:
        try:
            for document in read(path):
                yield Item(document, f"{name}: {document.id}")
        except CorpusError as error:
            yield Failure(str(path), f"{error}; nothing after this was read from the file")


def _is_here(name: str, split: str) -> bool:
    from corpora import registry

    try:
        return bool(registry.files(name, split))
    except CorpusError:
        return False
