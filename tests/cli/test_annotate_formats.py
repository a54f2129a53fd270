"""The formats that ``coref annotate`` reads and writes, and the ways in and out."""

from __future__ import annotations

import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from samples import PASSAGE_EN, PASSAGE_PL

from coref.document import Document
from coref.prepare import prepare
from corpora.brat import parse_brat, read_brat
from corpora.conll2012 import read_conll2012
from corpora.conllu import read_conllu
from corpora.csv_table import write_csv
from corpora.jsonl import read_jsonl
from corpora.parquet import require_pyarrow
from corpora.tei import read_tei
from corpora.tei_writer import write_tei

FORMATS = ["jsonl", "conllu", "conll2012", "brat", "tei", "html", "csv", "parquet"]
FILES = ["out.jsonl", "out.conllu", "out.conll", "out.zip", "out.xml", "out.html", "out.csv", "out.parquet"]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of two texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(PASSAGE_PL, encoding="utf-8")
    (folder / "b.txt").write_text(PASSAGE_EN, encoding="utf-8")
    return folder


@pytest.fixture
def short_texts(tmp_path: Path) -> Path:
    """A folder of two texts in which no mentions can cross, which CoNLL-2012 could not hold."""
    folder = tmp_path / "short"
    folder.mkdir()
    (folder / "a.txt").write_text("Anna śpi.", encoding="utf-8")
    (folder / "b.txt").write_text("Mary sleeps.", encoding="utf-8")
    return folder


@pytest.fixture
def expected(resolver) -> list[Document]:
    """What the library says of them."""
    return [resolver(PASSAGE_PL, id="a"), resolver(PASSAGE_EN, id="b")]


def spans(document: Document) -> list[list[tuple]]:
    return sorted([(document.text[m.start : m.end], m.kind) for m in cluster.mentions] for cluster in document.clusters)


def skip_without_pyarrow(name: str) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")


def test_conllu_has_the_librarys_clusters(run, texts, expected, tmp_path):
    assert run("annotate", texts, "-o", tmp_path / "out.conllu").exit_code == 0
    assert [spans(read.document) for read in read_conllu(tmp_path / "out.conllu", "pl")] == list(map(spans, expected))


def test_tei_has_the_librarys_documents(run, texts, expected, tmp_path):
    assert run("annotate", texts, "-o", tmp_path / "out.xml").exit_code == 0
    for read, given in zip(read_tei(tmp_path / "out.xml", "pl"), expected, strict=True):
        assert (read.id, read.text, read.tokens, read.clusters) == (given.id, given.text, given.tokens, given.clusters)


