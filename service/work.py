"""A request → its resolved document; and how much work that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coref.document import Document, Kind, Span
from coref.errors import InputError
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
    document = prepare(
        request.text,
        language=request.language,
        id=request.id,
        tokens=_spans(offsets, "tokens", request.tokens),
        sentences=_spans(offsets, "sentences", request.sentences),
        speakers=request.speakers or (),
    )
    resolved = resolver(
        document,
        scheme=request.scheme,
        singletons=request.singletons,
        threshold=request.threshold,
        mentions=_spans(offsets, "mentions", request.mentions),
    )
    unwanted = {
        kind
        for kind, wanted in ((Kind.ZERO, request.zero_mentions), (Kind.PREDICATE, request.predicates))
        if not wanted
    }
    return without_kinds(resolved, unwanted, singletons=request.singletons) if unwanted else resolved


def _spans(offsets: Offsets, field: str, given: Sequence[Sequence[int]] | None) -> list[Span] | None:
    """The spans of a field, in code points."""
    if given is None:
        return None
    spans = []
    for number, (start, end) in enumerate(given):
        try:
            spans.append(offsets.to_code_points((start, end)))
        except InputError as error:
            raise InputError(f"#/{field}/{number}: {error}") from None
    return spans
