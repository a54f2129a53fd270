"""``coref annotate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coref.document import Document
from corpora.conllu import read_conllu

CONLLU = """\
# newdoc id = first
# global.Entity = eid-etype-head-other
# sent_id = 1
# text = Anna śpi. Chrapie!
1\tAnna\tAnna\tPROPN\tsubst\tCase=Nom\t2\tnsubj\t_\tEntity=(e7-person-1-)
2\tśpi\tspać\tVERB\tfin\tNumber=Sing\t0\troot\t_\tSpaceAfter=No|Gloss=sleeps
3\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t_\t_

# newdoc id = second
# sent_id = 2
# text = Kot śpi
1\tKot\tkot\tNOUN\tsubst\tCase=Nom\t2\tnsubj\t_\tSomething=Else
2\tśpi\tspać\tVERB\tfin\tNumber=Sing\t0\troot\t_\t_

"""
CONLL = """\
#begin document (story); part 000
story\t0\t0\tMary\t-\t-\t-\t-\t-\t-\t-\t-\t(0)
story\t0\t1\tdid\t-\t-\t-\t-\t-\t-\t-\t-\t-
story\t0\t2\tn't\t-\t-\t-\t-\t-\t-\t-\t-\t-
story\t0\t3\tsleep\t-\t-\t-\t-\t-\t-\t-\t-\t-

#end document
"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def test_a_text_file_becomes_the_document_that_the_library_gives(run, resolver, tmp_path, out):
    text = "Anna poszła do domu.\r\n\r\nBył zamknięty. "
    result = run("annotate", write(tmp_path / "a.txt", text), "-o", out, "--language", "pl")
    assert result.exit_code == 0
    assert records(out) == [resolver(text, language="pl", id="a").to_dict()]


def test_speakers_of_sentences_are_kept(run, tmp_path, out):
    sentences = [[0, 9], [10, 14]]
    record = {"text": "Anna śpi. Tak.", "language": "pl", "sentences": sentences, "speakers": ["Jan", ""]}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    run("annotate", path, "-o", out)
    assert records(out)[0]["speakers"] == ["Jan", ""]


def test_records_keep_their_ids_languages_and_tokens(run, tmp_path, out):
    lines = [
        {"text": "Anna śpi.", "id": "x", "language": "en", "tokens": [[0, 2], [2, 4]], "more": 1},
        {"text": "Kot śpi.", "id": 7},
        {"text": ""},
    ]
    source = write(tmp_path / "in.jsonl", "\n".join(map(json.dumps, lines)))
    assert run("annotate", source, "-o", out).exit_code == 0
    first, second, third = records(out)
    assert (first["id"], first["language"], first["tokens"]) == ("x", "en", [[0, 2], [2, 4]])
    assert second["id"] == "7"
    assert third["id"] == "in:3"


def test_what_annotate_wrote_it_can_read(run, tmp_path, out):
    source = write(tmp_path / "a.txt", "Anna śpi. Kot też śpi.")
    run("annotate", source, "-o", out)
    again = tmp_path / "again.jsonl"
    assert run("annotate", out, "-o", again, "--language", "pl").exit_code == 0
    assert records(again)[0]["tokens"] == records(out)[0]["tokens"]


def test_conllu_keeps_every_column_and_comment_but_the_entities(run, tmp_path):
    out = tmp_path / "out.conllu"
    assert run("annotate", write(tmp_path / "in.conllu", CONLLU), "-o", out, "--singletons").exit_code == 0

    def bare(text: str) -> list[str]:
        """The lines without entities, headers and empty nodes."""
        rows = [line for line in text.splitlines() if "global.Entity" not in line and "." not in line.split("\t")[0]]
        rows += [line for line in text.splitlines() if line.startswith("# text")]
        return [
            "\t".join("|".join(v for v in cell.split("|") if "Entity=" not in v) or "_" for cell in row.split("\t"))
            for row in rows
        ]

    assert bare(out.read_text(encoding="utf-8")) == bare(CONLLU)
    assert "e7-person" not in out.read_text(encoding="utf-8")


def test_the_clusters_written_to_conllu_are_the_models(run, resolver, tmp_path):
    source, out = write(tmp_path / "in.conllu", CONLLU), tmp_path / "out.conllu"
    run("annotate", source, "-o", out, "--singletons", "--language", "pl")
    for given, written in zip(read_conllu(source, "pl"), read_conllu(out, "pl"), strict=True):
        expected = resolver(given.document, singletons=True)
        assert spans(written.document) == spans(expected)


def spans(document: Document) -> list[list[tuple]]:
    return [[(m.start, m.end, m.head, m.kind) for m in cluster.mentions] for cluster in document.clusters]


