"""GAP's score by gender."""

from __future__ import annotations

import pytest

from coref.metrics.gap import GapAnswer, Gender, gap_scores


def test_each_name_is_a_decision_of_its_own():
    scores = gap_scores(
        [
            GapAnswer((True, False), (True, True), Gender.FEMININE),
            GapAnswer((True, False), (True, False), Gender.MASCULINE),
            GapAnswer((False, True), (False, False), Gender.MASCULINE),
        ]
    )
    assert (scores.feminine.recall, scores.feminine.precision) == (1, 0.5)
    assert (scores.masculine.recall, scores.masculine.precision) == (0.5, 1)
    assert scores.overall.f1 == pytest.approx(2 / 3)
    assert scores.bias == pytest.approx(1)


def test_there_is_no_ratio_where_a_gender_scores_nothing():
    assert gap_scores([GapAnswer((True, False), (True, False), Gender.FEMININE)]).bias is None
