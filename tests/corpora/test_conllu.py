"""Reading CoNLL-U, in CorefUD's dialect and in GUM's."""

from __future__ import annotations

import pytest

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.conllu import parse_conllu

HEADER = "# newdoc id = d\n# global.Entity = eid-etype-head-other\n"


def row(number, form, misc="_", upos="_", head="_", deps="_", feats="_"):
    return "\t".join((str(number), form, "_", upos, "_", feats, str(head), "_", deps, misc)) + "\n"


def read(text: str, language: str = "pl") -> Document:
    (source,) = parse_conllu(text, "file.conllu", language)
    return source.document


def mentions(document: Document) -> list[Mention]:
    return [mention for cluster in document.clusters for mention in cluster.mentions]


def head_text(document: Document, mention: Mention) -> str:
    return document.text[slice(*mention.head)]


def test_text_is_rebuilt_from_forms_and_space_after():
    document = read(
        row(1, "Ala")
        + row(2, "śpi", "SpaceAfter=No")
        + row(3, ".")
        + "\n"
        + row(1, "Tak", "SpaceAfter=No")
        + row(2, "!")
    )
    assert document.text == "Ala śpi.\nTak!"
    assert document.words == ("Ala", "śpi", ".", "Tak", "!")
    assert [document.text[start:end] for start, end in document.sentences] == ["Ala śpi.", "Tak!"]


def test_the_head_field_counts_the_words_of_the_mention_from_1():
    document = read(
        HEADER + row(1, "mała", "Entity=(e1-person-2-") + row(2, "Ala") + row(3, "z") + row(4, "Wilna", "Entity=e1)")
    )
    (mention,) = mentions(document)
    assert (mention.text, head_text(document, mention)) == ("mała Ala z Wilna", "Ala")


def test_without_a_head_field_the_head_is_the_word_governed_from_outside():
    document = read(
        "# global.Entity = eid-etype\n"
        + row(1, "the", "Entity=(e1-person", "DET", 3)
        + row(2, "old", "_", "ADJ", 3)
        + row(3, "man", "_", "NOUN", 6)
        + row(4, "of", "_", "ADP", 5)
        + row(5, "Rome", "Entity=e1)", "PROPN", 3)
        + row(6, "slept", "_", "VERB", 0),
        "en",
    )
    (mention,) = mentions(document)
    assert head_text(document, mention) == "man"
    assert mention.kind is Kind.NOMINAL


def test_without_a_tree_the_head_is_guessed():
    document = read(
        "# global.Entity = eid\n"
        + row(1, "the", "Entity=(e1")
        + row(2, "man")
        + row(3, "of")
        + row(4, "Rome", "Entity=e1)"),
        "en",
    )
    assert head_text(document, mentions(document)[0]) == "man"


@pytest.mark.parametrize(
    ("upos", "feats", "kind"),
    [
        ("PROPN", "_", Kind.NAME),
        ("PRON", "_", Kind.PRONOUN),
        ("DET", "Number=Sing|Poss=Yes", Kind.PRONOUN),
        ("DET", "_", Kind.NOMINAL),
        ("NOUN", "_", Kind.NOMINAL),
        ("NUM", "_", Kind.NOMINAL),
    ],
)
def test_the_kind_follows_from_the_part_of_speech_of_the_head(upos, feats, kind):
    document = read(HEADER + row(1, "X", "Entity=(e1--1-)", upos, feats=feats))
    assert mentions(document)[0].kind is kind


def test_gum_fields_are_read_by_its_own_header_and_mark_predicates():
    header = "# newdoc id = g\n# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity\n"
    document = read(
        header
        + row(1, "Ann", "Entity=(3-person-new-sssss-cf1-1-coref-Ann_(x%29-y)".replace("(x%29", "x"), "PROPN", 4)
        + row(2, "is", "_", "AUX", 4)
        + row(3, "a", "Entity=(3-person-giv:act-sssss-cf1-2-pred", "DET", 4)
        + row(4, "nurse", "Entity=3)", "NOUN", 0),
        "en",
    )
    assert [(m.text, m.kind) for m in mentions(document)] == [("Ann", Kind.NAME), ("a nurse", Kind.PREDICATE)]


