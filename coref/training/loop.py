"""The loop of both kinds of training: steps in order, figures, snapshots, and going on after a kill."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import nn

from coref.allocation import keep_freed_memory
from coref.training.optimizer import linear_schedule, set_rate_factor
from coref.training.progress import Progress
from coref.training.snapshot import load_snapshot, save_snapshot

__all__ = ["ResumableRun"]

_REPORT_EVERY = 20
_LARGEST_GRADIENT = 1.0


class ResumableRun(ABC):
    """A run of ``steps`` updates that starts where the last snapshot in ``output`` ends.

    What a step does depends only on its number and on the parameters, so that a resumed run ends as an unbroken
    one would.

    Args:
        settings: the configuration as text; a snapshot made with another is refused.
        save_every_s: seconds between snapshots.

    Raises:
        CheckpointError: when the snapshot was made with other settings.
    """

    def __init__(
        self,
        name: str,
        model: nn.Module,
        optimizer: torch.optim.AdamW,
        *,
        steps: int,
        warmup_steps: int,
        output: Path,
        settings: str,
        save_every_s: float,
    ) -> None:
        self._name, self._model, self._optimizer = name, model, optimizer
        self._steps, self._warmup_steps = steps, warmup_steps
        self._output, self._settings, self._save_every_s = output, settings, save_every_s
        self.step = 0
        """How many steps are done."""
        self.seconds = 0.0
        """How long they took, breaks not counted."""
        state = load_snapshot(output, settings)
        if state is not None:
            model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            self.step, self.seconds = state["step"], state["seconds"]

    @abstractmethod
    def backward(self, step: int) -> Mapping[str, float | torch.Tensor]:
        """Compute the gradients of a step; return the parts of its loss.

        Scalars may stay tensors on the device, so that it need not be waited for at every step.
        """

    def figures(self) -> Mapping[str, float]:
        """What to report at each snapshot."""
        return {}

    def train(self, stop: float) -> bool:
        """Run until all steps are done or the monotonic clock shows ``stop``; return whether they are."""
        keep_freed_memory()
        started = saved = time.monotonic()
        before = self.seconds
        with Progress(self._name, self._steps, self._output, self.step) as progress:
            while self.step < self._steps and time.monotonic() < stop:
                losses = self._update()
                self.seconds = before + time.monotonic() - started
                progress.advance()
                if self.step % _REPORT_EVERY == 0:
                    progress.report(self.step, {name: float(loss) for name, loss in losses.items()})
                if time.monotonic() - saved > self._save_every_s:
                    self._save()
                    progress.report(self.step, self.figures())
                    saved = time.monotonic()
            self._save()
            progress.report(self.step, self.figures())
        return self.step == self._steps

    def _update(self) -> Mapping[str, float | torch.Tensor]:
        self._model.train()
        losses = self.backward(self.step)
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), _LARGEST_GRADIENT)
        set_rate_factor(self._optimizer, linear_schedule(self.step, self._steps, self._warmup_steps))
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return losses

    def _save(self) -> None:
        save_snapshot(
            self._output,
            {
                "settings": self._settings,
                "model": self._model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": self.step,
                "seconds": self.seconds,
            },
        )
