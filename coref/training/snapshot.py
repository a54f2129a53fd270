"""Snapshots of a run that a kill at any moment does not spoil."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

from coref.errors import CheckpointError

__all__ = ["load_snapshot", "save_snapshot"]

_FILE = "snapshot.pt"


def save_snapshot(directory: Path, state: dict[str, Any]) -> None:
    """Write ``state`` (tensors, numbers, strings, lists, dictionaries) whole or not at all."""
    directory.mkdir(parents=True, exist_ok=True)
    partial = directory / f"{_FILE}.partial"
    with partial.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(directory / _FILE)


def load_snapshot(directory: Path, settings: str) -> dict[str, Any] | None:
    """The state last saved in ``directory``, or ``None`` where there is none.

    Args:
        settings: the run's configuration as text; it must equal the one saved under ``"settings"``.

    Raises:
        CheckpointError: when the snapshot belongs to another configuration.
    """
    path = directory / _FILE
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    if state["settings"] != settings:
        raise CheckpointError(
            f"{path} was made with other settings: finish with the old configuration or choose another output folder"
        )
    return state
