"""The masked language model as it is trained: weights in single precision, layers computed in half where that pays."""

from __future__ import annotations

import torch
from torch import nn
from torch.func import functional_call
from torch.nn import functional

from coref.model.modernbert import ModernBert
from coref.pretraining.config import EncoderShape
from coref.pretraining.encoder import new_encoder
from coref.pretraining.sampling import Negatives, sampled_loss

__all__ = ["MaskedLanguageModel"]

_EMBEDDINGS = "embeddings."


class MaskedLanguageModel(nn.Module):
    """ModernBERT with the head that guesses pieces; parameters have the names that they have in ``transformers``.

    Args:
        vectors: what the embeddings start from, see ``new_encoder``.
        half_precision: whether layers compute in bfloat16. Embeddings stay as they are, since the gradients of a piece
            that is frequent are a sum of many.
        compiled: whether the encoder is compiled, which needs a C++ compiler and half a minute, and then takes a third
            of a step's time away on a CPU.
    """

    def __init__(
        self, shape: EncoderShape, vectors: torch.Tensor, *, half_precision: bool = False, compiled: bool = False
    ) -> None:
        super().__init__()
        start = new_encoder(shape, vectors)
        self.model = ModernBert(start.config.to_dict())
        self.head = start.head
        self.decoder = start.decoder
        self.model.load_state_dict(start.model.state_dict())
        self.decoder.weight = self.model.get_parameter("embeddings.tok_embeddings.weight")
        self.requires_grad_()
        self.config = start.config
        self._half_precision = half_precision
        self._encode = torch.compile(self._run_encoder) if compiled else self._run_encoder

    def loss(
        self, pieces: torch.Tensor, places: torch.Tensor, wanted: torch.Tensor, negatives: Negatives | None = None
    ) -> torch.Tensor:
        """Mean cross-entropy of the wanted pieces.

        Args:
            pieces: rows without padding, int64 [rows, length].
            places: of the hidden pieces in all rows, one behind the other, int64 [hidden].
            wanted: what they were, int64 [hidden].
            negatives: the pieces among which each is to be found; all, if none are given.
        """
        states = self._encode(self._weights(), pieces).flatten(0, 1)[places]
        with torch.autocast(pieces.device.type, dtype=torch.bfloat16, enabled=self._half_precision):
            states = self.head(states)
            if negatives is None:
                return functional.cross_entropy(self.decoder(states).float(), wanted)
            return sampled_loss(states, wanted, self.decoder.weight, self.decoder.bias, negatives)

    def _weights(self) -> dict[str, torch.Tensor]:
        """The encoder's, in the precision that each is computed in."""
        precision = torch.bfloat16 if self._half_precision else torch.float32
        return {
            name: weight if name.startswith(_EMBEDDINGS) else weight.to(precision)
            for name, weight in self.model.named_parameters()
        }

    def _run_encoder(self, weights: dict[str, torch.Tensor], pieces: torch.Tensor) -> torch.Tensor:
        states: torch.Tensor = functional_call(self.model, weights, (pieces,)).last_hidden_state
        return states
