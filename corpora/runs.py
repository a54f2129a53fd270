"""Tokens → the pieces of text that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coref.document import Span

__all__ = ["token_runs"]


def token_runs(tokens: Iterable[int], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of the runs of neighbouring tokens, in order; ``spans`` are those of all the document's tokens."""
    runs: list[list[int]] = []
    for token in sorted(set(tokens)):
        if runs and token == runs[-1][1] + 1:
            runs[-1][1] = token
        else:
            runs.append([token, token])
    return tuple((spans[first][0], spans[last][1]) for first, last in runs)
