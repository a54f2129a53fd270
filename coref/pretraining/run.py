"""The pre-training run: masked language modelling that can be killed and goes on where it was."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import PreTrainedTokenizerFast

from coref.config import read_config
from coref.precision import trains_in_bfloat16
from coref.pretraining.config import PretrainingConfig
from coref.pretraining.data import START, STATIC, PretrainingData, build_data
from coref.pretraining.masking import mask_pieces
from coref.pretraining.network import MaskedLanguageModel
from coref.pretraining.sampling import Negatives, PieceSampler
from coref.pretraining.saved import load_weights, save_weights
from coref.pretraining.subwords import SPECIAL_PIECES, load_subwords
from coref.training.loop import ResumableRun
from coref.training.optimizer import new_optimizer

__all__ = ["pretrain"]

_WEIGHT_DECAY = 0.01
_EVALUATION_SEED = 1


def pretrain(config_path: Path, output: Path, *, device: str = "cpu", max_seconds: float = math.inf) -> bool:
    """Pre-train the encoder that ``config_path`` describes into the directory ``output``.

    A run that was stopped, by ``max_seconds`` or by force, goes on from its last snapshot, on the same data in the
    same order. Whenever it stops, but for force, ``output`` is a ``transformers`` model directory of the encoder so far
    with its tokenizer; ``pretraining.json`` there says how far that is.

    Returns:
        Whether all steps are done.

    Raises:
        ConfigError, CorpusError, CheckpointError: see the functions that read each.
    """
    stop = time.monotonic() + max_seconds
    config = read_config(config_path, PretrainingConfig)
    torch.manual_seed(config.seed)
    build_data(config, output)
    run = _Pretraining(config, _first_model(config, output, device), PretrainingData(output, config), output, device)
    finished = run.train(stop)
    run.save_encoder()
    return finished


def _first_model(config: PretrainingConfig, folder: Path, device: str) -> MaskedLanguageModel:
    vectors = torch.zeros(config.shape.vocabulary, config.shape.width)
    if config.start is None:
        vectors = load_file(folder / STATIC)["vectors"]
    half = trains_in_bfloat16(device)
    model = MaskedLanguageModel(config.shape, vectors, half_precision=half, compiled=config.compiled)
    if config.start is not None:
        load_weights(model, folder / START)
    return model.to(device)


class _Pretraining(ResumableRun):
    def __init__(
        self, config: PretrainingConfig, model: MaskedLanguageModel, data: PretrainingData, output: Path, device: str
    ) -> None:
        self._config, self._data, self._device = config, data, torch.device(device)
        self._network = model
        self._sampler = PieceSampler(data.counts, len(SPECIAL_PIECES))
        super().__init__(
            "pre-training",
            model,
            new_optimizer([(model, config.learning_rate)], _WEIGHT_DECAY),
            steps=config.steps,
            warmup_steps=config.warmup_steps,
            output=output,
            settings=config.model_dump_json(exclude_none=True),
            save_every_s=config.checkpoint_every_s,
        )

    def backward(self, step: int) -> dict[str, torch.Tensor]:
        generator = torch.Generator().manual_seed(self._config.seed * 1_000_003 + step)
        drawn = self._sampler.draw(generator)
        negatives = Negatives(self._move(drawn.pieces), self._move(drawn.expected))
        loss = self._loss(self._data.batch(step), generator, negatives)
        loss.backward()
        return {"loss": loss.detach()}

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
        """Write the encoder, its language-modelling head, its tokenizer and what the run cost."""
        self._network.config.save_pretrained(self._output)
        save_weights(self._network, self._output)
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
            "settings": self._config.model_dump(mode="json", exclude_none=True),
        }
        (self._output / "pretraining.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _loss(
        self, pieces: torch.Tensor, generator: torch.Generator, negatives: Negatives | None = None
    ) -> torch.Tensor:
        masked, places = mask_pieces(pieces, self._config.masked_share, self._config.shape.vocabulary, generator)
        wanted = pieces.flatten()[places]
        return self._network.loss(self._move(masked), self._move(places), self._move(wanted), negatives)

    def _move(self, pieces: torch.Tensor) -> torch.Tensor:
        if self._device.type == "cuda":
            # From pinned memory the copy does not wait for the GPU to finish the step before.
            pieces = pieces.pin_memory()
        return pieces.to(self._device, non_blocking=True)
