"""``coref pretrain``: pre-train the encoder."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from coref.cli.options import Config, Device, MaxSeconds, RunFolder
from coref.cli.runs import check_device, log_to_stderr, say_outcome

__all__ = ["pretrain"]


def pretrain(
    config: Config,
    output: RunFolder,
    device: Device = "cpu",
    max_seconds: MaxSeconds = math.inf,
    data_only: Annotated[
        bool, typer.Option("--data-only", help="Only prepare the data in OUTPUT, and train another time.")
    ] = False,
) -> None:
    """Pre-train an encoder on raw text; it becomes the model directory OUTPUT."""
    log_to_stderr()
    if data_only:
        _build_data(config, output)
        return
    from coref.pretraining import run

    check_device(device)
    finished = run.pretrain(config, output, device=device, max_seconds=max_seconds)
    say_outcome(finished, output)


def _build_data(config: Path, output: Path) -> None:
    from coref.config import read_config
    from coref.pretraining.config import PretrainingConfig
    from coref.pretraining.data import build_data

    build_data(read_config(config, PretrainingConfig), output)
    typer.echo(f"data: {output}")
