"""Moving the dataclasses of tensors that the stages pass to one another."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import torch

__all__ = ["to_device"]

Tensors = TypeVar("Tensors")


def to_device(record: Tensors, device: str | torch.device) -> Tensors:
    """The dataclass ``record`` with every tensor in it, however deep, on ``device``."""
    moved: dict[str, Any] = {}
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if isinstance(value, torch.Tensor):
            moved[field.name] = value.to(device)
        elif is_dataclass(value):
            moved[field.name] = to_device(value, device)
    return replace(record, **moved)  # type: ignore[type-var]
