"""The anaphor-decomposable score of zeros: how many dropped words are linked to a right antecedent."""

from __future__ import annotations

from coref.metrics.counts import Counts
from coref.metrics.matching import Pairs, TokenClusters, TokenMention

__all__ = ["zero_anaphora"]


def zero_anaphora(key: TokenClusters, response: TokenClusters, pairs: Pairs) -> Counts:
    """Count the key's zero anaphors that the response resolves.

    Žabokrtský et al. (2022), "Findings of the Shared Task on Multilingual Coreference Resolution", CRAC, after
    Tuggener (2014), "Coreference resolution evaluation for higher level applications", EACL. An anaphor is any mention
    but the first of its cluster. It is resolved if it is one in the response too, in a cluster with at least one of
    its antecedents in the key.

    Args:
        key, response: clusters of distinct mentions in text order.
        pairs: which response mention is which key mention.
    """
    response_of = {partner: mention for mention, partner in pairs.items()}
    response_cluster = {mention: number for number, cluster in enumerate(response) for mention in cluster}
    response_zeros = _zero_anaphors(response)
    resolved = 0
    for cluster in key:
        clusters_of_antecedents: set[int] = set()
        for mention in cluster:
            partner = response_of.get(mention)
            if partner is None:
                continue
            number = response_cluster[partner]
            resolved += partner in response_zeros and number in clusters_of_antecedents
            clusters_of_antecedents.add(number)
    return Counts(resolved, len(_zero_anaphors(key)), resolved, len(response_zeros))


def _zero_anaphors(clusters: TokenClusters) -> set[TokenMention]:
    return {mention for cluster in clusters for mention in cluster[1:] if mention.is_zero}
