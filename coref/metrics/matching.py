"""Which response mention is which key mention, after the scorer of CorefUD.

Žabokrtský et al. (2022), "Findings of the Shared Task on Multilingual Coreference Resolution", CRAC (partial match),
and Žabokrtský et al. (2023), "Findings of the Second Shared Task", CRAC (head match). Mentions are sets of token
indices, so that discontinuous ones need no special case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from coref.document import Document, Kind, Mention, Span
from coref.errors import InputError
from coref.metrics.assignment import heaviest_pairs
from coref.metrics.overlap import distinct

__all__ = [
    "Match",
    "Pairs",
    "TokenClusters",
    "TokenMention",
    "check_same_tokens",
    "match_mentions",
    "relabel",
    "token_clusters",
]


class Match(StrEnum):
    """When a response mention counts as a key mention; a zero never counts as an overt mention."""

    HEAD = "head"
    """The head words are the same."""
    PARTIAL = "partial"
    """The response lies within the key and contains the key's head word."""
    EXACT = "exact"
    """The words are the same."""


@dataclass(frozen=True, slots=True)
class TokenMention:
    """A mention as token indices; two of the same tokens are equal, whatever their heads and kinds.

    Attributes:
        tokens: ascending indices into the document's tokens; of a zero mention only that of its verb.
        head: index of the head word, one of ``tokens``.
        is_zero: whether it is a dropped word, known by its verb.
        kind: its kind.
    """

    tokens: tuple[int, ...]
    head: int = field(compare=False)
    is_zero: bool
    kind: Kind = field(compare=False)


TokenClusters = Sequence[Sequence[TokenMention]]
Pairs = dict[TokenMention, TokenMention]
"""Response mention to key mention, one to one."""


def check_same_tokens(key: Document, response: Document) -> None:
    """Make sure that token indices mean the same in both.

    Raises:
        InputError: when text or tokens differ.
    """
    if key.text != response.text or key.tokens != response.tokens:
        raise InputError(
            f"the response to document {key.id!r} has another text or other tokens than the key: "
            "annotate the key's own tokens (pre-tokenised input) before scoring"
        )


def token_clusters(document: Document) -> list[list[TokenMention]]:
    """The clusters as token mentions, each in text order and without repetitions.

    Raises:
        InputError: when a mention covers no token, or its head word is not one of its tokens.
    """
    starts = [start for start, _ in document.tokens]
    ends = [end for _, end in document.tokens]

    def indices(span: Span) -> range:
        return range(bisect_right(ends, span[0]), bisect_left(starts, span[1]))

    def token_mention(mention: Mention) -> TokenMention:
        tokens = sorted({index for part in mention.parts or ((mention.start, mention.end),) for index in indices(part)})
        head = next(iter(indices(mention.head)), None)
        if head is None or head not in tokens:
            raise InputError(
                f"the mention [{mention.start}, {mention.end}) of document {document.id!r} has its head "
                f"{list(mention.head)} on no token of its own: correct its head, its parts or the tokens"
            )
        is_zero = mention.kind is Kind.ZERO
        return TokenMention((head,) if is_zero else tuple(tokens), head, is_zero, mention.kind)

    clusters = [[token_mention(mention) for mention in cluster.mentions] for cluster in document.clusters]
    return distinct(sorted(cluster, key=_text_order) for cluster in clusters)


def match_mentions(key: TokenClusters, response: TokenClusters, match: Match) -> Pairs:
    """Pair mentions one to one.

    Mentions of the same words come first (for a head match: of the same words and head). Of the rest, those that may
    match are paired so that the shares of the key's words that are found have the greatest sum, which is how the
    CorefUD scorer resolves mentions of the same head.
    """
    key_mentions = sorted((mention for cluster in key for mention in cluster), key=_text_order)
    response_mentions = sorted((mention for cluster in response for mention in cluster), key=_text_order)
    pairs = _same_words(key_mentions, response_mentions, match)
    if match is Match.EXACT:
        return pairs
    found = set(pairs.values())
    key_rest = [mention for mention in key_mentions if mention not in found]
    response_rest = [mention for mention in response_mentions if mention not in pairs]
    candidates = _same_head(key_rest, response_rest) if match is Match.HEAD else _within(key_rest, response_rest)
    shares = {(k, r): _share_found(key_rest[k], response_rest[r]) for k, r in candidates}
    return pairs | {response_rest[r]: key_rest[k] for k, r in heaviest_pairs(shares)}


def relabel(key: TokenClusters, response: TokenClusters, pairs: Pairs) -> tuple[list[list[int]], list[list[int]]]:
    """Number the mentions of both sides so that two have the same number exactly when they are a pair."""
    number = {mention: index for index, mention in enumerate(mention for cluster in key for mention in cluster)}
    unpaired = (mention for cluster in response for mention in cluster if mention not in pairs)
    response_number = {mention: index for index, mention in enumerate(unpaired, start=len(number))}
    response_number.update((mention, number[partner]) for mention, partner in pairs.items())
    return (
        [[number[mention] for mention in cluster] for cluster in key],
        [[response_number[mention] for mention in cluster] for cluster in response],
    )


def _text_order(mention: TokenMention) -> tuple[int, int, int, bool, tuple[int, ...]]:
    """By first token, last token and length, as CorefUD; a zero before an overt mention of the same verb."""
    return mention.tokens[0], mention.tokens[-1], len(mention.tokens), not mention.is_zero, mention.tokens


def _same_words(key: Sequence[TokenMention], response: Sequence[TokenMention], match: Match) -> Pairs:
    of_key = {mention: mention for mention in key}
    pairs = {mention: of_key[mention] for mention in response if mention in of_key}
    if match is not Match.HEAD:
        return pairs
    return {mention: partner for mention, partner in pairs.items() if mention.head == partner.head}


def _same_head(key: Sequence[TokenMention], response: Sequence[TokenMention]) -> Iterator[tuple[int, int]]:
    headed: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for index, mention in enumerate(response):
        headed[mention.head, mention.is_zero].append(index)
    for index, mention in enumerate(key):
        yield from ((index, other) for other in headed.get((mention.head, mention.is_zero), ()))


def _within(key: Sequence[TokenMention], response: Sequence[TokenMention]) -> Iterator[tuple[int, int]]:
    covering: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for index, mention in enumerate(response):
        for token in mention.tokens:
            covering[token, mention.is_zero].append(index)
    for index, mention in enumerate(key):
        words = set(mention.tokens)
        for other in covering.get((mention.head, mention.is_zero), ()):
            if words.issuperset(response[other].tokens):
                yield index, other


def _share_found(key: TokenMention, response: TokenMention) -> float:
    return len(set(key.tokens).intersection(response.tokens)) / len(key.tokens)