def test_conllu_of_several_documents_numbers_its_entities_on(run, tmp_path):
    source, out = write(tmp_path / "in.conllu", CONLLU), tmp_path / "out.conllu"
    run("annotate", source, "-o", out, "--singletons")
    first, second = out.read_text(encoding="utf-8").split("# newdoc id = second")
    assert not {part for part in first.split("(") if part.startswith("e1-")} & set(second.split("("))


def test_conll2012_keeps_its_tokens(run, tmp_path, out):
    assert run("annotate", write(tmp_path / "in.conll", CONLL), "-o", out).exit_code == 0
    (record,) = records(out)
    assert record["id"] == "story"
    assert [record["text"][start:end] for start, end in record["tokens"]] == ["Mary", "did", "n't", "sleep"]


def test_the_files_of_a_folder_are_read_in_order_and_the_output_is_not_one_of_them(run, tmp_path):
    write(tmp_path / "in" / "b.txt", "Kot.")
    write(tmp_path / "in" / "deep" / "a.txt", "Pies.")
    write(tmp_path / "in" / "notes.md", "x")
    out = tmp_path / "in" / "out.jsonl"
    for _ in range(2):
        assert run("annotate", tmp_path / "in", "-o", out).exit_code == 0
    assert [record["id"] for record in records(out)] == ["b", "a"]


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("in.jsonl", '{"text": "a"}\n{"text": 3}\nnot json\n{"no": 1}\n{"text": "b"}\n', ["in.jsonl:2", ":3", ":4"]),
        ("in.jsonl", b'{"text": "a"}\n{"text": "\\ud800"}\n{"text": "\xff"}\n{"text": "b"}\n', [":2", ":3"]),
        ("in.jsonl", '{"text": "a"}\n{"text": "b", "tokens": [[0, 9]]}\n{"text": "b"}\n', [":2"]),
        ("in.conllu", CONLLU.replace("3\t.", "x\t.") + CONLLU.replace("second", "third"), ["in.conllu:7"]),
    ],
)
def test_what_fails_is_reported_by_its_place_and_the_rest_is_annotated(run, tmp_path, out, name, content, places):
    result = run("annotate", write(tmp_path / name, content), "-o", out)
    assert result.exit_code == 1
    assert all(place in result.stderr for place in places)
    assert f"failed {len(places)}" in result.stderr
    assert len(records(out)) == (3 if name == "in.conllu" else 2)


def test_a_file_that_is_not_utf8_does_not_stop_the_others(run, tmp_path, out):
    bad, good = write(tmp_path / "bad.txt", b"a\xff"), write(tmp_path / "good.txt", "Kot.")
    result = run("annotate", bad, good, "-o", out)
    assert result.exit_code == 1
    assert "bad.txt" in result.stderr
    assert [record["id"] for record in records(out)] == ["good"]


def test_a_document_that_conllu_cannot_hold_is_reported(run, tmp_path):
    line = json.dumps({"text": "New\tYork", "tokens": [[0, 8]], "id": "spaced"})
    out = tmp_path / "out.conllu"
    result = run("annotate", write(tmp_path / "in.jsonl", f'{line}\n{{"text": "Kot.", "id": "fine"}}'), "-o", out)
    assert result.exit_code == 1
    assert "spaced" in result.stderr
    assert "newdoc id = fine" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("inputs", "output"),
    [(["a.txt"], "out.pdf"), (["a.pdf"], "out.jsonl"), (["empty"], "out.jsonl"), (["none"], "o.jsonl")],
)
def test_what_is_of_no_known_format_is_an_error_of_usage(run, tmp_path, inputs, output):
    write(tmp_path / "a.txt", "Kot."), write(tmp_path / "a.pdf", "Kot.")
    (tmp_path / "empty").mkdir()
    result = run("annotate", *(tmp_path / name for name in inputs), "-o", tmp_path / output)
    assert result.exit_code == 2
    assert not (tmp_path / output).exists()


def test_a_run_that_fails_leaves_the_earlier_output_and_no_partial_file(run, tmp_path, out):
    write(out, "earlier")
    source = write(tmp_path / "a.txt", "Kot śpi.")
    assert run("annotate", source, "-o", out, "--scheme", "none").exit_code == 2
    assert out.read_text(encoding="utf-8") == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.jsonl"]


def test_no_progress_bar_is_shown_where_there_is_no_terminal(run, tmp_path, out):
    result = run("annotate", write(tmp_path / "a.txt", "Kot."), "-o", out)
    assert result.stdout == ""
    assert result.stderr == f"{out}: annotated 1, failed 0\n"
