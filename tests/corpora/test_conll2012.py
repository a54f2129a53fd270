"""CoNLL-2012 columns, read and written."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.conll2012 import parse_conll2012
from corpora.conll2012_writer import write_conll2012

SPACES = """#begin document (nw/x/0); part 000
nw/x/0   0  0   The     DT  -  (1
nw/x/0   0  1   nurse   NN  -  1)
nw/x/0   0  2   hid     VB  -  -
nw/x/0   0  3   her     PR  -  (2|(1)
nw/x/0   0  4   keys    NN  -  2)

nw/x/0   0  0   She     PR  -  (1)
nw/x/0   0  1   left    VB  -  -

#end document
"""
LAST_COLUMN = re.compile(r"(?<=\s)\S*$")
TABS = "#begin document (novel); part 0\nnovel\t0\t0\tEmma\t_\t(7)\nnovel\t0\t1\tsmiled\t_\t\n\n#end document\n"


def read(text: str) -> Document:
    (source,) = parse_conll2012(text, "file.conll")
    return source.document


def written(*documents) -> str:
    stream = io.StringIO()
    write_conll2012(documents, stream)
    return stream.getvalue()


def texts(document: Document) -> list[list[str]]:
    return [[mention.text for mention in cluster.mentions] for cluster in document.clusters]


def bare(clusters: list[list[tuple[int, int]]], words: str = "a b c d") -> Document:
    """A document of one sentence, with clusters of mentions from token to token, both included."""
    tokens, start = [], 0
    for word in words.split():
        tokens.append((start, start + len(word)))
        start += len(word) + 1
    document = Document("d", words, "en", tuple(tokens), ((0, len(words)),))
    return document.with_clusters(
        [
            Mention(tokens[i][0], tokens[j][1], words[tokens[i][0] : tokens[j][1]], tokens[i], Kind.NOMINAL)
            for i, j in cluster
        ]
        for cluster in clusters
    )


def test_words_are_joined_by_spaces_and_sentences_by_newlines():
    document = read(SPACES)
    assert document.text == "The nurse hid her keys\nShe left"
    assert len(document.sentences) == 2
    assert document.metadata == {"genre": "nw"}


def test_nested_and_joined_brackets_are_read():
    assert texts(read(SPACES)) == [["The nurse", "her", "She"], ["her keys"]]


def test_heads_and_kinds_are_guessed():
    document = read(SPACES)
    nurse = document.clusters[0].mentions[0]
    assert document.text[slice(*nurse.head)] == "nurse"
    assert [mention.kind for mention in document.clusters[0].mentions] == [Kind.NOMINAL, Kind.PRONOUN, Kind.PRONOUN]


def test_an_empty_last_column_is_none():
    assert texts(read(TABS)) == [["Emma"]]


def test_a_later_part_is_told_by_its_id():
    assert read(TABS.replace("part 0", "part 003")).id == "novel_3"


@pytest.mark.parametrize("text", [SPACES, TABS])
def test_annotating_keeps_all_but_the_last_column(text):
    (source,) = parse_conll2012(text, "file")
    out = written(source)
    assert texts(read(out)) == texts(source.document)
    assert [LAST_COLUMN.sub("", line) for line in out.split("\n")] == [LAST_COLUMN.sub("", x) for x in text.split("\n")]


def test_annotating_with_no_clusters_empties_the_last_column_in_the_files_own_way():
    (source,) = parse_conll2012(TABS, "file")
    assert written(replace(source, document=replace(source.document, clusters=()))) == TABS.replace("(7)", "")


def test_what_is_written_is_read_back():
    document = bare([[(0, 3), (1, 2), (1, 1)], [(2, 3)], [(0, 0), (2, 2)], [(3, 3)]])
    back = read(written(document))
    assert texts(back) == texts(document)
    assert back.text == document.text


def test_a_mention_may_begin_where_another_of_its_entity_ends():
    document = bare([[(0, 1), (1, 2)]])
    assert texts(read(written(document))) == [["a b", "b c"]]


def test_crossing_mentions_of_one_cluster_are_refused():
    with pytest.raises(CorpusError, match="cross at token 1"):
        written(bare([[(0, 2), (1, 3)]]))


def test_a_mention_of_part_of_a_token_is_refused():
    part = Mention(0, 1, "a", (0, 1), Kind.NOMINAL)
    document = Document("d", "ab", "en", ((0, 2),), ((0, 2),), ()).with_clusters([[part]])
    with pytest.raises(CorpusError, match="not made of the document's tokens"):
        written(document)


def test_lines_of_another_text_are_refused():
    (source,) = parse_conll2012(TABS, "file")
    with pytest.raises(CorpusError, match="not those of its CoNLL-2012 lines"):
        written(replace(source, document=bare([])))


def test_a_token_with_white_space_is_refused():
    with pytest.raises(CorpusError, match="white space"):
        written(Document("d", "a b", "en", ((0, 3),), ((0, 3),)))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("novel 0 0 a - -\n", 1, "expected #begin document"),
        ("#end document\n", 1, "without #begin"),
        (TABS.replace("#end document\n", ""), 1, "no #end document"),
        (TABS.replace("#end document\n", "") + TABS, 5, "before the one of line 1"),
        (TABS.replace("(novel); part 0", "novel"), 1, "expected '#begin document"),
        (TABS.replace("\t(7)", "").replace("\t_", ""), 2, "at least 5 columns"),
        (TABS.replace("Emma", " "), 2, "column 4, is empty"),
        (TABS.replace("(7)", "(7"), 2, "never closes"),
        (TABS.replace("(7)", "7)"), 2, "not open"),
        (TABS.replace("(7)", "7"), 2, "not a coreference bracket"),
        (TABS.replace("(7)", "(7)|"), 2, "not a coreference bracket"),
        (TABS.replace("(7)", "((7)"), 2, "not a coreference bracket"),
    ],
)
def test_a_malformed_file_is_refused_with_file_line_and_reason(text, line, reason):
    with pytest.raises(CorpusError, match=rf"^bad\.conll:{line}: .*{reason}"):
        list(parse_conll2012(text, "bad.conll"))


def test_the_speaker_stands_in_the_tenth_column():
    rows = (f"x 0 0 {word} - - - - - {speaker} - -\n" for word, speaker in (("Yes", "Ann"), ("No", "-")))
    assert read("#begin document (x); part 0\n" + "\n".join(rows) + "\n#end document\n").speakers == ("Ann", "")
