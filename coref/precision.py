"""What the large layers compute in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from coref.errors import InputError

__all__ = ["choose_precision", "multiplies_tiles", "trains_in_bfloat16"]

_PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def choose_precision(wanted: str, device: str) -> torch.dtype:
    """The data type for ``"float32"``, ``"bfloat16"``, or for ``"auto"`` the faster of both.

    Raises:
        InputError: when ``wanted`` is none of these.
    """
    if wanted == "auto":
        return torch.bfloat16 if device == "cpu" and _computes_in_bfloat16() else torch.float32
    if wanted not in _PRECISIONS:
        raise InputError(f"the precision {wanted!r} is not known: use 'auto', {', '.join(map(repr, _PRECISIONS))}")
    return _PRECISIONS[wanted]


def trains_in_bfloat16(device: str) -> bool:
    """Whether the large layers should, weights being kept in float32: other CPUs are several times slower at it."""
    return device != "cpu" or _computes_in_bfloat16()


def multiplies_tiles() -> bool:
    """Whether this CPU has AMX: bfloat16 matrices multiplied tile by tile."""
    return _has("amx_bf16")


def _computes_in_bfloat16() -> bool:
    """Whether this CPU does, and need not go through float32."""
    return _has("avx512_bf16") or _has("amx_bf16")


def _has(capability: str) -> bool:
    # torch before 2.9 does not say.
    capabilities: Mapping[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get(capability))
