"""Checkpoints: a model as a directory of ``config.json``, ``model.safetensors`` and tokenizer files; no pickles.

Beside them may lie ``scores.json``, see ``coref.recorded_scores``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save_file
from torch import nn

from coref.errors import CheckpointError
from coref.model.config import ModelConfig
from coref.model.modernbert import ModernBert, can_build
from coref.model.scorer import MentionPairModel
from coref.recorded_scores import RecordedScore, read_scores
from coref.subwords import Subwords

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = ["SHIPPED_MODEL", "Checkpoint", "load_checkpoint", "model_directory", "save_checkpoint"]

FORMAT = 1
SHIPPED_MODEL = Path(__file__).parent / "weights"
"""The bilingual model that comes with the package."""
_SHIPPED = "shipped"
_CONFIG = "config.json"
_WEIGHTS = "model.safetensors"


def model_directory(name: str) -> Path:
    """Where a model lies that a configuration names: a directory, or "shipped" for the one in this package."""
    return SHIPPED_MODEL if name == _SHIPPED else Path(name)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model that can be run.

    Attributes:
        name: what it is called.
        model: the network in evaluation mode.
        subwords: the tokenizer of its encoder.
        sha256: of the file of weights.
        scores: what was recorded of these weights, ``None`` where nothing was.
    """

    name: str
    model: MentionPairModel
    subwords: Subwords
    sha256: str
    scores: tuple[RecordedScore, ...] | None


def save_checkpoint(directory: Path, model: MentionPairModel, tokenizer: PreTrainedTokenizerBase, *, name: str) -> None:
    """Write a checkpoint; weights are stored as bfloat16, which costs half the space and no measurable quality."""
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(directory)
    record = {"format": FORMAT, "name": name, "model": model.config.model_dump(mode="json")}
    (directory / _CONFIG).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    weights = {
        key: tensor.detach().to("cpu", torch.bfloat16).contiguous() for key, tensor in model.state_dict().items()
    }
    save_file(weights, directory / _WEIGHTS)
    # safetensors makes its files readable by their owner only.
    (directory / _WEIGHTS).chmod(0o644)


def load_checkpoint(directory: Path, device: str = "cpu", precision: torch.dtype = torch.float32) -> Checkpoint:
    """Read what ``save_checkpoint`` wrote.

    Args:
        precision: what the large layers compute in, see ``MentionPairModel.lower_precision``.

    Raises:
        CheckpointError: when a file is missing, damaged or of another format.
    """
    for file in (_CONFIG, _WEIGHTS, "tokenizer.json"):
        if not (directory / file).is_file():
            raise CheckpointError(f"{directory}: not a model directory, {file} is missing")
    try:
        record = json.loads((directory / _CONFIG).read_text(encoding="utf-8"))
        if record.get("format") != FORMAT:
            raise CheckpointError(f"{directory}: format {record.get('format')!r}, this version reads {FORMAT}")
        config = ModelConfig.model_validate(record["model"])
        model = MentionPairModel(config, _new_encoder(config.encoder))
        stored = (directory / _WEIGHTS).read_bytes()
        model.load_state_dict({key: tensor.float() for key, tensor in load(stored).items()}, assign=True)
        subwords = Subwords.read(directory)
    except (KeyError, OSError, ValueError, ValidationError, SafetensorError, RuntimeError) as error:
        raise CheckpointError(f"{directory}: the model cannot be read: {error}") from error
    model = model.lower_precision(precision).to(device).eval()
    digest = hashlib.sha256(stored).hexdigest()
    return Checkpoint(record["name"], model, subwords, digest, read_scores(directory, digest))


def _new_encoder(values: Mapping[str, Any]) -> nn.Module:
    """An encoder without weights; those of other families than our own encoder's come from ``transformers``."""
    if can_build(values):
        return ModernBert(values)
    from coref.encoders import new_encoder  # which takes seconds to import

    return new_encoder(values)
