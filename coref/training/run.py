"""The training run of the mention-pair scorer: it can be killed and goes on where it was."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import replace
from pathlib import Path

import torch

from coref.checkpoint import save_checkpoint
from coref.config import read_config
from coref.devices import to_device
from coref.encoders import check_window, train_quickly
from coref.model.scorer import MentionPairModel
from coref.precision import trains_in_bfloat16
from coref.training.auxiliary import AuxiliaryHeads
from coref.training.config import TrainingConfig
from coref.training.data import EXCERPTS, VARIANTS, Example, Examples, hide_pieces, plan_steps, without_morphology
from coref.training.loop import ResumableRun
from coref.training.loss import example_loss
from coref.training.optimizer import layer_groups, new_optimizer
from coref.training.start import first_model, move_back
from coref.training.texts import read_texts

__all__ = ["train"]

logger = logging.getLogger(__name__)

_WEIGHT_DECAY = 0.01
_AUXILIARY_MORPHOLOGY_DROPOUT = 0.5


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
        encoder: directory or hub name of the encoder, instead of what the configuration starts from.

    Returns:
        Whether all steps are done.

    Raises:
        ConfigError, CorpusError, CheckpointError: see the functions that read each.
    """
    stop = time.monotonic() + max_seconds
    config = read_config(config_path, TrainingConfig)
    if encoder is not None:
        config = config.model_copy(update={"encoder": encoder, "start": None, "start_share": 0})
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config.seed)
    model, base, tokenizer = first_model(config)
    check_window(base, config.window)
    train_quickly(base, device)
    if config.gradient_checkpointing:
        base.activation_checkpointing_enable({"use_reentrant": False})
    examples = Examples(read_texts(config), config, tokenizer)
    run = _Training(config, model, examples, tokenizer.mask_token_id, output, device)
    finished = run.train(stop)
    if finished:
        if config.start_share:
            move_back(model, config)
        save_checkpoint(output / "model", model, tokenizer, name=config.name)
    return finished


class _Training(ResumableRun):
    def __init__(
        self,
        config: TrainingConfig,
        model: MentionPairModel,
        examples: Examples,
        mask: int | None,
        output: Path,
        device: str,
    ) -> None:
        self._config, self._examples, self._mask, self._device = config, examples, mask, device
        self._scorer = model.to(device)
        self._scorer.half_precision = trains_in_bfloat16(device)
        self._auxiliary = AuxiliaryHeads(model.config.word_width, examples.labels, examples.classes.labels)
        self._auxiliary.to(device)
        self._batches = plan_steps(examples, config)
        heads = [module for name, module in model.named_children() if name != "encoder"]
        groups = layer_groups(model.encoder, config.encoder_rate, config.layer_decay)
        groups.append((torch.nn.ModuleList([*heads, self._auxiliary]), config.head_rate))
        super().__init__(
            "training",
            torch.nn.ModuleList([model, self._auxiliary]),
            new_optimizer(groups, _WEIGHT_DECAY),
            steps=len(self._batches),
            warmup_steps=int(config.warmup_share * len(self._batches)),
            output=output,
            settings=config.model_dump_json(),
            save_every_s=config.checkpoint_every_s,
        )
        logger.info("%d texts, %d steps, starting at step %d", len(examples), len(self._batches), self.step)

    def backward(self, step: int) -> dict[str, float]:
        # Seeding by step makes a resumed run draw what an unbroken one would have drawn.
        torch.manual_seed(self._config.seed * 1_000_003 + step)
        batch = [self._examples.get(number, self._variant(), self._part()) for number in self._batches[step]]
        words = sum(len(example.inputs) for example in batch)
        totals: dict[str, float] = {}
        for example in batch:
            disturbed = to_device(self._disturbed(example), self._device)
            losses = example_loss(self._scorer, self._auxiliary, disturbed, self._config.auxiliary_weight)
            (torch.stack(list(losses.values())).sum() / words).backward()
            for name, loss in losses.items():
                totals[name] = totals.get(name, 0.0) + loss.item() / words
        return totals

    def _variant(self) -> int:
        """A text as it is, or at random with other names."""
        if torch.rand(()) >= self._config.swapped_share:
            return 0
        return int(torch.randint(1, VARIANTS + 1, ()))

    def _part(self) -> int:
        """The whole of a text, or at random an excerpt."""
        share = self._config.excerpt_share
        if not share or torch.rand(()) >= share:
            return 0
        return int(torch.randint(1, EXCERPTS + 1, ()))

    def _disturbed(self, example: Example) -> Example:
        """The example with some of what its input says withheld at random."""
        config, inputs = self._config, example.inputs
        # An analyser would tell what the auxiliary heads are to learn.
        resolves = example.targets is not None or example.choice is not None
        share = config.morphology_dropout if resolves else _AUXILIARY_MORPHOLOGY_DROPOUT
        if torch.rand(()) < share:
            inputs = without_morphology(inputs)
        if self._mask is not None and config.hidden_share:
            inputs = hide_pieces(inputs, config.hidden_share, self._mask)
        return replace(example, inputs=inputs)
