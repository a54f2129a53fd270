"""The anaphor-decomposable score of each kind of mention: how many are linked to a right antecedent."""

from __future__ import annotations

from collections import Counter

from coref.document import Kind
from coref.metrics.counts import Counts
from coref.metrics.matching import Pairs, TokenClusters, TokenMention

__all__ = ["anaphora"]


def anaphora(key: TokenClusters, response: TokenClusters, pairs: Pairs) -> dict[Kind, Counts]:
    """Count the key's anaphors that the response resolves, by kind; for zeros this is CorefUD's score.

    Žabokrtský et al. (2022), "Findings of the Shared Task on Multilingual Coreference Resolution", CRAC, after
    Tuggener (2014), "Coreference resolution evaluation for higher level applications", EACL. An anaphor is any mention
    but the first of its cluster. It is resolved if it is one in the response too, in a cluster with at least one of
    its antecedents in the key. Recall is by the key's kinds, precision by the response's.

    Args:
        key, response: clusters of distinct mentions in text order.
        pairs: which response mention is which key mention.
    """
    response_of = {partner: mention for mention, partner in pairs.items()}
    response_cluster = {mention: number for number, cluster in enumerate(response) for mention in cluster}
    response_anaphors = _anaphors(response)
    resolved: list[tuple[TokenMention, TokenMention]] = []
    for cluster in key:
        clusters_of_antecedents: set[int] = set()
        for mention in cluster:
            partner = response_of.get(mention)
            if partner is None:
                continue
            number = response_cluster[partner]
            if partner in response_anaphors and number in clusters_of_antecedents:
                resolved.append((mention, partner))
            clusters_of_antecedents.add(number)
    recalled = Counter(mention.kind for mention, _ in resolved)
    precise = Counter(partner.kind for _, partner in resolved)
    wanted, given = (Counter(mention.kind for mention in _anaphors(clusters)) for clusters in (key, response))
    return {kind: Counts(recalled[kind], wanted[kind], precise[kind], given[kind]) for kind in Kind}


def _anaphors(clusters: TokenClusters) -> set[TokenMention]:
    return {mention for cluster in clusters for mention in cluster[1:]}
