"""The caller's own mentions → the words of each, and the word that the model takes for its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from coref.document import Document, Kind, Span
from coref.errors import InputError
from coref.model.config import KINDS
from coref.model.inputs import ModelInput
from coref.model.scorer import MentionPairModel, WordScores

__all__ = ["GivenMentions", "locate", "read_given"]

_IMPOSSIBLE = -30.0
"""Log-probability of a boundary that the model does not consider: farther away, or in another sentence."""
_PHRASES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class GivenMentions:
    """Mentions with given boundaries, by the order of their heads; all int64 [mentions].

    Attributes:
        heads, first, last: word indices of the head, the first and the last word.
        kinds: indices into ``KINDS``.
    """

    heads: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    kinds: torch.Tensor


def locate(document: Document, mentions: Sequence[Span]) -> list[tuple[int, int]]:
    """The first and the last word of each span.

    Raises:
        InputError: when a span does not begin and end with a token of the document, or is given twice.
    """
    starts = {start: token for token, (start, _) in enumerate(document.tokens)}
    ends = {end: token for token, (_, end) in enumerate(document.tokens)}
    seen: dict[Span, int] = {}
    words = []
    for index, (start, end) in enumerate(mentions):
        first, last = starts.get(start), ends.get(end)
        if first is None or last is None or first > last:
            raise InputError(
                f"mention {index}, [{start}, {end}), does not consist of whole tokens: give the document tokens that "
                "fit it, or change its offsets"
            )
        if (start, end) in seen:
            raise InputError(f"mention {index}, [{start}, {end}), is also mention {seen[start, end]}: give each once")
        seen[start, end] = index
        words.append((first, last))
    return words


def read_given(
    model: MentionPairModel, inputs: ModelInput, words: WordScores, phrases: Sequence[tuple[int, int]]
) -> GivenMentions:
    """Find the head and the kind of each phrase: of its words the one that best heads just this phrase.

    Args:
        phrases: first and last word of each, at least one.
    """
    first, last = torch.tensor(phrases, device=words.mention.device).unbind(1)
    heads = torch.cat(
        [
            _heads(model, inputs, words, *part)
            for part in zip(first.split(_PHRASES_AT_ONCE), last.split(_PHRASES_AT_ONCE), strict=True)
        ]
    )
    kinds = words.kind[heads]
    # The mention of a dropped subject is its verb, so a longer phrase is none.
    kinds[first != last, KINDS.index(Kind.ZERO)] = -torch.inf
    order = heads.argsort(stable=True)
    return GivenMentions(heads[order], first[order], last[order], kinds.argmax(1)[order])


def _heads(
    model: MentionPairModel, inputs: ModelInput, words: WordScores, first: torch.Tensor, last: torch.Tensor
) -> torch.Tensor:
    # A head is seldom far behind the beginning of its phrase, and the span scorer looks no farther back.
    offsets = torch.arange(model.config.span_before + 1, device=first.device)
    places = first.unsqueeze(1) + offsets  # [mentions, candidates]
    candidates = places.minimum(last.unsqueeze(1))
    distinct, rows = candidates.unique(return_inverse=True)
    spans = model.score_spans(inputs, words, distinct)
    scores = torch.nn.functional.logsigmoid(words.mention[candidates])
    for boundary, of_places in ((first, spans.first), (last, spans.last)):
        place = boundary.unsqueeze(1) - candidates + model.config.span_before
        farthest = of_places.shape[1] - 1
        log_probabilities = of_places.log_softmax(1)[rows, place.clamp(max=farthest)].clamp(min=_IMPOSSIBLE)
        scores = scores + log_probabilities.masked_fill(place > farthest, _IMPOSSIBLE)
    best = scores.masked_fill(places != candidates, -torch.inf).argmax(1, keepdim=True)
    return candidates.gather(1, best).squeeze(1)
