"""``coref annotate``: files in, one file of annotated documents out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from coref.cli.options import Language, Model, Scheme, Singletons
from coref.cli.output import replacing

__all__ = ["annotate"]


def annotate(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="IN...", help="Files ending in .txt, .jsonl, .conllu or .conll, or folders of them.", exists=True
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .jsonl or .conllu.")],
    language: Language = "auto",
    model: Model = None,
    scheme: Scheme = None,
    singletons: Singletons = False,
) -> None:
    """Annotate files. CoNLL-U and CoNLL-2012 keep their tokens, and CoNLL-U all its columns.

    A line of JSON has `text` and may have `id`, `language`, `tokens` and `sentences` (lists of pairs of offsets), and
    `speakers` (a name for each sentence).
    A document that fails is reported and left out; the exit status is then 1.
    """
    from coref.cli.sources import find_files
    from coref.cli.writers import writer_of

    write = writer_of(output)
    files = find_files(inputs, output)

    import coref
    from coref.cli.batch import Batch

    resolver = coref.load(model)
    with _progress_bar() as bar:
        batch = Batch(
            resolver,
            scheme,
            singletons,
            lambda reason: bar.console.print(reason, markup=False, highlight=False, soft_wrap=True),
        )
        with replacing(output) as stream:
            write(batch.annotate(bar.track(files, description="files"), language), stream, batch.fail)
    typer.echo(f"{output}: annotated {batch.documents - batch.failed}, failed {batch.failed}", err=True)
    if batch.failed:
        raise typer.Exit(1)


def _progress_bar() -> Progress:
    """On standard error, and only where that is a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
