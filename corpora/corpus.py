"""What is known of a corpus, whether it is one of the project's or the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coref.document import Document

__all__ = ["Corpus"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of a corpus.

    Attributes:
        name: its name here, and its folder's.
        language: ``"pl"`` or ``"en"``.
        licence: of texts and annotation.
        home: where it is published.
        obtain: how to get its files, for a message to a user who lacks them.
        splits: for each split the pattern of its files below the corpus's folder.
        format: which reader its files need.
        scheme: whose annotation guidelines it follows: ``pl``, ``gum``, ``ontogum`` or ``litbank``.
        has_singletons: whether entities mentioned once are marked.
        has_zeros: whether dropped subjects are marked.
        has_predicates: whether predicates are marked, as mentions of their subject's entity.
        permissive: whether the licence allows commercial use, apart from ``non_commercial_genres``.
        non_commercial_genres: the values of the metadata's ``genre`` whose texts are for non-commercial use only.
        is_released: whether its files are in ``corpora/releases``; texts that are not ours are not in them, but in the
            data's folder.
    """

    name: str
    language: str
    licence: str
    home: str
    obtain: str
    splits: Mapping[str, str]
    format: str
    scheme: str
    has_singletons: bool
    has_zeros: bool = False
    has_predicates: bool = False
    permissive: bool = True
    non_commercial_genres: frozenset[str] = frozenset()
    is_released: bool = False

    def allows_commercial_use(self, document: Document) -> bool:
        """Whether a document of this corpus may be used commercially; one of unknown genre may not if some may not."""
        if not self.permissive or not self.non_commercial_genres:
            return self.permissive
        return document.metadata.get("genre", "") not in {"", *self.non_commercial_genres}
