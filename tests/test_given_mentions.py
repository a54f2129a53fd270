"""Mentions of the caller's own, and thresholds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import PASSAGE_EN, PASSAGE_PL

from coref import Kind
from coref.errors import InputError
from coref.prepare import prepare

DOCUMENT = prepare(PASSAGE_PL, language="pl")


def spans(document):
    return [(mention.start, mention.end) for cluster in document.clusters for mention in cluster.mentions]


@st.composite
def phrases(draw):
    """Distinct spans of whole tokens of ``DOCUMENT``."""
    count = len(DOCUMENT.tokens)
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).map(sorted)
    chosen = draw(st.lists(ends, max_size=12, unique_by=tuple))
    return [(DOCUMENT.tokens[first][0], DOCUMENT.tokens[last][1]) for first, last in chosen]


@given(mentions=phrases())
@settings(max_examples=40, deadline=None)
def test_with_singletons_all_given_mentions_and_no_others_are_in_the_answer(resolver, mentions):
    document = resolver(DOCUMENT, mentions=mentions, singletons=True)
    assert sorted(spans(document)) == sorted(mentions)


@given(mentions=phrases())
@settings(max_examples=20, deadline=None)
def test_without_singletons_only_given_mentions_are_in_the_answer(resolver, mentions):
    assert set(spans(resolver(DOCUMENT, mentions=mentions))) <= set(mentions)


def test_the_order_in_which_mentions_are_given_does_not_matter(resolver):
    mentions = [DOCUMENT.tokens[place] for place in (1, 5, 10, 15, 20)]
    assert resolver(DOCUMENT, mentions=mentions) == resolver(DOCUMENT, mentions=mentions[::-1])


def test_a_phrase_of_several_words_is_never_a_dropped_subject(resolver):
    mentions = [(DOCUMENT.tokens[at][0], DOCUMENT.tokens[at + 1][1]) for at in range(len(DOCUMENT.tokens) - 1)]
    document = resolver(DOCUMENT, mentions=mentions, singletons=True)
    assert all(mention.kind is not Kind.ZERO for cluster in document.clusters for mention in cluster.mentions)


def test_a_phrase_longer_than_the_model_looks_is_clustered(resolver):
    text = "Anna " * 200
    assert spans(resolver(text, language="pl", mentions=[(0, len(text) - 1)], singletons=True)) == [(0, len(text) - 1)]


@pytest.mark.parametrize(
    ("mentions", "reason"),
    [
        ([(0, 3)], r"mention 0, \[0, 3\), does not consist of whole tokens"),
        ([(0, 4), (5, 400)], "mention 1"),
        ([(-1, 4)], "whole tokens"),
        ([(5, 4)], "whole tokens"),
        ([(0, 4), (0, 4)], "mention 1, .* is also mention 0"),
    ],
)
def test_mentions_that_do_not_fit_the_tokens_are_refused_by_their_number(resolver, mentions, reason):
    with pytest.raises(InputError, match=reason):
        resolver(PASSAGE_EN, language="en", mentions=mentions)


@given(threshold=st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9, 1.0]))
@settings(max_examples=6, deadline=None)
def test_no_mention_scores_below_the_threshold(resolver, threshold):
    document = resolver(PASSAGE_PL * 3, language="pl", threshold=threshold, singletons=True)
    assert all(mention.score >= threshold for cluster in document.clusters for mention in cluster.mentions)


def test_the_threshold_holds_for_many_texts_too(resolver):
    [document] = resolver.pipe([PASSAGE_PL * 3], language="pl", threshold=0.6)
    assert document == resolver(PASSAGE_PL * 3, language="pl", threshold=0.6)
    assert document != resolver(PASSAGE_PL * 3, language="pl")


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_that_is_no_probability_is_refused(resolver, threshold):
    with pytest.raises(InputError, match="from 0 to 1"):
        resolver(PASSAGE_PL, threshold=threshold)
