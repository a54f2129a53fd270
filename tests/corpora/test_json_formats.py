"""JSON lines: our own, the Polish corpus's and PreCo's; GAP's tab-separated values; plain text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import malformed
import pytest
from samples import POLISH_RECORD

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.gap import read_gap
from corpora.jsonl import read_jsonl, read_records, write_jsonl
from corpora.plain import read_text
from corpora.polish import read_polish
from corpora.preco import read_preco

PRECO = {
    "id": "p",
    "sentences": [["The", " ", "dog", "barked", "."], ["It", "slept", "."]],
    "mention_clusters": [[[0, 0, 3], [1, 0, 1]]],
}
GAP_HEADER = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".replace(" ", "\t")
GAP_ROW = "t-1\tIda met Eve when she left.\tshe\t17\tIda\t0\tTRUE\tEve\t8\tFALSE\thttps://example.org"


def lines_file(folder: Path, *lines: object) -> Path:
    path = folder / "file.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n", "utf-8")
    return path


def test_documents_are_read_back_as_they_were_written(tmp_path):
    name = Mention(0, 3, "Żuk", (0, 3), Kind.NAME, 0.5)
    document = Document("d", "Żuk śpi", "pl", ((0, 3), (4, 7)), ((0, 7),), metadata={"genre": "x"}).with_clusters(
        [[name]]
    )
    stream = io.StringIO()
    write_jsonl([document, document], stream)
    path = tmp_path / "d.jsonl"
    path.write_text(stream.getvalue(), "utf-8")
    assert list(read_jsonl(path)) == [document, document]
    assert "Żuk" in stream.getvalue()


def test_records_come_with_their_line_numbers(tmp_path):
    assert list(read_records(lines_file(tmp_path, {"a": 1}, "", {"b": 2}))) == [(1, {"a": 1}), (3, {"b": 2})]


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "not JSON"), ("[1]", "expected a JSON object"), ('{"id": 1}', "missing")]
)
def test_a_bad_line_is_refused_with_its_number(tmp_path, line, reason):
    with pytest.raises(CorpusError, match=rf"file\.jsonl:2: .*{reason}"):
        list(read_jsonl(lines_file(tmp_path, "", line)))


def test_the_polish_form_is_read_with_kinds_and_metadata(tmp_path):
    (document,) = read_polish(lines_file(tmp_path, POLISH_RECORD))
    assert [[(m.text, m.kind) for m in cluster.mentions] for cluster in document.clusters] == [
        [("Łucja", Kind.NAME), ("lekarką", Kind.PREDICATE), ("Mieszka", Kind.ZERO)],
        [("nim", Kind.PRONOUN)],
    ]
    assert document.sentences == ((0, 19), (20, 34))
    assert document.metadata == {"genre": "wiki", "source": "written for a test"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "short"}, "expected a non-empty span"),
        ({"text": 7}, "wrong form"),
        ({"sentences": [[[0, "5"]]]}, "whole number"),
        ({"sentences": [[[0, 5, 6]]]}, "wrong form"),
        ({"clusters": [[{"start": 0, "end": 5, "head": [0, 4], "kind": "overt"}]]}, "not a token"),
        ({"clusters": [[{"start": 0, "end": 5, "head": [6, 10], "kind": "overt"}]]}, "not inside"),
        ({"clusters": [[{"start": 0, "end": 99, "head": [0, 5], "kind": "overt"}]]}, "outside the text"),
        ({"clusters": [[{"start": 0, "end": 5, "head": [0, 5], "kind": "odd"}]]}, "wrong form"),
        ({"clusters": [[{"start": 0, "head": [0, 5], "kind": "overt"}]]}, "'end' is missing"),
        ({"clusters": [[]]}, "wrong form"),
        ({"clusters": [["x"]]}, "wrong form"),
        ({"clusters": 3}, "wrong form"),
    ],
)
def test_a_malformed_polish_record_is_refused_with_its_line(tmp_path, change, reason):
    with pytest.raises(CorpusError, match=rf"file\.jsonl:2: .*{reason}"):
        list(read_polish(lines_file(tmp_path, POLISH_RECORD, POLISH_RECORD | change)))


@pytest.mark.parametrize("field", ["id", "text", "language", "sentences", "clusters"])
def test_a_polish_record_needs_every_field(tmp_path, field):
    record = {key: value for key, value in POLISH_RECORD.items() if key != field}
    with pytest.raises(CorpusError, match=f"the field '{field}' is missing"):
        list(read_polish(lines_file(tmp_path, record)))


def test_preco_is_read_without_its_empty_words(tmp_path):
    (document,) = read_preco(lines_file(tmp_path, PRECO))
    assert document.text == "The dog barked .\nIt slept ."
    assert [m.text for m in document.clusters[0].mentions] == ["The dog", "It"]


@pytest.mark.parametrize("position", [[0, 0, 9], [2, 0, 1], [0, 1, 2], [0, 2, 2], [0, 0], "abc"])
def test_a_preco_mention_outside_its_sentence_is_refused(tmp_path, position):
    with pytest.raises(CorpusError, match=r"file\.jsonl:1: "):
        list(read_preco(lines_file(tmp_path, PRECO | {"mention_clusters": [[position]]})))


def test_gap_rows_are_read_as_spans(tmp_path):
    (example,) = read_gap(lines_file(tmp_path, GAP_HEADER, GAP_ROW))
    assert [example.text[slice(*span)] for span in (example.pronoun, example.a, example.b)] == ["she", "Ida", "Eve"]
    assert (example.a_corefers, example.b_corefers) == (True, False)


@pytest.mark.parametrize("content", malformed.GAP.bad)
def test_a_malformed_gap_file_is_refused_with_its_line(tmp_path, content):
    (tmp_path / "gap.tsv").write_bytes(content)
    with pytest.raises(CorpusError, match=r"gap\.tsv:[123]: .{8,}"):
        list(read_gap(tmp_path / "gap.tsv"))


@pytest.mark.parametrize(
    ("old", "new", "reason"), [("17", "18", "not at offset 18"), ("FALSE", "MAYBE", "expected TRUE or FALSE")]
)
def test_a_malformed_gap_row_is_told_what_is_wrong(tmp_path, old, new, reason):
    with pytest.raises(CorpusError, match=rf"file\.jsonl:2: .*{reason}"):
        list(read_gap(lines_file(tmp_path, GAP_HEADER, GAP_ROW.replace(old, new))))


def test_a_byte_order_mark_is_dropped_and_line_ends_are_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffŻuk\r\nśpi".encode())
    assert read_text(path) == "Żuk\r\nśpi"


@pytest.mark.parametrize(("data", "position"), [(b"a\nb\xff", 3), (b"\xef\xbb\xbfa\n\xc5", 5)])
def test_bytes_that_are_not_utf8_are_refused_with_line_and_position(tmp_path, data, position):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=rf"a\.txt:2: byte 0x\w\w at position {position} is not UTF-8"):
        read_text(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"none\.txt: cannot be read: No such file"):
        read_text(tmp_path / "none.txt")
