"""Coreference resolution for Polish and English: which expressions of a text mean the same entity.

>>> import coref
>>> resolver = coref.load()
>>> document = resolver("Anna poszła do domu. Była zmęczona.")

Importing the package opens no file and loads no model; ``load`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coref.document import Cluster, Document, Kind, Mention

if TYPE_CHECKING:
    from coref.resolver import Resolver, load

__all__ = ["Cluster", "Document", "Kind", "Mention", "Resolver", "load"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    """Import torch and transformers, seconds of work, only when a model is wanted (PEP 562)."""
    if name in {"Resolver", "load"}:
        from coref import resolver

        return getattr(resolver, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
