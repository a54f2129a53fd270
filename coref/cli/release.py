"""``coref corpora join``, ``strip`` and ``table``: the project's Polish corpus, released without its texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["join", "strip", "table"]

Release = Annotated[
    Path | None, typer.Argument(help="Folder of the annotations.", show_default="the one of this project")
]


def join(
    originals: Annotated[Path, typer.Argument(help="Folder with ntrex, poquad, eltec and sejm as downloaded.")],
    data: Annotated[Path, typer.Argument(help="Where to write corpora/pl/*.jsonl; set COREF_CORPORA to it.")],
    partial: Annotated[bool, typer.Option("--partial", help="Write a split even if documents of it fail.")] = False,
) -> None:
    """Join the annotations of the Polish corpus `pl` with the texts of the original distributions.

    Documents whose text is missing or differs are named. A split with such documents is not written, unless with
    --partial, which leaves them out. The exit code is 1 if any failed.
    """
    from corpora import release

    failed = 0
    for joined in release.join(originals, data, partial=partial):
        for error in joined.errors:
            typer.echo(str(error), err=True)
        found = f"{joined.documents} of {joined.documents + len(joined.errors)} documents"
        if joined.is_written:
            typer.echo(f"{joined.path}: {found}")
        else:
            typer.echo(f"{joined.path}: not written: {found} joined; --partial writes those", err=True)
        failed += len(joined.errors)
    if failed:
        raise typer.Exit(1)


def strip(
    corpus: Annotated[Path, typer.Argument(help="Folder with train.jsonl and dev.jsonl, texts included.")],
    annotations: Release = None,
) -> None:
    """Write the annotations of the Polish corpus `pl` without its texts."""
    from corpora import release

    release.strip_texts(corpus, annotations or release.RELEASE)


def table(annotations: Release = None) -> None:
    """Print the size of the released annotations of `pl` as a Markdown table."""
    from corpora import release

    for line in release.markdown_table(annotations or release.RELEASE):
        typer.echo(line)
