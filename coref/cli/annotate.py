"""``coref annotate``: files in, annotated documents out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import MofNCompleteColumn, TimeElapsedColumn

from coref.batch.files import find_files
from coref.batch.formats import STANDARD_STREAM, InputFormat, OutputFormat
from coref.batch.targets import target_of
from coref.cli.options import Language, Model, Scheme, Singletons
from coref.errors import InputError
from coref.progress_bar import progress_bar

if TYPE_CHECKING:
    from coref.batch.annotator import AnnotatorSettings
    from coref.batch.run import Engine

__all__ = ["annotate"]

Tell = Callable[[str], None]


def annotate(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="IN...", help="Files, folders of them, patterns, or - for standard input."),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", help="File to write; a folder, with / at its end, for a file each document; - for stdout."
        ),
    ],
    from_: Annotated[
        InputFormat | None, typer.Option("--from", help="Format of the input.", show_default="what the endings tell")
    ] = None,
    to: Annotated[
        OutputFormat | None, typer.Option("--to", help="Format to write.", show_default="what the ending tells")
    ] = None,
    language: Language = "auto",
    model: Model = None,
    scheme: Scheme = None,
    singletons: Singletons = False,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes, each with a model of its own; 1 uses threads instead.")
    ] = 1,
    engine: Annotated[
        Literal["local", "ray"], typer.Option(help="Whose the processes are: this command's, or a Ray cluster's.")
    ] = "local",
    gpus: Annotated[
        float, typer.Option(min=0, help="With ray: GPUs of each process; 0.5 has two processes share one.")
    ] = 0.0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the same command was stopped.")] = False,
) -> None:
    """Annotate files. CoNLL-U and CoNLL-2012 keep their tokens and columns, TEI its tokens, JSON lines their fields.

    A line of JSON has `text` and may have `id`, `language`, `tokens` and `sentences` (lists of pairs of offsets), and
    `speakers` (a name for each sentence). A table has a column `text` and may have `id` and `language`.
    A document that fails is reported, also in OUTPUT.errors.jsonl, and left out; the exit status is then 1.
    """
    destination = None if output == STANDARD_STREAM else target_of(output, to)
    if destination is None and resume:
        raise InputError("--resume needs an output file: what went to standard output cannot be gone on with")
    if gpus and engine != "ray":
        raise InputError("--gpus needs --engine ray, which gives each process its own")
    files = find_files(inputs, from_, destination.path if destination else None)

    from coref.batch.annotator import AnnotatorSettings
    from coref.batch.run import annotate_to_files, annotate_to_stream
    from coref.batch.writers import check_format

    check_format(destination.format if destination else to or "jsonl", to_stdout=destination is None)
    device = "cuda" if gpus else "cpu"
    threads = 1 if workers > 1 or engine == "ray" else None
    settings = AnnotatorSettings(model, scheme, singletons, device, threads)
    standard_output = sys.stdout.buffer
    with progress_bar(MofNCompleteColumn(), TimeElapsedColumn()) as bar:

        def tell(reason: str) -> None:
            bar.console.print(reason, markup=False, highlight=False, soft_wrap=True)

        tracked = bar.track(files, description="files")
        with _pool(engine, settings, workers, gpus, tell) as pool:
            if destination is None:
                counts = annotate_to_stream(tracked, to or "jsonl", standard_output, pool, language=language, tell=tell)
            else:
                options = {"from": from_, "scheme": scheme, "singletons": singletons, "device": device}
                counts = annotate_to_files(
                    tracked, destination, pool, options, language=language, resume=resume, tell=tell
                )
    typer.echo(f"{output}: annotated {counts.documents - counts.failed}, failed {counts.failed}", err=True)
    if counts.failed:
        raise typer.Exit(1)


def _pool(
    engine: str, settings: AnnotatorSettings, workers: int, gpus: float, tell: Tell
) -> AbstractContextManager[Engine]:
    if engine == "ray":
        from coref.batch.ray_workers import RayWorkers

        return RayWorkers(settings, workers, tell, gpus=gpus)
    if workers == 1:
        from coref.batch.threads import Threads

        return Threads(settings)
    from coref.batch.workers import Workers

    return Workers(settings, workers, tell)
