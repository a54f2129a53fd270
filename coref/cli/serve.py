"""``coref serve``: the REST service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coref.cli.options import Model

__all__ = ["serve"]


def _print_settings(wanted: bool) -> None:
    if wanted:
        from service.settings import Settings

        for variable, default, description in Settings.describe():
            typer.echo(f"{variable}={default}\n    {description}")
        raise typer.Exit


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
    _: Annotated[
        bool,
        typer.Option("--list-settings", callback=_print_settings, is_eager=True, help="List the settings and leave."),
    ] = False,
) -> None:
    """Serve the model over HTTP: POST /v1/coref; GET /docs describes the rest.

    Limits, keys and all else that can be set is listed by --list-settings.
    """
    from service.server import run
    from service.settings import Settings

    options = {"host": host, "port": port, "model": str(model) if model else None}
    given = {name: value for name, value in options.items() if value is not None}
    run(Settings.read(file=settings).model_copy(update=given))
