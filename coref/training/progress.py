"""What a run shows and writes while it goes: a progress bar in a terminal, JSON lines, TensorBoard."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.progress import MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from coref.progress_bar import progress_bar

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

__all__ = ["Progress"]

logger = logging.getLogger(__name__)


class Progress:
    """A context for one run: call ``advance`` after each step and ``report`` with figures.

    Figures go to ``metrics.jsonl`` in the output folder, to TensorBoard where it is installed, and to the log.
    """

    def __init__(self, name: str, steps: int, output: Path, step: int = 0) -> None:
        self._bar = progress_bar(
            MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("{task.fields[figures]}")
        )
        self._task = self._bar.add_task(name, total=steps, completed=step, figures="")
        self._file = (output / "metrics.jsonl").open("a", encoding="utf-8")
        self._writer = _tensorboard(output)

    def advance(self) -> None:
        self._bar.advance(self._task)

    def report(self, step: int, figures: Mapping[str, float]) -> None:
        if not figures:
            return
        text = " ".join(f"{name} {value:.4g}" for name, value in figures.items())
        self._bar.update(self._task, figures=text)
        logger.info("step %d %s", step, text)
        self._file.write(json.dumps({"step": step, **figures}) + "\n")
        self._file.flush()
        if self._writer is not None:
            for name, value in figures.items():
                self._writer.add_scalar(name, value, step)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()
        self._file.close()
        if self._writer is not None:
            self._writer.close()


def _tensorboard(output: Path) -> SummaryWriter | None:
    try:
        from torch.utils import tensorboard
    except ImportError:
        return None
    return tensorboard.SummaryWriter(str(output / "tensorboard"))
