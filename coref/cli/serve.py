"""``coref serve``: the REST service."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from coref.cli.options import Model

if TYPE_CHECKING:
    from coref.resolver import Resolver

__all__ = ["serve"]


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 opens the service to everyone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    model: Model = None,
) -> None:
    """Serve the model over HTTP: POST /v1/coref.

    COREF_MAX_CHARACTERS and COREF_WORKERS set the limits.
    """
    import uvicorn

    from service.app import create_app, start_loading
    from service.settings import Settings

    settings = Settings.from_environment()
    loading = start_loading(str(model) if model else settings.model)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, loading), host=host, port=port))

    def stop_on_failure(loading: Future[Resolver]) -> None:
        if loading.exception() is not None:
            server.should_exit = True

    loading.add_done_callback(stop_on_failure)
    with suppress(KeyboardInterrupt):
        server.run()
    if loading.done():
        loading.result()