def test_a_header_of_ids_alone_is_enough():
    document = read("# global.Entity = GRP\n" + row(1, "Ann", "Entity=(1)") + row(2, "she", "Entity=(1)"), "en")
    assert [m.text for m in document.clusters[0].mentions] == ["Ann", "she"]


def test_a_zero_mention_is_read_from_its_empty_node():
    document = read(
        HEADER
        + row(1, "Wczoraj")
        + row("1.1", "_", "Entity=(e1--1-)", deps="3:nsubj")
        + row(2, "rano")
        + row(3, "śpiewała")
    )
    (zero,) = mentions(document)
    assert (zero.kind, zero.text, head_text(document, zero)) == (Kind.ZERO, "śpiewała", "śpiewała")
    assert document.words == ("Wczoraj", "rano", "śpiewała")


def test_an_empty_node_without_a_parent_stands_for_the_word_before_it():
    document = read(HEADER + row(1, "Śpiewała") + row("1.1", "_", "Entity=(e1--1-)") + row(2, "."))
    assert mentions(document)[0].text == "Śpiewała"


def test_an_empty_node_at_the_sentence_start_stands_for_the_first_word():
    document = read(HEADER + row("0.1", "_", "Entity=(e1--1-)") + row(1, "Śpiewała"))
    assert mentions(document)[0].text == "Śpiewała"


def test_an_empty_node_inside_a_mention_counts_for_its_head_but_is_no_word_of_it():
    document = read(HEADER + row(1, "dom", "Entity=(e1--3-") + row("1.1", "_") + row(2, "Ali", "Entity=e1)"))
    (mention,) = mentions(document)
    assert (mention.text, head_text(document, mention)) == ("dom Ali", "Ali")


def test_a_discontinuous_mention_has_parts():
    document = read(
        HEADER + row(1, "stary", "Entity=(e1[1/2]--2-)") + row(2, "był") + row(3, "dom", "Entity=(e1[2/2]--2-)")
    )
    (mention,) = mentions(document)
    assert mention.text == "stary był dom"
    assert mention.parts == ((0, 5), (10, 13))
    assert head_text(document, mention) == "dom"


def test_nested_brackets_of_one_entity_close_the_inner_mention_first():
    document = read(
        HEADER
        + row(1, "a", "Entity=(e1--1-")
        + row(2, "b", "Entity=(e1--1-")
        + row(3, "c", "Entity=e1)")
        + row(4, "d", "Entity=e1)")
    )
    assert [m.text for m in mentions(document)] == ["a b c d", "b c"]


def test_a_mention_may_cross_a_sentence_end():
    document = read(HEADER + row(1, "a", "Entity=(e1--1-") + "\n" + row(1, "b", "Entity=e1)"))
    assert mentions(document)[0].text == "a\nb"


def test_words_of_a_multiword_token_are_tokens_where_they_spell_it():
    document = read(HEADER + row("1-2", "We'll") + row(1, "We", "Entity=(e1--1-)") + row(2, "'ll") + row(3, "go"))
    assert document.text == "We'll go"
    assert document.words == ("We", "'ll", "go")


def test_a_multiword_token_that_its_words_do_not_spell_is_one_token():
    document = read(HEADER + row("1-2", "doń") + row(1, "do") + row(2, "niego", "Entity=(e1--1-)") + row(3, "szła"))
    assert document.words == ("doń", "szła")
    assert mentions(document)[0].text == "doń"


