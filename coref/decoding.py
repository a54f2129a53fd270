"""Scores → clusters: each mention joins the entity that its antecedents speak for, each head gets its phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import torch

from coref.document import Document, Kind, Mention
from coref.model.config import KINDS
from coref.model.scorer import PairScores

__all__ = ["Link", "build_document", "choose_links", "join_links"]

_DECIMALS = 3
_IMPROBABLE = 1e-6
"""Together, antecedents below this probability change no decimal that is kept."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention (by its place among the mentions), an antecedent, and the probability that they are one entity."""

    mention: int
    antecedent: int
    probability: float


def choose_links(pairs: PairScores, threshold: float = 0.0) -> list[Link]:
    """Link each mention to the entity whose mentions have most probability together, if that is more than nothing's.

    Links below the probability ``threshold`` are not made.

    Training maximises that sum over all true antecedents, so several doubtful ones count as one that is sure. The
    antecedent of the link is the most probable of the entity.
    """
    nothing = pairs.scores.new_zeros(len(pairs.scores), 1)
    probabilities = torch.cat([nothing, pairs.scores], dim=1).softmax(1)
    # No entity has more than nothing where nothing has half; most of the other pairs say nothing.
    doubtful = (probabilities[:, 0] < 0.5).nonzero().squeeze(1)
    entities = list(range(len(probabilities)))
    links = []
    for mention, none, likely in zip(
        doubtful.tolist(), probabilities[doubtful, 0].tolist(), _likely(pairs, probabilities, doubtful), strict=True
    ):
        best: dict[int, tuple[float, int]] = {}
        total: defaultdict[int, float] = defaultdict(float)
        for antecedent, probability in likely:
            entity = entities[antecedent]
            total[entity] += probability
            best[entity] = max(best.get(entity, (0.0, antecedent)), (probability, antecedent))
        largest = _largest(total)
        if largest is not None and total[largest] > none and total[largest] >= threshold:
            entities[mention] = largest
            links.append(Link(mention, best[largest][1], total[largest]))
    return links


def _likely(
    pairs: PairScores, probabilities: torch.Tensor, mentions: torch.Tensor
) -> Iterator[list[tuple[int, float]]]:
    """For each of these mentions the antecedents that are not quite improbable, with their probabilities."""
    each = probabilities[mentions, 1:]
    kept = each > _IMPROBABLE
    flat = zip(pairs.antecedents[mentions][kept].tolist(), each[kept].tolist(), strict=True)
    for count in kept.sum(1).tolist():
        yield list(islice(flat, count))


def _largest(totals: Mapping[int, float]) -> int | None:
    return max(totals, key=totals.__getitem__, default=None)


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
    least: float,
) -> Document:
    """Put the clusters into the document.

    Args:
        heads: word index of each mention's head.
        phrases: its first and its last word.
        kinds: indices into ``KINDS``.
        probabilities: that it is a mention at all.
        singletons: whether a mention that is linked to nothing is a cluster when it is probable.
        least: from which probability on it is.
    """
    ties = _strongest_ties(links, len(heads))
    clusters: list[list[Mention]] = []
    taken: set[tuple[int, int]] = set()
    for members in join_links(links, len(heads)):
        if len(members) == 1 and not (singletons and probabilities[members[0]] >= least):
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
