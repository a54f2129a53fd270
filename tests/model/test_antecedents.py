import torch

from coref.model.antecedents import AntecedentChooser


def chooser(antecedents=5, reach=100, margin=float("inf")):
    torch.manual_seed(0)
    return AntecedentChooser(16, antecedents, reach, margin, 0.0).eval()


def unlike(count, width=3):
    """Hashes for ``count`` mentions that are equal to nothing."""
    return torch.arange(-1, -1 - count * width, -1).view(count, width)


def choose(model, mentions, lemmas=None):
    nothing = unlike(len(mentions))
    return model(mentions, nothing if lemmas is None else lemmas, nothing)


def test_antecedents_come_before_their_mention():
    scores, antecedents = choose(chooser(), torch.randn(600, 16))
    earlier = antecedents < torch.arange(600).unsqueeze(1)
    assert (earlier | (scores == -torch.inf)).all()


def test_the_first_mention_has_no_antecedent():
    scores, _ = choose(chooser(), torch.randn(10, 16))
    assert (scores[0] == -torch.inf).all()


def test_nothing_beyond_the_reach_is_chosen():
    scores, antecedents = choose(chooser(reach=7), torch.randn(1200, 16))
    distance = torch.arange(1200).unsqueeze(1) - antecedents
    assert (distance[scores > -torch.inf] <= 7).all()


def test_an_untrained_chooser_prefers_the_nearest():
    model = chooser()
    torch.nn.init.zeros_(model.bilinear.weight)
    torch.nn.init.zeros_(model.bilinear.bias)
    _, antecedents = choose(model, torch.randn(50, 16))
    assert sorted(antecedents[40].tolist())[-3:] == [37, 38, 39]


def test_blocks_give_what_one_piece_gives():
    model = chooser()
    mentions = torch.randn(1100, 16)
    scores, _ = choose(model, mentions)
    alone, _ = choose(model, mentions[:600])
    assert torch.allclose(scores[:600], alone)


def test_an_untrained_chooser_offers_the_same_lemma_from_afar():
    lemmas = unlike(500)
    lemmas[[3, 499], [0, 1]] = 77
    torch.manual_seed(1)
    _, antecedents = choose(chooser(reach=1000), torch.randn(500, 16) / 10, lemmas)
    assert 3 in antecedents[499].tolist()
    assert 3 not in antecedents[498].tolist()


def test_candidates_far_below_the_best_are_left_out():
    mentions = torch.randn(300, 16)
    everything, antecedents = choose(chooser(40), mentions)
    some, chosen = choose(chooser(40, margin=1.0), mentions)
    near = everything >= everything[:, :1].clamp(min=0) - 1.0
    assert torch.equal(some > -torch.inf, near & (everything > -torch.inf))
    assert torch.equal(some[near], everything[near]) and torch.equal(antecedents, chosen)


def test_training_sees_the_candidates_that_are_left_out_afterwards():
    model = chooser(40, margin=0.1)
    mentions = torch.randn(300, 16)
    left, _ = choose(model, mentions)
    seen, _ = choose(model.train(), mentions)
    assert (seen > -torch.inf).sum() == sum(min(40, earlier) for earlier in range(300))
    assert (left > -torch.inf).sum() < (seen > -torch.inf).sum() / 2
