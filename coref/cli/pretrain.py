"""``coref pretrain``: pre-train the encoder."""

from __future__ import annotations

import math

from coref.cli.options import Config, Device, MaxSeconds, RunFolder
from coref.cli.runs import check_device, log_to_stderr, say_outcome

__all__ = ["pretrain"]


def pretrain(config: Config, output: RunFolder, device: Device = "cpu", max_seconds: MaxSeconds = math.inf) -> None:
    """Pre-train an encoder on raw text; it becomes the model directory OUTPUT."""
    from coref.pretraining import run

    check_device(device)
    log_to_stderr()
    finished = run.pretrain(config, output, device=device, max_seconds=max_seconds)
    say_outcome(finished, output)
