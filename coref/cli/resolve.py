"""``coref resolve``: one text, shown with its clusters."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from coref.cli.options import Language, Model, Scheme, Singletons
from coref.cli.render import render_clusters, render_text
from coref.errors import InputError

__all__ = ["resolve"]


def resolve(
    text: Annotated[str | None, typer.Argument(help="The text.", show_default="standard input")] = None,
    language: Language = "auto",
    model: Model = None,
    scheme: Scheme = None,
    singletons: Singletons = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the document as one line of JSON.")] = False,
    resolved_text: Annotated[
        bool, typer.Option("--resolved-text", help="Print the text with pronouns replaced by what they stand for.")
    ] = False,
    dropped_subjects: Annotated[
        bool, typer.Option("--dropped-subjects", help="With --resolved-text: put dropped Polish subjects in, too.")
    ] = False,
) -> None:
    """Show which expressions of a text mean the same entity."""
    if as_json and resolved_text:
        raise typer.BadParameter("--json and --resolved-text exclude one another")
    if dropped_subjects and not resolved_text:
        raise typer.BadParameter("--dropped-subjects needs --resolved-text")
    with _no_search_for_garbage():
        import coref
        from coref.prepare import prepare

        prepared = prepare(_standard_input() if text is None else text, language=language)
        document = coref.load(model)(prepared, scheme=scheme, singletons=singletons)
    # As bytes, so that the output is UTF-8 whatever the terminal's encoding.
    if as_json:
        typer.echo(json.dumps(document.to_dict(), ensure_ascii=False).encode())
        return
    if resolved_text:
        typer.echo(document.resolved_text(dropped_subjects=dropped_subjects).encode())
        return
    console = Console(soft_wrap=True)
    console.print(render_text(document))
    console.print()
    console.print(render_clusters(document))


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Nothing that is made inside is searched for cycles, nor when the process ends.

    Nearly all of it is modules. Searching them takes a quarter of the time that a short text takes altogether.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"standard input is not UTF-8: byte 0x{error.object[error.start]:02x} at position {error.start}; "
            "convert it, for instance with iconv"
        ) from error
