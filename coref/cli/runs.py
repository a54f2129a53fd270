"""What the commands that start long runs share."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import typer

from coref.errors import InputError

__all__ = ["check_device", "log_to_stderr", "say_outcome"]


def log_to_stderr() -> None:
    """Show the library's log; nothing else configures logging."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s", stream=sys.stderr)


def check_device(device: str) -> None:
    """
    Raises:
        InputError: when torch does not have the device.
    """
    import torch

    try:
        torch.empty(0, device=device)
    except (AssertionError, NotImplementedError, RuntimeError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"the device {device!r} cannot be used: {reason}") from error


def say_outcome(finished: bool, result: Path) -> None:
    if finished:
        typer.echo(f"finished: {result}")
    else:
        typer.echo("stopped before the last step; run the same command again to go on from here")
