"""The pre-training run: masked language modelling that can be killed and goes on where it was."""

from __future__ import annotations

import json
import logging
import math
import time
from pathlib import Path

import torch
from transformers import ModernBertForMaskedLM, PreTrainedTokenizerFast

from coref.config import read_config
from coref.pretraining.config import PretrainingConfig
from coref.pretraining.data import PretrainingData, build_data
from coref.pretraining.encoder import new_encoder
from coref.pretraining.masking import mask_pieces
from coref.pretraining.subwords import load_subwords
from coref.training.optimizer import linear_schedule, new_optimizer, set_rate_factor
from coref.training.progress import Progress
from coref.training.snapshot import load_snapshot, save_snapshot

__all__ = ["pretrain"]

logger = logging.getLogger(__name__)

_WEIGHT_DECAY = 0.01
_EVALUATION_SEED = 1
_REPORT_EVERY = 20


def pretrain(config_path: Path, output: Path, *, device: str = "cpu", max_seconds: float = math.inf) -> bool:
    """Pre-train the encoder that ``config_path`` describes into the directory ``output``.

    A run that was stopped, by ``max_seconds`` or by force, goes on from its last snapshot, on the same data in the
    same order. When all steps are done ``output`` is a ``transformers`` model directory with its tokenizer.

    Returns:
        Whether all steps are done.

    Raises:
        ConfigError, CorpusError, CheckpointError: see the functions that read each.
    """
    stop = time.monotonic() + max_seconds
    config = read_config(config_path, PretrainingConfig)
    torch.manual_seed(config.seed)
    vectors = build_data(config, output)
    run = _Run(config, new_encoder(config.shape, vectors), PretrainingData(output, config), output, device)
    finished = run.train(stop)
    if finished:
        run.save_encoder()
    return finished


class _Run:
    def __init__(
        self, config: PretrainingConfig, model: ModernBertForMaskedLM, data: PretrainingData, output: Path, device: str
    ) -> None:
        self._config, self._data, self._output, self._device = config, data, output, device
        self._model = model.to(device)
        self._optimizer = new_optimizer([(model, config.learning_rate)], _WEIGHT_DECAY)
        self._settings = config.model_dump_json()
        self._step = 0
        self._seconds = 0.0
        state = load_snapshot(output, self._settings)
        if state is not None:
            self._model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._step, self._seconds = state["step"], state["seconds"]

    def train(self, stop: float) -> bool:
        config = self._config
        started = saved = time.monotonic()
        before = self._seconds
        with Progress("pre-training", config.steps, self._output, self._step) as progress:
            while self._step < config.steps and time.monotonic() < stop:
                loss = self._update()
                self._step += 1
                self._seconds = before + time.monotonic() - started
                progress.advance()
                if self._step % _REPORT_EVERY == 0:
                    progress.report(self._step, {"loss": loss.item()})
                if time.monotonic() - saved > config.checkpoint_every_s:
                    self._save_snapshot()
                    progress.report(self._step, self._perplexities())
                    saved = time.monotonic()
            self._save_snapshot()
            progress.report(self._step, self._perplexities())
        return self._step == config.steps

    def save_encoder(self) -> None:
        """Write the encoder without its language-modelling head, its tokenizer and what the run cost."""
        self._model.model.save_pretrained(self._output)
        PreTrainedTokenizerFast(
            tokenizer_object=load_subwords(self._output),
            pad_token="[PAD]",
            unk_token="[UNK]",
            cls_token="[CLS]",
            sep_token="[SEP]",
            mask_token="[MASK]",
        ).save_pretrained(self._output)
        record = {
            "pieces_seen": self._step * self._config.batch * self._config.length,
            "hours": round(self._seconds / 3600, 2),
            "perplexity": self._perplexities(),
            "settings": json.loads(self._settings),
        }
        (self._output / "pretraining.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _update(self) -> torch.Tensor:
        self._model.train()
        generator = torch.Generator().manual_seed(self._config.seed * 1_000_003 + self._step)
        loss = self._loss(self._data.batch(self._step), generator)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        set_rate_factor(self._optimizer, linear_schedule(self._step, self._config.steps, self._config.warmup_steps))
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return loss.detach()

    def _loss(self, pieces: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        masked, labels = mask_pieces(pieces, self._config.masked_share, self._config.shape.vocabulary, generator)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            loss: torch.Tensor = self._model(input_ids=masked.to(self._device), labels=labels.to(self._device)).loss
        return loss

    @torch.inference_mode()
    def _perplexities(self) -> dict[str, float]:
        """Perplexity of the hidden pieces of each language's held-out blocks."""
        self._model.eval()
        generator = torch.Generator().manual_seed(_EVALUATION_SEED)
        perplexities = {}
        for language, blocks in self._data.held_out.items():
            losses = [self._loss(part, generator).item() for part in blocks.split(self._config.batch)]
            perplexities[f"perplexity/{language}"] = math.exp(sum(losses) / len(losses))
        return perplexities

    def _save_snapshot(self) -> None:
        save_snapshot(
            self._output,
            {
                "settings": self._settings,
                "model": self._model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": self._step,
                "seconds": self._seconds,
            },
        )
