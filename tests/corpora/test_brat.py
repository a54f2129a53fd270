"""BRAT standoff."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from drawn import damaged, documents
from hypothesis import given

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from coref.prepare import prepare
from corpora.brat import parse_brat, read_brat
from corpora.brat_writer import format_brat, write_brat_zip

TEXT = "Anna śpi. Jej brat Jan też.\nOna chrapie."
ANN = """\
T1\tName 0 4\tAnna
#1\tAnnotatorNotes T1\thead 0 4; score 0.75
T2\tPerson 10 13\tJej
T3\tPerson 10 18;19 22\tJej brat Jan
T4\tPronoun 28 31\tOna
*\tEquiv T1 T2
R1\tCoref Arg1:T4 Arg2:T2
R2\tFamily Arg1:T3 Arg2:T1
A1\tConfidence T1 High
"""


def divide(text: str, id: str) -> Document:
    return prepare(text, language="pl", id=id)


def read(annotations: str, text: str = TEXT) -> Document:
    return parse_brat(text, annotations, "story.ann", divide)


def test_equivalences_and_relations_make_entities_and_other_relations_do_not():
    clusters = [[m.text for m in cluster.mentions] for cluster in read(ANN).clusters]
    assert clusters == [["Anna", "Jej", "Ona"], ["Jej brat Jan"]]


def test_a_type_that_is_no_kind_has_its_kind_and_head_guessed():
    possessive, phrase = (read(ANN).clusters[index].mentions[1 - index] for index in (0, 1))
    assert (possessive.kind, phrase.kind, phrase.text[-3:]) == (Kind.PRONOUN, Kind.NAME, "Jan")
    assert TEXT[slice(*phrase.head)] in {"brat", "Jan"}


def test_a_note_gives_head_and_probability():
    mention = read(ANN).clusters[0].mentions[0]
    assert (mention.head, mention.score) == ((0, 4), 0.75)


def test_pieces_around_a_line_break_are_one():
    assert read("T1\tName 19 27;28 31\tJan też. Ona\n").clusters[0].mentions[0].parts == ()


def test_a_file_is_read_with_the_text_beside_it(tmp_path):
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "story.ann").write_text(ANN, encoding="utf-8")
    document = read_brat(tmp_path / "story.ann", divide)
    assert (document.id, document.text, len(document.clusters)) == ("story", TEXT, 2)


def test_a_file_without_its_text_is_refused(tmp_path):
    (tmp_path / "story.ann").write_text(ANN, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"story\.txt: cannot be read"):
        read_brat(tmp_path / "story.ann", divide)


def without_white_gaps(document: Document) -> Document:
    """Mentions whose pieces have only white space between them as one piece: BRAT cannot tell them apart."""

    def joined(mention: Mention) -> Mention:
        parts: list[tuple[int, int]] = []
        for start, end in mention.parts:
            if parts and not document.text[parts[-1][1] : start].strip():
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((start, end))
        return Mention(
            mention.start,
            mention.end,
            mention.text,
            mention.head,
            mention.kind,
            mention.score,
            tuple(parts) if len(parts) > 1 else (),
        )

    return document.with_clusters([joined(mention) for mention in cluster.mentions] for cluster in document.clusters)


@given(documents())
def test_what_was_written_is_read_back(document):
    def same(text: str, id: str) -> Document:
        return Document(document.id, text, document.language, document.tokens, document.sentences)

    assert parse_brat(document.text, format_brat(document), "written.ann", same) == without_white_gaps(document)


@given(documents())
def test_every_line_of_a_mention_says_its_text_by_brats_own_rule(document):
    """BRAT joins the pieces by spaces, and lets none run over a line break."""
    for line in format_brat(document).split("\n"):
        if line.startswith("T"):
            _, bound, said = line.split("\t", 2)
            pieces = [tuple(map(int, piece.split())) for piece in bound.partition(" ")[2].split(";")]
            assert said == " ".join(document.text[start:end] for start, end in pieces)
            assert not any("\n" in document.text[start:end] for start, end in pieces)


@given(damaged(ANN, "TR*#A0123456789 \t\n;:.-é"))
def test_a_damaged_file_is_read_or_refused_with_its_line(annotations):
    try:
        read(annotations)
    except CorpusError as error:
        assert re.match(r"story\.ann:\d+: ", str(error))


def test_an_archive_has_two_files_a_document_with_names_that_differ():
    stream = io.BytesIO()
    write_brat_zip([read(ANN), read(ANN)], stream)
    with zipfile.ZipFile(stream) as archive:
        assert archive.namelist() == ["story.ann", "story.txt", "story-2.ann", "story-2.txt"]
        assert archive.read("story-2.txt").decode() == TEXT


@pytest.mark.parametrize(
    ("line", "replacement", "at", "reason"),
    [
        (1, "T1\tName 0 4", 1, "between tabs"),
        (1, "T1 Name 0 4 Anna", 1, "between tabs"),
        (1, "T1\tName 0\tAnna", 1, "type with offsets"),
        (1, "T1\tName 0 x\tAnna", 1, "type with offsets"),
        (1, "T1\tName -1 4\tAnna", 1, "type with offsets"),
        (1, "T1\t0 4\tAnna", 1, "type with offsets"),
        (1, "T1\tName 0 4;\tAnna", 1, "type with offsets"),
        (1, "T1\tName 0,4\tAnna", 1, "type with offsets"),
        (1, "T1\tName 4 4\t", 1, "empty, out of order"),
        (1, "T1\tName 4 0\tAnna", 1, "empty, out of order"),
        (1, "T1\tName 0 4;2 5\tAnna na ", 1, "empty, out of order"),
        (1, "T1\tName 0 400\tAnna", 1, "beyond the text"),
        (1, "T1\tName 1 5\tAnna", 1, "but the text there is"),
        (1, "T1\tName 0 4\tEwa", 1, "but the text there is"),
        (1, "T2\tName 0 4\tAnna", 3, "there already, in line 1"),
        (1, "", 2, "no mention T1"),
        (2, "#1\tAnnotatorNotes T1\thead 5 8", 2, "not inside"),
        (2, "#1\tAnnotatorNotes T9\thead 0 4", 2, "no mention T9"),
        (6, "*\tEquiv T1 T9", 6, "no mention T9"),
        (6, "*\tEquiv T1", 6, "two mentions"),
        (6, "* Equiv T1 T2", 6, "two mentions"),
        (6, "*", 6, "two mentions"),
        (7, "R1\tCoref Arg1:T4 Arg2:T9", 7, "no mention T9"),
        (7, "R1\tCoref Arg1:T4", 7, "expected a relation"),
        (7, "R1\tCoref T4 T2", 7, "expected a relation"),
        (7, "R1 Coref Arg1:T4 Arg2:T2", 7, "expected a relation"),
        (9, "?", 9, "expected an annotation"),
        (9, "Anna", 9, "expected an annotation"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(line, replacement, at, reason):
    lines = ANN.split("\n")
    lines[line - 1] = replacement
    with pytest.raises(CorpusError, match=rf"^story\.ann:{at}: .*{re.escape(reason)}"):
        read("\n".join(lines))
