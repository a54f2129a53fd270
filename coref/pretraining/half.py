"""``python -m coref.pretraining.half RUN TARGET``: an encoder's weights in half the space, to be sent somewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from coref.pretraining.saved import WEIGHT_FILES

__all__ = ["write_half"]


def write_half(encoder: Path, target: Path) -> None:
    """Write the weights in ``encoder`` to the folder ``target`` as bfloat16.

    The configuration beside them should go on saying float32, so that they are computed with as float32.
    """
    for name in WEIGHT_FILES:
        weights = {key: tensor.to(torch.bfloat16) for key, tensor in load_file(encoder / name).items()}
        save_file(weights, target / name, metadata={"format": "pt"})


if __name__ == "__main__":
    write_half(Path(sys.argv[1]), Path(sys.argv[2]))
