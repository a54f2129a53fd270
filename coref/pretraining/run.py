"""The pre-training run: masked language modelling that can be killed and goes on where it was."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import torch
from torch import nn
from transformers import ModernBertForMaskedLM, PreTrainedTokenizerFast

from coref.config import read_config
from coref.pretraining.config import PretrainingConfig
from coref.pretraining.data import PretrainingData, build_data
from coref.pretraining.encoder import new_encoder
from coref.pretraining.masking import mask_pieces
from coref.pretraining.subwords import load_subwords
from coref.training.loop import ResumableRun
from coref.training.optimizer import new_optimizer

__all__ = ["pretrain"]

_WEIGHT_DECAY = 0.01
_EVALUATION_SEED = 1


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
    run = _Pretraining(config, new_encoder(config.shape, vectors), PretrainingData(output, config), output, device)
    finished = run.train(stop)
    if finished:
        run.save_encoder()
    return finished


class _Pretraining(ResumableRun):
    def __init__(
        self, config: PretrainingConfig, model: ModernBertForMaskedLM, data: PretrainingData, output: Path, device: str
    ) -> None:
        self._config, self._data, self._device = config, data, device
        self._network: nn.Module = model
        nn.Module.to(model, device)
        self._encoder = model.model
        super().__init__(
            "pre-training",
            model,
            new_optimizer([(model, config.learning_rate)], _WEIGHT_DECAY),
            steps=config.steps,
            warmup_steps=config.warmup_steps,
            output=output,
            settings=config.model_dump_json(),
            save_every_s=config.checkpoint_every_s,
        )

    def backward(self, step: int) -> dict[str, float]:
        generator = torch.Generator().manual_seed(self._config.seed * 1_000_003 + step)
        loss = self._loss(self._data.batch(step), generator)
        loss.backward()
        return {"loss": loss.item()}

    @torch.inference_mode()
    def figures(self) -> dict[str, float]:
        """Perplexity of the hidden pieces of each language's held-out blocks."""
        self._network.eval()
        generator = torch.Generator().manual_seed(_EVALUATION_SEED)
        perplexities = {}
        for language, blocks in self._data.held_out.items():
            losses = [self._loss(part, generator).item() for part in blocks.split(self._config.batch)]
            perplexities[f"perplexity/{language}"] = math.exp(sum(losses) / len(losses))
        return perplexities

    def save_encoder(self) -> None:
        """Write the encoder without its language-modelling head, its tokenizer and what the run cost."""
        self._encoder.save_pretrained(self._output)
        PreTrainedTokenizerFast(
            tokenizer_object=load_subwords(self._output),
            pad_token="[PAD]",
            unk_token="[UNK]",
            cls_token="[CLS]",
            sep_token="[SEP]",
            mask_token="[MASK]",
        ).save_pretrained(self._output)
        record = {
            "pieces_seen": self.step * self._config.batch * self._config.length,
            "hours": round(self.seconds / 3600, 2),
            "perplexity": self.figures(),
            "settings": self._config.model_dump(mode="json"),
        }
        (self._output / "pretraining.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _loss(self, pieces: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        masked, labels = mask_pieces(pieces, self._config.masked_share, self._config.shape.vocabulary, generator)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            loss: torch.Tensor = self._network(input_ids=masked.to(self._device), labels=labels.to(self._device)).loss
        return loss
