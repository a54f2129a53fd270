import numpy as np

from coref.pretraining.static import static_vectors


def test_pieces_in_the_same_places_get_similar_vectors():
    chooser = np.random.default_rng(0)
    # Pieces 10 and 11 stand between 20 and 21; piece 12 between 30 and 31.
    phrases = [[20, 10, 21], [20, 11, 21], [30, 12, 31]]
    stream = np.concatenate(
        [[*phrases[choice], *chooser.integers(40, 60, 5)] for choice in chooser.integers(0, 3, 3000)]
    )
    vectors = static_vectors(stream, 60, 16)
    assert vectors[10] @ vectors[11] > 0.8
    assert vectors[10] @ vectors[12] < 0.5


def test_a_piece_never_seen_has_no_vector():
    assert static_vectors(np.array([1, 2, 3, 1, 2] * 50), 10, 4)[7].abs().sum() == 0
