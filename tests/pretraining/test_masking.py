import torch

from coref.pretraining.masking import mask_pieces


def masked(share=0.3):
    """The text, what is shown of it, and where something is asked for, bool of the same shape."""
    pieces = torch.randint(5, 1000, (50, 100), generator=torch.Generator().manual_seed(1))
    pieces[:, 0] = 3
    changed, places = mask_pieces(pieces, share, 1000, torch.Generator().manual_seed(2))
    asked = torch.zeros(pieces.numel(), dtype=torch.bool)
    asked[places] = True
    return pieces, changed, asked.view_as(pieces)


def test_about_the_share_is_asked_for():
    _, _, asked = masked(0.3)
    assert 0.28 < asked.float().mean() < 0.31


def test_what_is_not_asked_for_is_not_changed():
    pieces, changed, asked = masked()
    assert torch.equal(pieces[~asked], changed[~asked])


def test_places_count_the_rows_one_behind_the_other():
    pieces, _, asked = masked()
    _, places = mask_pieces(pieces, 0.3, 1000, torch.Generator().manual_seed(2))
    assert torch.equal(pieces[asked], pieces.flatten()[places])


def test_most_are_hidden_and_some_stay():
    pieces, changed, asked = masked()
    assert 0.75 < (changed[asked] == 4).float().mean() < 0.85
    assert 0.07 < (changed[asked] == pieces[asked]).float().mean() < 0.13


def test_special_pieces_are_never_asked_for():
    _, _, asked = masked()
    assert not asked[:, 0].any()
