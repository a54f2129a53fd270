"""``coref info``: what model this is."""

from __future__ import annotations

import typer

from coref.cli.options import Model

__all__ = ["info"]


def info(model: Model = None) -> None:
    """Print the model's name, size, languages and schemes."""
    import coref

    for name, value in coref.load(model).info.items():
        typer.echo(f"{name}: {_plain(value)}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {entry}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)
