"""Tables: CSV and Parquet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from drawn import damaged, documents
from hypothesis import given, settings
from hypothesis import strategies as st

from coref.errors import CorpusError
from corpora.csv_table import parse_csv, write_csv
from corpora.mention_rows import mention_rows
from corpora.parquet import read_parquet, require_pyarrow, write_parquet

TABLE = 'id,text,language\r\n1,"Anna ""śpi"",\r\na Jan nie.",pl\r\n\r\n2,Kot,\r\n'


@given(st.lists(documents(), max_size=3))
def test_csv_has_a_row_for_each_mention_that_says_its_text(written):
    stream = io.StringIO(newline="")
    write_csv(written, stream)
    stream.seek(0)
    rows = list(csv.DictReader(stream))
    expected = [row for document in written for row in mention_rows(document)]
    assert [(row["document"], int(row["cluster"]), row["kind"], row["parts"]) for row in rows] == [
        (row.document, row.cluster, row.kind, row.parts) for row in expected
    ]
    texts = {document.id: document.text for document in reversed(written)}
    for row, original in zip(rows, expected, strict=True):
        assert row["text"] == original.text
        assert float(row["score"]) == original.score if row["score"] else original.score is None
        if [document.id for document in written].count(row["document"]) == 1:
            assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]


@given(st.lists(documents(), max_size=3))
@settings(max_examples=25)
def test_parquet_has_the_same_rows(written):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    stream = io.BytesIO()
    write_parquet(written, stream)
    stream.seek(0)
    rows = pq.read_table(stream).to_pylist()
    assert [tuple(row.values()) for row in rows] == [row for document in written for row in mention_rows(document)]


def test_a_table_of_texts_is_read_by_its_header_with_the_lines_on_which_rows_end():
    assert list(parse_csv(TABLE, "t.csv")) == [
        (3, {"id": "1", "text": 'Anna "śpi",\r\na Jan nie.', "language": "pl"}),
        (5, {"id": "2", "text": "Kot", "language": ""}),
    ]


def test_a_text_may_be_as_long_as_a_novel():
    text = "a " * 200_000
    assert list(parse_csv(f'text\n"{text}"\n', "t.csv")) == [(2, {"text": text})]


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        (TABLE, "", 1, "no header"),
        (TABLE, "\n\n", 1, "no header"),
        ("text", "texts", 1, "no column 'text'"),
        ("text", "Text", 1, "no column 'text'"),
        ("text", "text;", 1, "no column 'text'"),
        ("text", " text", 1, "no column 'text'"),
        ("id,text,language", "id;text;language", 1, "no column 'text'"),
        ("id,text,language", "id\ttext\tlanguage", 1, "no column 'text'"),
        ("id,text", "id,", 1, "no column 'text'"),
        ("language", "id", 1, "names id twice"),
        ("language", "text", 1, "names text twice"),
        ("id,text,language", "text,text,text", 1, "names text twice"),
        ("2,Kot,", "2,Kot", 5, "this row has 2"),
        ("2,Kot,", "2", 5, "this row has 1"),
        ("2,Kot,", "2,Kot,,", 5, "this row has 4"),
        ("2,Kot,", "2,Kot, śpi,pl", 5, "this row has 4"),
        ("2,Kot,", ",", 5, "this row has 2"),
        ("Kot", '"Kot', 5, "not CSV"),
        ("Kot", '"Kot"x', 5, "not CSV"),
        ("Kot", '"Kot" ', 5, "not CSV"),
        ('""śpi""', '"śpi"', 2, "not CSV"),
        ('nie."', "nie.", 5, "not CSV"),
        ("2,Kot,\r\n", '2,Kot,"', 5, "not CSV"),
    ],
)
def test_a_malformed_csv_file_is_refused_with_its_line(old, new, at, reason):
    with pytest.raises(CorpusError, match=rf"^t\.csv:{at}: .*{re.escape(reason)}"):
        list(parse_csv(TABLE.replace(old, new, 1), "t.csv"))


@given(damaged(TABLE, '",\r\n\0 xé'))
def test_a_damaged_csv_file_is_read_or_refused_with_its_line(text):
    try:
        list(parse_csv(text, "t.csv"))
    except CorpusError as error:
        assert re.match(r"t\.csv:\d+: ", str(error))


def parquet_bytes(**columns: list) -> bytes:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    stream = io.BytesIO()
    require_pyarrow().parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_a_parquet_table_of_texts_is_read_with_the_numbers_of_its_rows(tmp_path):
    path = tmp_path / "t.parquet"
    path.write_bytes(parquet_bytes(id=[7, 8], text=["Anna", None]))
    assert list(read_parquet(path)) == [(1, {"id": 7, "text": "Anna"}), (2, {"id": 8, "text": None})]


def test_a_parquet_table_without_texts_is_refused(tmp_path):
    path = tmp_path / "t.parquet"
    path.write_bytes(parquet_bytes(id=[7]))
    with pytest.raises(CorpusError, match=r"t\.parquet: the table has no column 'text'"):
        list(read_parquet(path))


@pytest.mark.parametrize("keep", range(0, 100, 5))
def test_a_parquet_file_that_is_cut_short_is_refused(tmp_path, keep):
    data = parquet_bytes(text=["Anna śpi."] * 50)
    path = tmp_path / "t.parquet"
    path.write_bytes(data[: len(data) * keep // 100])
    with pytest.raises(CorpusError, match=r"t\.parquet: not a readable Parquet file"):
        list(read_parquet(path))
