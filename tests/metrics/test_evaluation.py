"""Documents against documents: matching of mentions, zeros, genres, spans."""

from __future__ import annotations

import json

import pytest

from coref.document import Cluster, Document, Kind, Mention
from coref.errors import InputError
from coref.metrics.evaluation import Evaluation
from coref.metrics.matching import Match, match_mentions, token_clusters

TEXT = "Stary pan z psem spał długo bo lubił sen"
TOKENS = tuple((i, i + len(w)) for w, i in ((w, TEXT.index(w)) for w in TEXT.split()))


def mention(first, last, head, kind=Kind.NOMINAL, parts=()):
    """Over tokens first to last, inclusive."""
    start, end = TOKENS[first][0], TOKENS[last][1]
    pieces = tuple((TOKENS[a][0], TOKENS[b][1]) for a, b in parts)
    return Mention(start, end, TEXT[start:end], TOKENS[head], kind, parts=pieces)


def document(*clusters, tokens=TOKENS, **metadata):
    numbered = tuple(Cluster(number, tuple(mentions)) for number, mentions in enumerate(clusters))
    return Document("d", TEXT, "pl", tokens, ((0, len(TEXT)),), numbered, metadata)


def zero(verb):
    return mention(verb, verb, verb, Kind.ZERO)


def paired(key, response, match):
    """For each response mention that matches, its tokens and the key's."""
    pairs = match_mentions(token_clusters(document(key)), token_clusters(document(response)), match)
    return {ours.tokens: true.tokens for ours, true in pairs.items()}


def evaluate(key, response):
    evaluation = Evaluation()
    evaluation.add(key, response)
    return evaluation.result()


def test_a_head_match_needs_the_same_head_only():
    assert paired([mention(0, 3, 1)], [mention(1, 1, 1)], Match.HEAD) == {(1,): (0, 1, 2, 3)}
    assert paired([mention(0, 3, 1)], [mention(0, 3, 3)], Match.HEAD) == {}


def test_of_mentions_with_one_head_the_equal_ones_pair_first():
    key = [mention(0, 3, 1), mention(0, 1, 1)]
    assert paired(key, [mention(0, 1, 1), mention(1, 3, 1)], Match.HEAD) == {(0, 1): (0, 1), (1, 2, 3): (0, 1, 2, 3)}


def test_of_mentions_with_one_head_the_larger_overlap_wins():
    assert paired([mention(0, 3, 1)], [mention(1, 1, 1), mention(1, 3, 1)], Match.HEAD) == {(1, 2, 3): (0, 1, 2, 3)}


def test_a_partial_match_lies_within_the_key_and_holds_its_head():
    key = [mention(0, 1, 1)]
    assert paired(key, [mention(1, 1, 1)], Match.PARTIAL) == {(1,): (0, 1)}
    assert paired(key, [mention(0, 0, 0)], Match.PARTIAL) == {}
    assert paired(key, [mention(0, 3, 1)], Match.PARTIAL) == {}


@pytest.mark.parametrize("match", list(Match))
def test_a_zero_matches_no_overt_mention(match):
    assert paired([zero(4)], [mention(4, 4, 4)], match) == {}
    assert paired([zero(4)], [zero(4)], match) == {(4,): (4,)}


def test_a_mention_with_parts_is_the_tokens_of_its_parts():
    assert token_clusters(document([mention(0, 3, 1, parts=((0, 1), (3, 3)))]))[0][0].tokens == (0, 1, 3)


def test_singletons_are_dropped_before_matching():
    key = document([mention(0, 1, 1), zero(7)], [mention(1, 1, 1)])
    response = document([mention(1, 1, 1), zero(7)])
    result = evaluate(key, response)
    assert result.without_singletons[Match.HEAD].mentions.recall == 1
    assert result.with_singletons[Match.HEAD].muc.f1 == 0
    assert result.headline == 1


def test_a_zero_with_a_true_antecedent_is_right():
    key = document([mention(0, 3, 1), zero(4), zero(7)])
    assert evaluate(key, document([mention(1, 1, 1), zero(7)])).zero_anaphora.recall == 0.5
    assert evaluate(key, document([mention(1, 1, 1), zero(7)])).zero_anaphora.precision == 1


def test_a_zero_with_a_false_antecedent_is_wrong():
    key = document([mention(0, 3, 1), zero(7)], [mention(3, 3, 3), mention(8, 8, 8)])
    assert evaluate(key, document([mention(3, 3, 3), zero(7)])).zero_anaphora.f1 == 0


def test_anaphors_are_counted_by_their_kind():
    key = document([mention(0, 3, 1), zero(4), mention(8, 8, 8)])
    anaphora = evaluate(key, document([mention(0, 3, 1), mention(8, 8, 8)])).anaphora
    assert anaphora[mention(8, 8, 8).kind].f1 == 1
    assert anaphora[Kind.ZERO].recall == 0


def test_span_accuracy_counts_overt_mentions_whose_head_was_found():
    key = document([mention(0, 3, 1), mention(8, 8, 8), zero(7)])
    assert evaluate(key, document([mention(0, 1, 1), mention(8, 8, 8), zero(7)])).span_accuracy == 0.5


def test_genres_come_from_the_key():
    evaluation = Evaluation()
    right, wrong = document([mention(0, 1, 1), zero(7)], genre="news"), document([zero(4), zero(7)], genre="fiction")
    evaluation.add(right, document([mention(0, 1, 1), zero(7)]))
    evaluation.add(wrong, document())
    assert evaluation.result().genres == {"fiction": 0, "news": 1}


def test_the_result_is_json_ready():
    record = evaluate(document([mention(0, 1, 1), zero(7)]), document([mention(1, 1, 1), zero(7)])).to_dict()
    assert json.loads(json.dumps(record)) == record


def test_other_tokens_are_refused():
    with pytest.raises(InputError, match="tokens"):
        Evaluation().add(document(), document(tokens=TOKENS[:-1]))
