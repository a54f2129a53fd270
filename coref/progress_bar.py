"""The progress bar of long work."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn

__all__ = ["progress_bar"]


def progress_bar(*columns: ProgressColumn) -> Progress:
    """What is done, a bar and ``columns``: on standard error, and only where that is a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *columns,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
