"""The cluster metrics: official figures, cases worked by hand, and laws that must always hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.metrics.b_cubed import b_cubed
from coref.metrics.blanc import blanc
from coref.metrics.ceaf import ceaf_e, ceaf_m
from coref.metrics.clusters import count_clusters
from coref.metrics.lea import lea
from coref.metrics.mentions import mention_detection
from coref.metrics.muc import muc
from coref.metrics.overlap import without_singletons

CORPORA = Path(os.environ.get("COREF_CORPORA", Path(__file__).parents[2] / ".." / "shared"))
REFERENCE = CORPORA / "scorers" / "reference_scores.jsonl"
METRICS = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e, "ceafm": ceaf_m, "blanc": blanc, "lea": lea}

KEY = [["a", "b", "c"], ["d", "e"]]
RESPONSE = [["a", "b"], ["c", "d", "e"]]


@st.composite
def clusterings(draw, mentions=range(12)):
    """Some of the mentions, divided into clusters."""
    labels = draw(st.lists(st.integers(0, 5), min_size=len(mentions), max_size=len(mentions)))
    groups: dict[int, list[int]] = {}
    for mention, label in zip(mentions, labels, strict=True):
        groups.setdefault(label, []).append(mention)
    return [group for label, group in groups.items() if label > 0]


def triple(score):
    return pytest.approx((score.recall, score.precision, score.f1), abs=1e-9)


@pytest.mark.skipif(not REFERENCE.exists(), reason="no scorers/reference_scores.jsonl under COREF_CORPORA")
def test_every_reference_score_is_met_to_1e_9():
    checked = 0
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        key, response = ([[tuple(m) for m in c] for c in case[side]] for side in ("key", "response"))
        for part, prepare in (("scores", list), ("scores_without_singletons", without_singletons)):
            for name, expected in case.get(part, {}).items():
                score = METRICS[name](prepare(key), prepare(response)).score()
                assert tuple(expected) == triple(score), (case["id"], part, name)
                checked += 1
    assert checked > 0


@pytest.mark.parametrize(
    ("metric", "recall", "precision"),
    [
        (muc, 2 / 3, 2 / 3),
        (b_cubed, (4 / 3 + 1 / 3 + 2) / 5, (2 + 1 / 3 + 4 / 3) / 5),
        (ceaf_e, 0.8, 0.8),
        (ceaf_m, 0.8, 0.8),
        (blanc, (2 / 4 + 4 / 6) / 2, (2 / 4 + 4 / 6) / 2),
        (lea, 3 / 5, 3 / 5),
        (mention_detection, 1, 1),
    ],
)
def test_a_small_case_scores_as_worked_out_by_hand(metric, recall, precision):
    score = metric(KEY, RESPONSE).score()
    assert (score.recall, score.precision) == pytest.approx((recall, precision))


@pytest.mark.parametrize("metric", [*METRICS.values(), mention_detection])
def test_empty_against_empty_scores_nothing(metric):
    assert metric([], []).score().f1 == 0


def test_identical_singletons_score_0_by_muc_and_1_by_lea():
    assert muc([["a"], ["b"]], [["a"], ["b"]]).score().f1 == 0
    assert lea([["a"], ["b"]], [["a"], ["b"]]).score().f1 == 1


def test_a_repeated_mention_counts_where_it_first_occurs():
    assert count_clusters(KEY, [["a", "b", "a"], ["c", "d", "e", "a"]]) == count_clusters(KEY, RESPONSE)


@given(clusterings().filter(lambda clusters: any(len(cluster) > 1 for cluster in clusters)))
def test_a_perfect_response_scores_1(clusters):
    scores = count_clusters(clusters, clusters).scores()
    assert scores.conll == pytest.approx(1)
    assert (scores.lea.f1, scores.blanc.f1, scores.mentions.f1) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e, ceaf_m, lea, mention_detection])
@given(key=clusterings(), response=clusterings())
def test_swapping_key_and_response_swaps_recall_and_precision(metric, key, response):
    forth, back = metric(key, response).score(), metric(response, key).score()
    assert (forth.recall, forth.precision) == pytest.approx((back.precision, back.recall))


@given(key=clusterings(), response=clusterings(), random=st.randoms())
def test_order_of_clusters_and_mentions_does_not_matter(key, response, random):
    shuffled = [random.sample(cluster, len(cluster)) for cluster in random.sample(response, len(response))]
    before, after = count_clusters(key, response).scores(), count_clusters(key, shuffled).scores()
    for name in ("muc", "b3", "ceafe", "ceafm", "blanc", "lea", "mentions"):
        assert getattr(before, name).f1 == pytest.approx(getattr(after, name).f1)


@pytest.mark.parametrize("metric", [muc, b_cubed, lea])
@given(
    key=clusterings(), response=clusterings(), other_key=clusterings(range(20, 32)), other=clusterings(range(20, 32))
)
def test_pooled_documents_score_as_one_document(metric, key, response, other_key, other):
    pooled = (metric(key, response) + metric(other_key, other)).score()
    assert pooled.f1 == pytest.approx(metric(key + other_key, response + other).score().f1)
