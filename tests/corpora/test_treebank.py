"""Reading treebanks as trees over tokens."""

from __future__ import annotations

import gzip
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coref.errors import CorpusError
from corpora import registry
from corpora.conllu import parse_conllu, read_conllu
from corpora.treebank import ParsedSentence, parse_treebank, read_treebank


def row(number, form, tag="_", feats="_", head="0", relation="_", misc="_"):
    return "\t".join((str(number), form, "_", tag, "_", feats, str(head), relation, "_", misc)) + "\n"


def read(text: str, language: str) -> ParsedSentence:
    ((sentence,),) = parse_treebank(text, "file.conllu", language)
    return sentence


WROTE = (
    row(1, "Wczoraj", "ADV", head=3, relation="advmod")
    + row("2-4", "napisałbym", head="_")
    + row(2, "napisał", "VERB", "Gender=Masc|Number=Sing", 0, "root")
    + row(3, "by", "AUX", head=2, relation="aux:cnd")
    + row(4, "m", "AUX", "Number=Plur|Person=1", 2, "aux:clitic")
    + row(5, "list", "NOUN", "Case=Acc", 4, "obj")
)


def test_words_tags_features_heads_and_universal_relations_are_read():
    sentence = read(
        row(1, "Ann", "PROPN", "Number=Sing", 2, "nsubj:pass") + row(2, "left", "VERB", "_", 0, "root"), "en"
    )
    assert sentence == ParsedSentence(
        words=("Ann", "left"),
        tags=("PROPN", "VERB"),
        features=(frozenset({"Number=Sing"}), frozenset()),
        heads=(1, -1),
        relations=("nsubj", "root"),
    )


def test_a_polish_multiword_token_is_one_word_and_heads_are_counted_in_tokens():
    sentence = read(WROTE, "pl")
    assert sentence.words == ("Wczoraj", "napisałbym", "list")
    assert sentence.tags == ("ADV", "VERB", "NOUN")
    assert sentence.heads == (1, -1, 1)
    assert sentence.relations == ("advmod", "root", "obj")


def test_later_parts_of_a_token_add_only_features_that_the_first_has_no_value_for():
    assert read(WROTE, "pl").features[1] == {"Gender=Masc", "Number=Sing", "Person=1"}


def test_a_token_whose_first_part_depends_on_another_part_keeps_the_outer_head():
    sentence = read(
        row("1-2", "doń", head="_")
        + row(1, "do", "ADP", head=2, relation="case")
        + row(2, "ń", "PRON", "Case=Gen", 3, "obl:arg")
        + row(3, "pisał", "VERB", head=0, relation="root"),
        "pl",
    )
    assert (sentence.words, sentence.tags, sentence.heads) == (("doń", "pisał"), ("ADP", "VERB"), (1, -1))
    assert sentence.relations == ("obl", "root")


def test_a_polish_ending_without_space_before_it_belongs_to_its_verb():
    def word(number, form, own_tag, relation, head, misc="SpaceAfter=No"):
        return "\t".join((str(number), form, "_", "X", own_tag, "_", str(head), relation, "_", misc)) + "\n"

    sentence = read(
        word(1, "Gdzie", "adv", "advmod", 4, "_")
        + word(2, "by", "qub", "aux:cnd", 4)
        + word(3, "m", "aglt:sg", "aux:clitic", 4, "_")
        + word(4, "znalazł", "praet:sg", "root", 0)
        + word(5, ".", "interp", "punct", 4),
        "pl",
    )
    assert (sentence.words, sentence.heads) == (("Gdzie", "bym", "znalazł", "."), (2, 2, -1, 2))


def test_english_words_that_spell_their_token_out_stay_words():
    sentence = read(
        row("1-2", "We'll", head="_")
        + row(1, "We", "PRON", head=3, relation="nsubj")
        + row(2, "'ll", "AUX", head=3, relation="aux")
        + row(3, "see", "VERB", head=0, relation="root"),
        "en",
    )
    assert (sentence.words, sentence.heads) == (("We", "'ll", "see"), (2, 2, -1))


def test_english_words_that_do_not_spell_their_token_out_are_one_word():
    sentence = read(
        row("1-2", "wanna", head="_")
        + row(1, "want", "VERB", head=0, relation="root")
        + row(2, "to", "PART", head=3, relation="mark")
        + row(3, "go", "VERB", head=1, relation="xcomp"),
        "en",
    )
    assert (sentence.words, sentence.heads) == (("wanna", "go"), (-1, 0))


