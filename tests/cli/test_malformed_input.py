"""Twenty malformed files and more of each format among good ones: every one is named, no good one is lost."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import malformed
import pytest
from malformed import Spoilt

from corpora.jsonl import read_jsonl

ANNOTATED = {
    "txt": malformed.TEXT,
    "jsonl": malformed.JSONL,
    "conllu": malformed.CONLLU_ROWS,
    "conll": malformed.CONLL2012,
    "xml": malformed.TEI_TEXT,
    "csv": malformed.CSV,
}
CONVERTED = {
    "conllu": malformed.CONLLU_ROWS,
    "conllu, entities": malformed.CONLLU_ENTITIES,
    "conll2012": malformed.CONLL2012,
    "tei": malformed.TEI_TEXT,
    "tei, mentions": malformed.TEI_MENTIONS,
    "brat": malformed.BRAT,
    "jsonl": malformed.DOCUMENTS,
    "preco": malformed.PRECO,
}
GOOD = ("0-first", "zz-last")


def put(folder: Path, ending: str, spoilt: Spoilt) -> list[str]:
    """Write the bad versions between two good ones; returns the names of the bad."""
    assert len(spoilt.bad) >= 20
    folder.mkdir(parents=True)
    for name in GOOD:
        (folder / f"{name}.{ending}").write_bytes(spoilt.good.encode())
    names = [f"bad{number:02}" for number in range(len(spoilt.bad))]
    for name, content in zip(names, spoilt.bad, strict=True):
        (folder / f"{name}.{ending}").write_bytes(content)
    return names


def check_errors(errors: list[str], folder: Path, names: list[str], ending: str) -> None:
    """One error for each bad file, which says its name, a line, and something more."""
    for name, error in zip(names, errors, strict=True):
        assert re.search(rf"^{re.escape(str(folder / name))}\.{ending}:\d+: .{{8,}}", error), error


@pytest.mark.parametrize("ending", ANNOTATED)
def test_annotate_names_file_and_line_and_goes_on(run, tmp_path, ending):
    names = put(tmp_path / "in", ending, ANNOTATED[ending])
    out = tmp_path / "out.jsonl"
    result = run("annotate", tmp_path / "in" / f"*.{ending}", "-o", out, "--language", "en")
    assert result.exit_code == 1
    with Path(f"{out}.errors.jsonl").open(encoding="utf-8") as stream:
        check_errors([json.loads(line)["error"] for line in stream], tmp_path / "in", names, ending)
    documents = list(read_jsonl(out))
    in_each = 2 if ending == "csv" else 1
    first, last = documents[:in_each], documents[-in_each:]
    assert [document.text for document in first] == [document.text for document in last]
    assert f"failed {len(names)}" in result.stderr


@pytest.mark.parametrize("kind", CONVERTED)
def test_convert_names_file_and_line_and_goes_on(run, tmp_path, monkeypatch, kind):
    format = kind.partition(",")[0]
    ending = {"brat": "ann"}.get(format, format)
    folder = tmp_path / "corpora" / "spoilt"
    names = put(folder, ending, CONVERTED[kind])
    if format == "brat":
        for name in (*GOOD, *names):
            (folder / f"{name}.txt").write_text(malformed.TEXT.good, encoding="utf-8")
    (folder / "corpus.toml").write_text(
        f'language = "en"\nformat = "{format}"\nscheme = "gum"\nhas_singletons = true\n'
        f'splits = {{ dev = "*.{ending}" }}\n'
    )
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    result = run("corpora", "convert", "spoilt", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    *errors, summary = result.stderr.splitlines()
    check_errors(errors, folder, names, ending)
    assert summary.endswith(f"written 2, failed {len(names)}")
    first, last = read_jsonl(tmp_path / "out.jsonl")
    assert first.clusters == last.clusters != ()


@pytest.mark.parametrize("content", malformed.TEXT.bad[:3])
def test_the_text_of_a_brat_document_is_named_too(run, tmp_path, content):
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(content)
    result = run("annotate", tmp_path / "a.ann", "-o", tmp_path / "out.jsonl")
    assert re.search(r"a\.txt:1: byte 0x", result.stderr)


def parquet(**columns: list) -> bytes:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_annotate_names_file_and_row_of_parquet_and_goes_on(run, tmp_path):
    good = parquet(text=["Ann sleeps."])
    cut = tuple(good[: len(good) * share // 100] for share in range(0, 100, 7))
    spoilt = tuple(good[:at] + b"\xff" * 8 + good[at + 8 :] for at in (0, 20, len(good) - 8))
    tables = (parquet(words=["Ann"]), parquet(text=[1]), parquet(text=[None]), parquet(text=[b"\xff"]))
    names = put(tmp_path / "in", "parquet", Spoilt("", (*cut, *spoilt, *tables)))
    for name in GOOD:
        (tmp_path / "in" / f"{name}.parquet").write_bytes(good)
    out = tmp_path / "out.jsonl"
    assert run("annotate", tmp_path / "in" / "*.parquet", "-o", out).exit_code == 1
    with Path(f"{out}.errors.jsonl").open(encoding="utf-8") as stream:
        errors = [json.loads(line)["error"] for line in stream]
    for name, error in zip(names, errors, strict=True):
        assert re.search(rf"{name}\.parquet: .{{8,}}", error), error
    assert all(": row 1: " in error for error in errors[-3:])
    assert [document.id for document in read_jsonl(out)] == [f"{name}:1" for name in GOOD]
