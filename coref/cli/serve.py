"""``coref serve``: the REST service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from coref.cli.options import Model

__all__ = ["ServeCommand", "serve"]


class ServeCommand(TyperCommand):
    """Lists the settings under the options in its help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer keeps these types to itself
        from service.settings import Settings

        super().format_help(ctx, formatter)
        typer.echo("Settings, as variables or in a TOML file (COREF_PORT=80, or port = 80), with their defaults:\n")
        for variable, default, description in Settings.describe():
            typer.echo(f"{variable}={default}\n    {description}")


def serve(
    host: Annotated[
        str | None,
        typer.Option(help="Address to listen on; 0.0.0.0 opens the service to everyone.", show_default="127.0.0.1"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.", show_default="8000"),
    ] = None,
    model: Model = None,
    settings: Annotated[
        Path | None,
        typer.Option(help="TOML file of settings; variables of the environment win.", show_default="COREF_SETTINGS"),
    ] = None,
) -> None:
    """Serve the model over HTTP: POST /v1/coref; GET /docs describes the rest.

    Limits, keys and all else that can be set is listed below the options.
    """
    from service.server import run
    from service.settings import Settings

    options = {"host": host, "port": port, "model": str(model) if model else None}
    given = {name: value for name, value in options.items() if value is not None}
    run(Settings.read(file=settings).model_copy(update=given))
