import torch

from coref.model.scorer import PairScores, WordScores
from coref.training.loss import _mention_loss, _pair_loss, _place_loss
from coref.training.targets import Targets

LARGE = 30.0


def pair_loss(scores, clusters):
    """Three mentions; the third may take the first or the second."""
    rows = torch.tensor([[-torch.inf, -torch.inf], [0.0, -torch.inf], scores])
    return _pair_loss(PairScores(torch.tensor([[0, 0], [0, 0], [0, 1]]), rows), torch.tensor(clusters)).item()


def test_a_sure_true_antecedent_costs_nothing_more():
    assert abs(pair_loss([LARGE, -LARGE], [0, 1, 0]) - pair_loss([LARGE, LARGE], [0, 0, 0])) < 1e-4


def test_any_true_antecedent_will_do():
    assert abs(pair_loss([LARGE, -LARGE], [0, 0, 0]) - pair_loss([-LARGE, LARGE], [0, 0, 0])) < 1e-4


def test_a_sure_false_antecedent_is_dear():
    assert pair_loss([-LARGE, LARGE], [0, 1, 0]) > LARGE


def test_a_mention_without_antecedent_should_score_below_none():
    assert pair_loss([-LARGE, -LARGE], [0, 1, 2]) < pair_loss([1.0, -LARGE], [0, 1, 2])


def test_a_boundary_out_of_reach_is_not_asked_for():
    scores = torch.zeros(1, 3)
    assert _place_loss(scores, torch.tensor([[4, 5, 6]]), torch.tensor([9])) == 0
    assert _place_loss(scores, torch.tensor([[4, 5, 6]]), torch.tensor([5])) > 0


def test_words_that_are_not_marked_weigh_less_where_that_means_little():
    words = WordScores(torch.zeros(2, 1), torch.tensor([3.0, 3.0]), torch.zeros(2, 5))
    nothing = torch.tensor([], dtype=torch.int64)
    marked = Targets(*[nothing] * 5)
    assert _mention_loss(words, marked, 0.25) == 0.25 * _mention_loss(words, marked, 1.0)


def test_marked_words_weigh_the_same_everywhere():
    words = WordScores(torch.zeros(1, 1), torch.tensor([3.0]), torch.zeros(1, 5))
    marked = Targets(*[torch.tensor([0])] * 5)
    assert _mention_loss(words, marked, 0.25) == _mention_loss(words, marked, 1.0)
