"""``coref info``: what model this is."""

from __future__ import annotations

from typing import Any

import typer

from coref.cli.options import Model

__all__ = ["info"]


def info(model: Model = None) -> None:
    """Print the model's name, size, languages, schemes and recorded scores."""
    import coref

    info = coref.load(model).info
    scores = info.pop("scores")
    for name, value in info.items():
        typer.echo(f"{name}: {_plain(value)}")
    typer.echo(f"CoNLL F1: {_in_words(scores)}")


def _in_words(scores: list[dict[str, Any]] | None) -> str:
    if scores is None:
        return "not recorded; coref evaluate --record does so"
    return ", ".join(f"{score['corpus']} {score['split']} {100 * score['conll']:.2f}" for score in scores)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {entry}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)
