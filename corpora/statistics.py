"""How much there is in annotated documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from coref.document import Document, Kind

__all__ = ["Statistics", "count"]


@dataclass(slots=True)
class Statistics:
    """Counts over documents; ``singletons`` are the clusters of one mention, which ``clusters`` has too."""

    documents: int = 0
    sentences: int = 0
    tokens: int = 0
    clusters: int = 0
    singletons: int = 0
    mentions: Counter[Kind] = field(default_factory=Counter)


def count(documents: Iterable[Document]) -> Statistics:
    """The counts of all the documents together."""
    total = Statistics()
    for document in documents:
        total.documents += 1
        total.sentences += len(document.sentences)
        total.tokens += len(document.tokens)
        total.clusters += len(document.clusters)
        total.singletons += sum(len(cluster.mentions) == 1 for cluster in document.clusters)
        total.mentions.update(mention.kind for cluster in document.clusters for mention in cluster.mentions)
    return total
