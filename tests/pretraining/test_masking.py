import torch

from coref.pretraining.masking import IGNORED, mask_pieces


def masked(share=0.3):
    pieces = torch.randint(5, 1000, (50, 100), generator=torch.Generator().manual_seed(1))
    pieces[:, 0] = 3
    return pieces, *mask_pieces(pieces, share, 1000, torch.Generator().manual_seed(2))


def test_about_the_share_is_asked_for():
    _, _, labels = masked(0.3)
    assert 0.28 < (labels != IGNORED).float().mean() < 0.31


def test_what_is_not_asked_for_is_not_changed():
    pieces, changed, labels = masked()
    assert torch.equal(pieces[labels == IGNORED], changed[labels == IGNORED])


def test_the_labels_are_the_original_pieces():
    pieces, _, labels = masked()
    assert torch.equal(pieces[labels != IGNORED], labels[labels != IGNORED])


def test_most_are_hidden_and_some_stay():
    pieces, changed, labels = masked()
    asked = labels != IGNORED
    assert 0.75 < (changed[asked] == 4).float().mean() < 0.85
    assert 0.07 < (changed[asked] == pieces[asked]).float().mean() < 0.13


def test_special_pieces_are_never_asked_for():
    _, _, labels = masked()
    assert (labels[:, 0] == IGNORED).all()
