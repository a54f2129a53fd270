import pytest
from families import bytes_tokenizer
from samples import PASSAGE_PL
from tiny import tiny_tokenizer
from transformers import PreTrainedTokenizerFast

from coref.model.inputs import read_input
from coref.prepare import prepare
from coref.subwords import Subwords

SUBWORDS = Subwords.of(tiny_tokenizer([PASSAGE_PL] * 3))


def inputs(text, language="pl"):
    document = prepare(text, language=language)
    return document.words, read_input(document, SUBWORDS, 64, 8)


@pytest.mark.parametrize(
    "text", ["Rzekł: „Jestem tu”. Wyszedł.", "Rzekł: «Jestem tu». Wyszedł.", 'Rzekł: " Jestem tu ". Wyszedł.']
)
def test_words_in_quotation_are_told_from_others(text):
    words, read = inputs(text)
    inside = {word for word, number in zip(words, read.facts.quotations.tolist(), strict=True) if number}
    assert {"Jestem", "tu"} <= inside
    assert not {"Rzekł", "Wyszedł"} & inside


def test_quotations_are_numbered():
    words, read = inputs("„Tak” i „nie”.")
    numbers = dict(zip(words, read.facts.quotations.tolist(), strict=True))
    assert (numbers["Tak"], numbers["i"], numbers["nie"]) == (1, 0, 2)


def test_inflected_forms_share_a_lemma():
    pytest.importorskip("morfeusz2", reason="lemmas of inflected Polish words come from Morfeusz")
    words, read = inputs("Widzę kobietę . Kobieta śpi .")
    at = [words.index("kobietę"), words.index("Kobieta")]
    shared = set(read.facts.lemmas[at[0]].tolist()) & set(read.facts.lemmas[at[1]].tolist())
    assert any(value >= 0 for value in shared)


def test_a_surname_is_found_in_the_full_name():
    words, read = inputs("Then Mary Shelley left . Shelley wrote .", "en")
    full, surname = words.index("Mary"), len(words) - 3
    assert words[surname] == "Shelley"
    assert set(read.facts.names[surname].tolist()) & set(read.facts.names[full].tolist())


def test_filling_is_equal_to_nothing():
    _, read = inputs(PASSAGE_PL)
    for hashes in (read.facts.lemmas, read.facts.names):
        filling = hashes[hashes < 0]
        assert len(filling.unique()) == len(filling)


def test_sentences_are_numbered():
    words, read = inputs("Anna śpi. Ona śni.")
    assert read.facts.sentences.tolist() == [0] * words.index("Ona") + [1] * (len(words) - words.index("Ona"))


def test_only_words_behind_white_space_show_it():
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bytes_tokenizer())
    read = read_input(prepare("On,on\non.", language="pl"), Subwords.of(tokenizer), 64, 8)
    first = [read.piece_words.tolist().index(word) for word in range(len(read))]
    ids = read.windows.ids[read.windows.rows, read.windows.columns][first]
    marked = [piece.startswith("Ġ") for piece in tokenizer.convert_ids_to_tokens(ids.tolist())]
    # The first word of a text looks as it does further on.
    assert marked == [True, False, False, True, False]
