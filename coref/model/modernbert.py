"""ModernBERT (Warner et al. 2024) for inference: what ``transformers`` computes, without its seconds of imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from coref.model.attention import Mask, attend
from coref.model.rows import fill_up

__all__ = ["EncoderOutput", "ModernBert", "can_build"]

_STEP = 16
"""Lengths of rows are multiples of it in half precision, see ``coref.model.rows``."""


@dataclass(frozen=True, slots=True)
class EncoderOutput:
    """States by layer, of which only the embeddings are kept, and of the last layer, [rows, length, hidden_size]."""

    hidden_states: tuple[torch.Tensor]
    last_hidden_state: torch.Tensor


def can_build(values: Mapping[str, Any]) -> bool:
    """Whether the configuration asks for nothing but what is written here; else ``transformers`` knows more."""
    rope = values.get("rope_parameters") or {}
    return (
        values.get("model_type") == "modernbert"
        and values.get("hidden_activation") == "gelu"
        and set(values.get("layer_types") or ()) <= set(rope)
        and all(parameters.get("rope_type") == "default" for parameters in rope.values())
    )


class ModernBert(nn.Module):
    """The encoder. Parameters have the names that they have in ``transformers``, so checkpoints fit both.

    It has no dropout: training uses the class of ``transformers``.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        self.config = SimpleNamespace(**values)
        width = values["hidden_size"]
        # Millions of random numbers would take longer than reading the true ones.
        pieces = nn.Embedding.from_pretrained(torch.empty(values["vocab_size"], width))
        self.embeddings = nn.ModuleDict({"tok_embeddings": pieces, "norm": _norm(values)})
        self._local = [kind == "sliding_attention" for kind in values["layer_types"]]
        self._reach = values["local_attention"] // 2
        self.layers = nn.ModuleList(
            _Layer(values, self._reach if local else None, first=index == 0) for index, local in enumerate(self._local)
        )
        self.final_norm = _norm(values)
        self._bases = [values["rope_parameters"][kind]["rope_theta"] for kind in values["layer_types"]]
        self._head_width = width // values["num_attention_heads"]

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None, output_hidden_states: bool = True
    ) -> EncoderOutput:
        """Encode rows of pieces, int64 [rows, length]; the mask has 1 for pieces and 0 for padding, none where all are
        pieces.
        """
        length, precision = input_ids.shape[1], self.final_norm.weight.dtype
        if attention_mask is not None and precision == torch.bfloat16 and input_ids.is_cpu:
            input_ids, attention_mask = (fill_up(values, 1, _STEP) for values in (input_ids, attention_mask))
        embedded = self.embeddings["norm"](self.embeddings["tok_embeddings"](input_ids))
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        everything, nearby = self._masks(places, attention_mask, precision)
        turns = {base: _turns(places, base, self._head_width, precision) for base in set(self._bases)}
        # In training the embeddings may be of higher precision than the layers.
        states = embedded.to(precision)
        for layer, local, base in zip(self.layers, self._local, self._bases, strict=True):
            states = layer(states, turns[base], nearby if local else everything)
        return EncoderOutput((embedded[:, :length],), self.final_norm(states[:, :length]))

    def _masks(
        self, places: torch.Tensor, attention_mask: torch.Tensor | None, dtype: torch.dtype
    ) -> tuple[Mask, Mask]:
        """What is added to the scores in layers that look everywhere, and in those that look at what is near."""
        length = len(places)
        seen = None if attention_mask is None else attention_mask[:, None, None, :] > 0  # [rows, 1, 1, length]
        everything = None if seen is None or bool(seen.all()) else _mask(seen, dtype)
        if length <= self._reach + 1:
            return everything, everything
        near = places.new_ones(length, length, dtype=torch.bool).triu(-self._reach).tril(self._reach)
        return everything, _mask(near if seen is None else seen & near, dtype)


class _Layer(nn.Module):
    def __init__(self, values: Mapping[str, Any], reach: int | None, *, first: bool) -> None:
        super().__init__()
        # The embeddings are already normalised.
        self.attn_norm = nn.Identity() if first else _norm(values)
        self.attn = _Attention(values, reach)
        self.mlp_norm = _norm(values)
        self.mlp = _Mlp(values)

    def forward(self, states: torch.Tensor, turns: _Turns, mask: Mask) -> torch.Tensor:
        states = states + self.attn(self.attn_norm(states), turns, mask)
        changed: torch.Tensor = states + self.mlp(self.mlp_norm(states))
        return changed


class _Attention(nn.Module):
    def __init__(self, values: Mapping[str, Any], reach: int | None) -> None:
        super().__init__()
        width, bias = values["hidden_size"], values["attention_bias"]
        self.heads = values["num_attention_heads"]
        self.reach = reach
        self.Wqkv = nn.Linear(width, 3 * width, bias=bias)
        self.Wo = nn.Linear(width, width, bias=bias)

    def forward(self, states: torch.Tensor, turns: _Turns, mask: Mask) -> torch.Tensor:
        rows, length, width = states.shape
        together = self.Wqkv(states).view(rows, length, 3 * self.heads, -1)
        turned, value = _turned(together[:, :, : 2 * self.heads], turns), together[:, :, 2 * self.heads :]
        query, key, value = (part.transpose(1, 2) for part in (*turned.chunk(2, dim=2), value))
        attended = attend(query, key, value, mask, self.reach)
        projected: torch.Tensor = self.Wo(attended.reshape(rows, length, width))
        return projected


class _Mlp(nn.Module):
    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        width, inner, bias = values["hidden_size"], values["intermediate_size"], values["mlp_bias"]
        self.Wi = nn.Linear(width, 2 * inner, bias=bias)
        self.Wo = nn.Linear(inner, width, bias=bias)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        hidden, gate = self.Wi(states).chunk(2, dim=-1)
        output: torch.Tensor = self.Wo(functional.gelu(hidden) * gate)
        return output


_Turns = tuple[torch.Tensor, torch.Tensor]
"""Cosines and sines by place, [length, 1, head width]; the first half of the sines with the other sign."""


def _turns(places: torch.Tensor, base: float, width: int, dtype: torch.dtype) -> _Turns:
    """Angles of the rotary position embedding (Su et al. 2021)."""
    frequencies = 1.0 / base ** (torch.arange(0, width, 2, device=places.device).float() / width)
    angles = places[:, None, None] * frequencies
    cosines, sines = angles.cos().to(dtype), angles.sin().to(dtype)
    return torch.cat([cosines, cosines], dim=-1), torch.cat([-sines, sines], dim=-1)


def _mask(seen: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    # Not infinite, or a place of padding that sees nothing would have no number at all.
    return torch.zeros_like(seen, dtype=dtype).masked_fill(~seen, torch.finfo(dtype).min)


def _turned(states: torch.Tensor, turns: _Turns) -> torch.Tensor:
    cosines, sines = turns
    # Halves put together with `cat` get gradients that are no numbers when torch 2.13 compiles this.
    return torch.addcmul(states * cosines, states.roll(states.shape[-1] // 2, -1), sines)


def _norm(values: Mapping[str, Any]) -> nn.LayerNorm:
    return nn.LayerNorm(values["hidden_size"], eps=values["norm_eps"], bias=values["norm_bias"])
