"""Scores → clusters: each mention joins its best antecedent, each head gets its phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch

from coref.document import Document, Kind, Mention
from coref.model.config import KINDS
from coref.model.scorer import PairScores

__all__ = ["Link", "best_links", "build_document", "join_links"]

_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A mention (by its place among the mentions), its antecedent, and the probability that they are one entity."""

    mention: int
    antecedent: int
    probability: float


def best_links(pairs: PairScores) -> list[Link]:
    """The best antecedent of every mention that has one above "no antecedent", whose score is 0."""
    if not len(pairs.scores):
        return []
    scores, places = pairs.scores.max(1)
    antecedents = pairs.antecedents.gather(1, places.unsqueeze(1)).squeeze(1)
    nothing = torch.zeros(len(scores), 1, device=scores.device)
    probabilities = 1 - torch.cat([nothing, pairs.scores], dim=1).softmax(1)[:, 0]
    linked = (scores > 0).nonzero().squeeze(1).tolist()
    chosen, sure = antecedents.tolist(), probabilities.tolist()
    return [Link(mention, chosen[mention], sure[mention]) for mention in linked]


def join_links(links: Iterable[Link], count: int) -> list[list[int]]:
    """The clusters that the links make of ``count`` mentions, singletons included, each in text order."""
    first = list(range(count))
    for link in links:
        # An antecedent comes before its mention, so its own entity is already known.
        first[link.mention] = first[link.antecedent]
    clusters: dict[int, list[int]] = defaultdict(list)
    for mention, entity in enumerate(first):
        clusters[entity].append(mention)
    return list(clusters.values())


def build_document(
    document: Document,
    heads: Sequence[int],
    phrases: Sequence[tuple[int, int]],
    kinds: Sequence[int],
    probabilities: Sequence[float],
    links: Sequence[Link],
    singletons: bool,
) -> Document:
    """Put the clusters into the document.

    Args:
        heads: word index of each mention's head.
        phrases: its first and its last word.
        kinds: indices into ``KINDS``.
        probabilities: that it is a mention at all.
        singletons: whether a mention that is linked to nothing is a cluster when it is probable.
    """
    ties = _strongest_ties(links, len(heads))
    clusters: list[list[Mention]] = []
    taken: set[tuple[int, int]] = set()
    for members in join_links(links, len(heads)):
        if len(members) == 1 and not (singletons and probabilities[members[0]] > 0.5):
            continue
        cluster = []
        for member in members:
            score = ties[member] if len(members) > 1 else probabilities[member]
            mention = _mention(document, heads[member], phrases[member], KINDS[kinds[member]], score)
            if (mention.start, mention.end) not in taken:
                taken.add((mention.start, mention.end))
                cluster.append(mention)
        if len(cluster) > 1 or (singletons and cluster):
            clusters.append(cluster)
    return document.with_clusters(clusters)


def _strongest_ties(links: Iterable[Link], count: int) -> list[float]:
    """For each mention the probability of the surest link that it takes part in."""
    ties = [0.0] * count
    for link in links:
        ties[link.mention] = max(ties[link.mention], link.probability)
        ties[link.antecedent] = max(ties[link.antecedent], link.probability)
    return ties


def _mention(document: Document, head: int, phrase: tuple[int, int], kind: Kind, score: float) -> Mention:
    first, last = (head, head) if kind is Kind.ZERO else phrase
    start, end = document.tokens[first][0], document.tokens[last][1]
    return Mention(
        start=start,
        end=end,
        text=document.text[start:end],
        head=document.tokens[head],
        kind=kind,
        score=round(score, _DECIMALS),
    )