def test_brat_has_the_librarys_clusters(run, texts, expected, tmp_path):
    assert run("annotate", texts, "-o", tmp_path / "out.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        for given in expected:
            text, annotations = (archive.read(f"{given.id}.{ending}").decode() for ending in ("txt", "ann"))
            read = parse_brat(text, annotations, "x", lambda text, id: prepare(text, language="pl"))
            assert read.text == given.text
            assert read.clusters == given.clusters


def test_conll2012_keeps_the_columns_of_conll2012(run, tmp_path):
    source, out = tmp_path / "in.conll", tmp_path / "out.conll"
    row = "s\t0\t{}\t{}\tNNP\t*\t-\t-\t-\tAnn\t*\t-\t-\n"
    rows = "".join(row.format(index, word) for index, word in enumerate(["Mary", "lost", "her", "keys"]))
    source.write_text(f"#begin document (s); part 003\n{rows}\n#end document\n", encoding="utf-8")
    assert run("annotate", source, "-o", out, "--singletons").exit_code == 0
    written = out.read_text(encoding="utf-8").splitlines()
    assert written[0] == "#begin document (s); part 003"
    assert [line.split("\t")[:-1] for line in written[1:5]] == [line.split("\t")[:-1] for line in rows.splitlines()]
    assert [read.document.id for read in read_conll2012(out)] == ["s_3"]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_tables_have_a_row_for_each_mention(run, texts, expected, tmp_path, name):
    skip_without_pyarrow(name)
    assert run("annotate", texts, "-o", tmp_path / name).exit_code == 0
    stream = io.StringIO(newline="")
    write_csv(expected, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    if name == "out.csv":
        assert list(csv.DictReader((tmp_path / name).open(encoding="utf-8", newline=""))) == rows
    else:
        read = require_pyarrow().parquet.read_table(tmp_path / name).to_pylist()
        assert [(row["document"], str(row["start"]), row["text"]) for row in read] == [
            (row["document"], row["start"], row["text"]) for row in rows
        ]


@pytest.mark.parametrize(("format", "name"), list(zip(FORMATS, FILES, strict=True)))
def test_a_format_by_name_is_that_by_ending(run, short_texts, tmp_path, format, name):
    skip_without_pyarrow(name)
    assert run("annotate", short_texts, "-o", tmp_path / name).exit_code == 0
    assert run("annotate", short_texts, "-o", tmp_path / "other", "--to", format).exit_code == 0
    assert (tmp_path / "other").read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize(("format", "name"), list(zip(FORMATS, FILES, strict=True)))
def test_a_folder_gets_a_file_for_each_document(run, short_texts, tmp_path, format, name):
    skip_without_pyarrow(name)
    assert run("annotate", short_texts, "-o", f"{tmp_path / 'out'}/", "--to", format).exit_code == 0
    endings = [".ann", ".txt"] if format == "brat" else [Path(name).suffix]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [s + e for s in "ab" for e in endings]
    assert not any(path.name.startswith("out.") for path in tmp_path.iterdir())


def test_a_folder_holds_what_the_library_says(run, texts, expected, tmp_path):
    (tmp_path / "out").mkdir()
    run("annotate", texts, "-o", tmp_path / "out", "--to", "jsonl")
    assert [next(read_jsonl(tmp_path / "out" / f"{name}.jsonl")) for name in "ab"] == expected


def test_documents_of_one_name_get_files_of_their_own(run, tmp_path):
    lines = [{"text": "Anna śpi.", "id": "x/y"}, {"text": "Jan śpi.", "id": "x/y"}, {"text": "Ewa śpi.", "id": "X_Y"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("annotate", tmp_path / "in.jsonl", "-o", f"{tmp_path / 'out'}/", "--to", "jsonl")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["X_Y-3.jsonl", "x_y-2.jsonl", "x_y.jsonl"]


def test_a_text_goes_through_pipes(run, resolver):
    result = run("annotate", "-", "--from", "txt", "-o", "-", stdin=PASSAGE_PL.encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout) == resolver(PASSAGE_PL, id="stdin").to_dict()
    assert result.stderr == "-: annotated 1, failed 0\n"


@pytest.mark.parametrize("format", ["conllu", "conll2012", "tei", "html", "csv"])
def test_standard_output_is_what_a_file_would_be(run, short_texts, tmp_path, format):
    run("annotate", short_texts, "-o", tmp_path / "out", "--to", format)
    result = run("annotate", short_texts, "-o", "-", "--to", format)
    assert result.stdout_bytes == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("format", ["jsonl", "conllu", "conll2012", "tei", "csv"])
def test_standard_input_is_read_as_a_file_is(run, expected, tmp_path, format):
    source = tmp_path / "stdin"
    content = {
        "jsonl": '{"text": "Anna śpi."}\n',
        "conllu": "# newdoc id = d\n1\tAnna\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
        "conll2012": "#begin document (d); part 000\nd\t0\t0\tAnna\t-\n\n#end document\n",
        "tei": tei_of(expected),
        "csv": "text,language\nAnna śpi.,pl\n",
    }[format]
    source.write_text(content, encoding="utf-8")
    run("annotate", source, "-o", tmp_path / "out.jsonl", "--from", format, "--singletons")
    result = run("annotate", "-", "-o", "-", "--from", format, "--singletons", stdin=content.encode())
    assert result.exit_code == 0
    assert result.stdout == (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def tei_of(documents: list[Document]) -> str:
    stream = io.StringIO()
    write_tei(documents, stream)
    return stream.getvalue()


def test_tei_keeps_its_tokens_ids_and_languages(run, expected, tmp_path):
    (tmp_path / "in.tei").write_text(tei_of(expected), encoding="utf-8")
    assert run("annotate", tmp_path / "in.tei", "-o", tmp_path / "out.jsonl").exit_code == 0
    for read, given in zip(read_jsonl(tmp_path / "out.jsonl"), expected, strict=True):
        assert (read.id, read.language, read.tokens, read.clusters) == (
            given.id,
            given.language,
            given.tokens,
            given.clusters,
        )


def test_of_a_brat_document_in_a_folder_the_text_is_read_once(run, texts, tmp_path):
    (texts / "a.ann").write_text("T1\tName 0 4\tZnam\n", encoding="utf-8")
    assert run("annotate", texts, "-o", f"{tmp_path / 'out'}/", "--to", "brat").exit_code == 0
    read = read_brat(tmp_path / "out" / "a.ann", lambda text, id: prepare(text, id=id))
    assert read.text == PASSAGE_PL
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_other_fields_of_records_are_kept(run, tmp_path):
    record = {"text": "Anna śpi.", "id": "x", "year": 1999, "tags": ["a", {"b": None}], "metadata": {"genre": "news"}}
    (tmp_path / "in.jsonl").write_text(json.dumps(record | {"clusters": [1]}) + "\n", encoding="utf-8")
    run("annotate", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    written = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert {key: written[key] for key in ("text", "id", "year", "tags")} == {
        k: v for k, v in record.items() if k != "metadata"
    }
    assert written["metadata"] == {"genre": "news", "language_confidence": written["metadata"]["language_confidence"]}
    assert written["clusters"] != [1]


def test_the_columns_of_a_table_are_kept_and_name_id_and_language(run, tmp_path):
    (tmp_path / "in.csv").write_text("id,text,language,year\n7,Anna śpi.,en,1999\n,Jan śpi.,,2000\n", encoding="utf-8")
    assert run("annotate", tmp_path / "in.csv", "-o", tmp_path / "out.jsonl").exit_code == 0
    lines = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert [(line["id"], line["language"], line["year"]) for line in lines] == [
        ("7", "en", "1999"),
        ("in:3", "pl", "2000"),
    ]


def test_a_parquet_table_is_read_with_its_other_columns(run, tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    table = pyarrow.table({"text": ["Anna śpi.", None], "id": [7, 8], "day": [datetime.date(2020, 1, 2)] * 2})
    require_pyarrow().parquet.write_table(table, tmp_path / "in.parquet")
    result = run("annotate", tmp_path / "in.parquet", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "in.parquet: row 2: text" in result.stderr
    (line,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (line["id"], line["day"]) == ("7", "2020-01-02")


def test_patterns_are_expanded_in_order(run, texts, tmp_path):
    (texts / "deep").mkdir()
    (texts / "deep" / "c.txt").write_text("Kot.", encoding="utf-8")
    assert run("annotate", texts / "**" / "*.txt", "-o", tmp_path / "out.jsonl").exit_code == 0
    assert [document.id for document in read_jsonl(tmp_path / "out.jsonl")] == ["a", "b", "c"]


def test_a_file_of_any_name_is_read_in_the_format_said(run, tmp_path):
    (tmp_path / "notes.md").write_text("Anna śpi.", encoding="utf-8")
    assert run("annotate", tmp_path / "notes.md", "-o", tmp_path / "out.jsonl", "--from", "txt").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("bad.jsonl", b'{"text": 1}\n', "bad.jsonl:1"),
        ("bad.conllu", b"1\tAnna\n", "bad.conllu:1"),
        ("bad.conll", b"#begin document (d); part 000\nd\n#end document\n", "bad.conll:2"),
        ("bad.xml", b"<TEI>\n<text></TEI>", "bad.xml:2"),
        ("bad.csv", b"words\nAnna\n", "bad.csv:1"),
        ("bad.ann", b"", "bad.txt"),
        ("bad.parquet", b"PAR1", "bad.parquet"),
        ("bad.txt", b"\xff", "bad.txt:1"),
    ],
)
def test_what_is_malformed_is_in_the_file_of_errors_and_the_rest_is_annotated(
    run, texts, tmp_path, name, content, place
):
    skip_without_pyarrow(name)
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out.jsonl"
    result = run("annotate", tmp_path / name, texts, "-o", out)
    assert result.exit_code == 1
    errors = tmp_path / "out.jsonl.errors.jsonl"
    (record,) = map(json.loads, errors.read_text(encoding="utf-8").splitlines())
    assert place in record["error"]
    assert name in record["source"]
    assert record["error"] in result.stderr
    assert len(list(read_jsonl(out))) == 2
    assert run("annotate", texts, "-o", out).exit_code == 0
    assert not errors.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-", "-o", "-"], "say --from"),
        (["-", "--from", "brat", "-o", "-"], "cannot be read from standard input"),
        (["-", "--from", "parquet", "-o", "-"], "cannot be read from standard input"),
        (["{texts}", "-o", "-", "--to", "brat"], "cannot be written to standard output"),
        (["{texts}", "-o", "-", "--to", "parquet"], "cannot be written to standard output"),
        (["{texts}", "-o", "-", "--resume"], "--resume needs an output file"),
        (["{texts}", "-o", "{texts}/out/"], "say --to"),
        (["{texts}", "-o", "{texts}/none/out.jsonl"], "cannot be written"),
        (["{texts}/x*", "-o", "{texts}/out.jsonl"], "no such file or folder"),
        (["{texts}", "-o", "{texts}/out.jsonl", "--from", "csv"], "no file in this folder ends in .csv"),
        (["{texts}", "-o", "{texts}/out.jsonl", "--from", "html"], "Invalid value"),
        (["{texts}", "-o", "{texts}/out.jsonl", "--workers", "0"], "Invalid value"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_usage_that_says_what_to_do(run, texts, arguments, reason):
    skip_without_pyarrow(" ".join(arguments))
    result = run("annotate", *(argument.format(texts=texts) for argument in arguments), stdin=b"")
    assert result.exit_code == 2
    assert reason in " ".join(result.stderr.split())
    assert sorted(path.name for path in texts.iterdir()) == ["a.txt", "b.txt"]


def test_a_reader_that_leaves_the_pipe_ends_the_run_without_a_traceback(tiny_model):
    with subprocess.Popen(
        [sys.executable, "-m", "coref", "annotate", "-", "--from", "jsonl", "-o", "-", "--model", tiny_model],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.close()
        _, errors = process.communicate(b'{"text": "Anna."}\n' * 40)
    assert process.returncode == 1
    assert b"Traceback" not in errors
