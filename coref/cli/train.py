"""``coref train``: train the mention-pair scorer."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from coref.cli.options import Config, Device, MaxSeconds, RunFolder
from coref.cli.runs import check_device, log_to_stderr, say_outcome

__all__ = ["train"]


def train(
    config: Config,
    output: RunFolder,
    device: Device = "cpu",
    max_seconds: MaxSeconds = math.inf,
    encoder: Annotated[
        str | None,
        typer.Option(help="Directory or hub name of the encoder.", show_default="what the configuration says"),
    ] = None,
) -> None:
    """Train a model; its checkpoint becomes OUTPUT/model."""
    from coref.training import run

    check_device(device)
    log_to_stderr()
    finished = run.train(config, output, device=device, max_seconds=max_seconds, encoder=encoder)
    say_outcome(finished, output / "model")
