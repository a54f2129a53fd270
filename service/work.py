"""A request → its resolved document; and how much work that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coref.document import Document, Kind, Span
from coref.filters import without_kinds
from coref.offsets import Offsets
from coref.prepare import prepare
from service.schemas import CorefRequest

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["count_tokens", "resolve_request"]

_TOKEN = re.compile(r"\w+|[^\w\s]")


def count_tokens(request: CorefRequest) -> int:
    """About how many tokens the text has, at least 1, without dividing it."""
    return max(1, len(_TOKEN.findall(request.text) if request.tokens is None else request.tokens))


def resolve_request(resolver: Resolver, request: CorefRequest) -> Document:
    """Resolve the text as the request's options say; takes long with a long text.

    Raises:
        InputError: when the text or an option cannot be processed.
    """
    offsets = Offsets(request.text, request.offset_unit)

    def spans(given: Sequence[Sequence[int]] | None) -> list[Span] | None:
        return None if given is None else [offsets.to_code_points((start, end)) for start, end in given]

    document = prepare(
        request.text,
        language=request.language,
        id=request.id,
        tokens=spans(request.tokens),
        sentences=spans(request.sentences),
        speakers=request.speakers or (),
    )
    resolved = resolver(
        document,
        scheme=request.scheme,
        singletons=request.singletons,
        threshold=request.threshold,
        mentions=spans(request.mentions),
    )
    unwanted = {
        kind
        for kind, wanted in ((Kind.ZERO, request.zero_mentions), (Kind.PREDICATE, request.predicates))
        if not wanted
    }
    return without_kinds(resolved, unwanted, singletons=request.singletons) if unwanted else resolved