def test_empty_nodes_are_left_out():
    sentence = read(row(1, "Śpi", "VERB") + row("1.1", "ona", "PRON", head="_") + row(2, ".", "PUNCT", head=1), "pl")
    assert (sentence.words, sentence.heads) == (("Śpi", "."), (-1, 0))


def test_documents_are_cut_where_the_file_says_so():
    one = row(1, "Tak") + "\n"
    sizes = [len(document) for document in parse_treebank(f"# newdoc id = a\n{one}{one}# newdoc\n{one}", "f", "pl")]
    assert sizes == [2, 1]
    assert [len(document) for document in parse_treebank(one + one, "f", "pl")] == [2]


@pytest.mark.parametrize(("suffix", "compress"), [("", bytes), (".xz", lzma.compress), (".gz", gzip.compress)])
def test_files_may_be_compressed(tmp_path, suffix, compress):
    path = tmp_path / f"a.conllu{suffix}"
    path.write_bytes(compress(WROTE.encode()))
    assert next(read_treebank(path, "pl"))[0].words == ("Wczoraj", "napisałbym", "list")


@pytest.mark.parametrize("suffix", [".xz", ".gz"])
@pytest.mark.parametrize("data", [b"no archive", gzip.compress(WROTE.encode())[:-9], lzma.compress(b"x" * 99)[:-9]])
def test_a_damaged_archive_is_refused_with_its_name(tmp_path, suffix, data):
    path = tmp_path / f"a.conllu{suffix}"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=rf"a\.conllu\{suffix}: cannot be decompressed"):
        read_treebank(path, "pl")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (row(1, "a") + row(2, "b", head=3), "f:2: head '3': expected a number from 0 to 2"),
        (row(1, "a", head="_"), "f:1: head '_'"),
        (row(1, "a", head="²"), "f:1: head '²'"),
        (row(1, "a") + row(2, "b", head=3) + row(3, "c", head=2), "f:2: the heads above this word form a cycle"),
        (row(1, "a", head=1), "f:1: the heads above this word form a cycle"),
        ("1\ta\n", "f:1: a row needs 10 columns"),
    ],
)
def test_malformed_trees_are_refused_with_file_and_line(text, reason):
    with pytest.raises(CorpusError) as caught:
        list(parse_treebank(text, "f", "pl"))
    assert str(caught.value).startswith(reason)


def test_malformed_sentences_can_be_skipped_with_a_warning(caplog):
    text = row(1, "a", head=1) + "\n" + row(1, "b") + "\n" + "c\n"
    (sentences,) = parse_treebank(text, "f", "pl", skip_malformed=True)
    assert [sentence.words for sentence in sentences] == [("b",)]
    assert [record.args[0].args[0].split(": ")[0] for record in caplog.records] == ["f:1", "f:5"]


@st.composite
def trees(draw) -> str:
    """A sentence with a random tree and random multiword tokens."""
    order = draw(st.permutations(range(1, draw(st.integers(1, 8)) + 1)))
    head_of = {order[0]: 0}
    for place, word in enumerate(order[1:], start=1):
        head_of[word] = draw(st.sampled_from(order[:place]))
    lines, word = [], 1
    while word <= len(order):
        last = min(len(order), word + draw(st.integers(0, 2)))
        if last > word:
            surface = draw(st.sampled_from(("joined", "".join(f"w{part}" for part in range(word, last + 1)))))
            lines.append(row(f"{word}-{last}", surface, head="_"))
        lines += [row(part, f"w{part}", "X", f"Nr={part}", head_of[part], "dep") for part in range(word, last + 1)]
        word = last + 1
    return "".join(lines)


@given(trees(), st.sampled_from(("pl", "en")))
def test_tokens_form_a_tree_whatever_is_merged(text, language):
    sentence = read(text, language)
    assert sentence.heads.count(-1) == 1
    for word in range(len(sentence.words)):
        for _ in sentence.words:
            word = sentence.heads[word] if word >= 0 else word
        assert word == -1


@given(trees())
def test_english_words_are_the_tokens_of_the_coreference_reader(text):
    (source,) = parse_conllu(text, "f", "en")
    assert read(text, "en").words == source.document.words


@pytest.mark.parametrize("name", ["gum", "ontogum"])
def test_trees_align_with_the_documents_of_the_coreference_corpora(name):
    try:
        path = registry.files(name, "dev")[0]
    except CorpusError as error:
        pytest.skip(f"the data of {name} are absent: {error}")
    for source, sentences in zip(read_conllu(path, "en"), read_treebank(path, "en"), strict=True):
        words = source.document.words
        assert [len(sentence.words) for sentence in sentences] == [
            len(tokens) for tokens in source.document.sentence_ranges()
        ]
        assert tuple(word for sentence in sentences for word in sentence.words) == words
