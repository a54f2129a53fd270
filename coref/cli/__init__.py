"""The command ``coref``: one file a subcommand, each of which imports heavy libraries only once it runs."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from coref.cli.annotate import annotate
from coref.cli.average import average
from coref.cli.corpora import corpora
from coref.cli.evaluate import evaluate
from coref.cli.info import info
from coref.cli.pretrain import pretrain
from coref.cli.resolve import resolve
from coref.cli.serve import ServeCommand, serve
from coref.cli.train import train
from coref.errors import CorefError

__all__ = ["app"]

_USAGE_ERROR = 2


class _Group(TyperGroup):
    """Says an error that the library raised on purpose in one line, without a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps its context type to itself
        try:
            return super().invoke(ctx)
        except CorefError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(_USAGE_ERROR) from None


app = typer.Typer(
    cls=_Group,
    help="Coreference resolution for Polish and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"coref {version('coref-pl-en')}")
        raise typer.Exit


@app.callback()
def _main(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


for _command in (resolve, annotate, serve, evaluate, train, average, pretrain, info):
    app.command(cls=ServeCommand if _command is serve else None)(_command)
app.add_typer(corpora, name="corpora")