def test_an_empty_node_may_stand_inside_a_multiword_token():
    document = read(
        HEADER
        + row("1-2", "Spałem")
        + row(1, "Spał")
        + row("1.1", "_", "Entity=(e1--1-)", deps="1:nsubj")
        + row(2, "em")
    )
    assert document.words == ("Spał", "em")
    assert mentions(document)[0].text == "Spał"


def test_one_file_may_hold_several_documents():
    text = (
        HEADER
        + row(1, "a", "Entity=(e1--1-)")
        + "\n# newdoc id = second\n# meta::genre = bio\n"
        + row(1, "b", "Entity=(e2--1-)")
    )
    first, second = (source.document for source in parse_conllu(text, "x", "en"))
    assert (first.id, second.id) == ("d", "second")
    assert second.metadata == {"genre": "bio"}
    assert mentions(second)[0].text == "b"


def test_a_document_without_a_name_has_that_of_its_file():
    assert read(row(1, "a")).id == "file"


def test_singletons_bridging_and_split_antecedents_do_not_disturb():
    document = read(
        HEADER + row(1, "a", "Bridge=e1<e2:part|Entity=(e2--1-)|SplitAnte=e1<e3") + row(2, "b", "Entity=(e1--1-)")
    )
    assert [len(cluster.mentions) for cluster in document.clusters] == [1, 1]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HEADER + "1\ta\n", 3, "10 columns"),
        (HEADER + row("x", "a"), 3, "is not the id of a word"),
        (HEADER + row(1, "a") + row(3, "b"), 4, "expected word 2"),
        (HEADER + row(1, ""), 3, "form, column 2, is empty"),
        (HEADER + row("1-2", "ab") + row(1, "a"), 3, "do not follow it"),
        (HEADER + row("1-2", "ab", "Entity=(e1--1-)") + row(1, "a") + row(2, "b"), 3, "multiword token"),
        (HEADER + row("1.1", "_"), 3, "no words"),
        (row(1, "a", "Entity=(e1--1-)"), 1, "global.Entity"),
        ("# global.Entity = head-eid\n" + row(1, "a"), 1, "begins with 'head'"),
        (HEADER + row(1, "a") + row(2, "b", "Entity=(e1--1-"), 4, "never closes"),
        (HEADER + row(1, "a", "Entity=e1)"), 3, "not open"),
        (HEADER + row(1, "a", "Entity=(e1--1-)x"), 3, "cannot read"),
        (HEADER + row(1, "a", "Entity=e1"), 3, "cannot read"),
        (HEADER + row(1, "a", "Entity="), 3, "cannot read"),
        (HEADER + row(1, "a", "Entity=(e1--2-)"), 3, "from 1 to 1"),
        (HEADER + row(1, "a", "Entity=(e1--x-)"), 3, "from 1 to 1"),
        (HEADER + row(1, "a", "Entity=(e1[2/2]--1-)"), 3, "no piece 1"),
        (HEADER + row(1, "a", "Entity=(e1[1/2]--1-)"), 3, "never closes"),
        (HEADER + row(1, "a", "Entity=(e1[3/2]--1-)"), 3, "only 2"),
        (HEADER + row(1, "a", "Entity=(e1--1-kind:thing)"), 3, "unknown kind"),
        ("# global.Entity = eid\n" + row(1, "a", "Entity=(e1-person)"), 2, "declares none"),
        ("# global.Entity = eid\n" + row(1, "a", "Entity=(e1", head=2) + row(2, "b", "Entity=e1)", head=1), 2, "cycle"),
    ],
)
def test_a_malformed_file_is_refused_with_file_line_and_reason(text, line, reason):
    with pytest.raises(CorpusError, match=rf"^bad\.conllu:{line}: .*{reason}"):
        list(parse_conllu(text, "bad.conllu", "en"))


def test_each_sentence_has_the_speaker_of_its_own_comment():
    document = read("# speaker = Ola\n" + row(1, "Tak") + "\n" + row(1, "Nie"))
    assert document.speakers == ("Ola", "")
    assert read(row(1, "Tak")).speakers == ()
