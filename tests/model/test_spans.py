import torch

from coref.model.spans import SpanScorer, SpanScores


def scores(heads, sentences):
    torch.manual_seed(0)
    scorer = SpanScorer(8, 4, before=3, after=5, dropout=0.0).eval()
    found = scorer(torch.randn(len(sentences), 8), torch.tensor(heads), torch.tensor(sentences))
    return found.first, found.last, found.words


def test_a_phrase_holds_its_head():
    first, last, places = scores([4], [0] * 10)
    assert places[0][first[0] > -torch.inf].tolist() == [1, 2, 3, 4]
    assert places[0][last[0] > -torch.inf].tolist() == [4, 5, 6, 7, 8, 9]


def test_a_phrase_stays_in_its_sentence():
    first, last, places = scores([4], [0] * 3 + [1] * 3 + [2] * 4)
    assert places[0][first[0] > -torch.inf].tolist() == [3, 4]
    assert places[0][last[0] > -torch.inf].tolist() == [4, 5]


def test_a_phrase_at_the_edge_of_the_text_stays_in_it():
    first, last, _ = scores([0, 9], [0] * 10)
    assert (first > -torch.inf).sum(1).tolist() == [1, 4]
    assert (last > -torch.inf).sum(1).tolist() == [6, 1]


def test_the_best_boundaries_are_words():
    found = SpanScores(
        torch.tensor([[0.0, 3.0, -torch.inf]]), torch.tensor([[-torch.inf, 0.0, 2.0]]), torch.tensor([[6, 7, 8]])
    )
    first, last = found.best()
    assert (first.tolist(), last.tolist()) == ([7], [8])
