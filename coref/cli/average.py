"""``coref average``: the mean of several models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coref.errors import InputError

__all__ = ["average"]


def average(
    models: Annotated[
        list[str],
        typer.Argument(metavar="MODEL=SHARE...", help="Model directories and their shares.", show_default=False),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Directory of the new model.")],
) -> None:
    """Write the mean of the weights of several models; shares are taken of their sum."""
    shares = dict(map(_share, models))
    if len(shares) < len(models):
        raise InputError("a model is named twice")
    from coref.training import average as averaging

    averaging.average(shares, output)
    typer.echo(f"finished: {output}")


def _share(argument: str) -> tuple[Path, float]:
    directory, equals, share = argument.rpartition("=")
    try:
        if equals:
            return Path(directory), float(share)
    except ValueError:
        pass
    raise InputError(f"{argument!r} is not of the form MODEL=SHARE, such as runs/small/model=0.5")
