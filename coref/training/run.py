"""The training run of the mention-pair scorer: it can be killed and goes on where it was."""

from __future__ import annotations

import logging
import math
import time
from pathlib import Path

import torch

from coref.checkpoint import load_encoder, save_checkpoint
from coref.config import read_config
from coref.devices import to_device
from coref.model.config import ModelConfig
from coref.model.scorer import MentionPairModel
from coref.training.config import TrainingConfig
from coref.training.data import Example, plan_steps, read_examples, without_morphology
from coref.training.loss import document_loss
from coref.training.optimizer import linear_schedule, new_optimizer, set_rate_factor
from coref.training.progress import Progress
from coref.training.snapshot import load_snapshot, save_snapshot
from corpora import registry

__all__ = ["train"]

logger = logging.getLogger(__name__)

_WEIGHT_DECAY = 0.01
_REPORT_EVERY = 20


def train(
    config_path: Path,
    output: Path,
    *,
    device: str = "cpu",
    max_seconds: float = math.inf,
    encoder: str | None = None,
) -> bool:
    """Train the model that ``config_path`` describes; its checkpoint becomes ``output/model``.

    A run that was stopped, by ``max_seconds`` or by force, goes on from its last snapshot in ``output``.

    Args:
        encoder: directory or hub name of the encoder, instead of the configuration's.

    Returns:
        Whether all steps are done.

    Raises:
        ConfigError, CorpusError, CheckpointError: see the functions that read each.
    """
    stop = time.monotonic() + max_seconds
    config = read_config(config_path, TrainingConfig)
    if encoder is not None:
        config = config.model_copy(update={"encoder": encoder})
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config.seed)
    base, tokenizer = load_encoder(config.encoder, config.encoder_dropout)
    model = MentionPairModel(_model_config(config, base.config.to_dict()), base)
    run = _Run(config, model, read_examples(config, tokenizer), output, device)
    finished = run.train(stop)
    if finished:
        save_checkpoint(output / "model", model, tokenizer, name=config.name)
    return finished


def _model_config(config: TrainingConfig, encoder: dict[str, object]) -> ModelConfig:
    schemes = dict.fromkeys(registry.get(name).scheme for name in config.corpora)
    return ModelConfig(
        encoder=encoder,
        schemes=tuple(schemes),
        defaults=config.defaults,
        window=config.window,
        overlap=config.overlap,
        dropout=config.dropout,
    )


class _Run:
    def __init__(
        self, config: TrainingConfig, model: MentionPairModel, examples: list[Example], output: Path, device: str
    ) -> None:
        self._config, self._examples, self._output, self._device = config, examples, output, device
        self._model = model.to(device)
        self._model.encoder.half_precision = True
        self._steps = plan_steps(examples, config.epochs, config.batch_words, config.seed)
        heads = [module for name, module in model.named_children() if name != "encoder"]
        groups = [(model.encoder, config.encoder_rate), (torch.nn.ModuleList(heads), config.head_rate)]
        self._optimizer = new_optimizer(groups, _WEIGHT_DECAY)
        self._settings = config.model_dump_json()
        self._step = 0
        state = load_snapshot(output, self._settings)
        if state is not None:
            self._model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._step = state["step"]
        logger.info("%d documents, %d steps, starting at step %d", len(examples), len(self._steps), self._step)

    def train(self, stop: float) -> bool:
        saved = time.monotonic()
        with Progress("training", len(self._steps), self._output, self._step) as progress:
            while self._step < len(self._steps) and time.monotonic() < stop:
                losses = self._update(self._steps[self._step])
                self._step += 1
                progress.advance()
                if self._step % _REPORT_EVERY == 0:
                    progress.report(self._step, losses)
                if time.monotonic() - saved > self._config.checkpoint_every_s:
                    self._save_snapshot()
                    saved = time.monotonic()
            self._save_snapshot()
        return self._step == len(self._steps)

    def _update(self, numbers: list[int]) -> dict[str, float]:
        """One step; returns the parts of the loss by word."""
        config = self._config
        # Seeding by step makes a resumed run draw what an unbroken one would have drawn.
        torch.manual_seed(config.seed * 1_000_003 + self._step)
        self._model.train()
        batch = [self._examples[number] for number in numbers]
        words = sum(len(example.inputs) for example in batch)
        totals: dict[str, float] = {}
        for example in batch:
            inputs = example.inputs
            if torch.rand(()) < config.morphology_dropout:
                inputs = without_morphology(inputs)
            inputs, targets = to_device(inputs, self._device), to_device(example.targets, self._device)
            losses = document_loss(self._model, inputs, targets, example.scheme)
            (torch.stack(list(losses.values())).sum() / words).backward()  # type: ignore[no-untyped-call]
            for name, loss in losses.items():
                totals[name] = totals.get(name, 0.0) + loss.item() / words
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        warmup = int(config.warmup_share * len(self._steps))
        set_rate_factor(self._optimizer, linear_schedule(self._step, len(self._steps), warmup))
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return totals

    def _save_snapshot(self) -> None:
        save_snapshot(
            self._output,
            {
                "settings": self._settings,
                "model": self._model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": self._step,
            },
        )
