from hypothesis import given
from hypothesis import strategies as st

from coref.pretraining.subwords import SPECIAL_PIECES, train_subwords

TOKENIZER = train_subwords(["Ala ma kota, a kot ma Alę.", "The cat sat on the mat."] * 5, 320)


def test_special_pieces_come_first():
    assert [TOKENIZER.token_to_id(piece) for piece in SPECIAL_PIECES] == [0, 1, 2, 3, 4]


def test_white_space_before_a_word_makes_no_difference():
    assert TOKENIZER.encode("kot ,  kot").ids == TOKENIZER.encode("kot, kot").ids


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_text_is_representable(text):
    decoded = TOKENIZER.decode(TOKENIZER.encode(text, add_special_tokens=False).ids, skip_special_tokens=False)
    assert "[UNK]" not in decoded or "[UNK]" in text
