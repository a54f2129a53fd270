"""Corpora of the user's own, in any format that is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from marked import marked
from typer.testing import CliRunner, Result

from coref.cli import app
from coref.errors import ConfigError, CorpusError
from corpora import registry
from corpora.brat_writer import format_brat
from corpora.conll2012_writer import write_conll2012
from corpora.conllu_writer import write_conllu
from corpora.jsonl import write_jsonl
from corpora.tei_writer import write_tei

DOCUMENT = marked("[Anna]1n śpi. [Jej]1p brat nie.", "pl")
WORDS = [["Anna", "śpi", "."], ["Jej", "brat", "nie", "."]]
PRECO = json.dumps({"id": "p", "sentences": WORDS, "mention_clusters": [[[0, 0, 1], [1, 0, 1]]]})
DESCRIPTION = 'language = "pl"\nformat = "{}"\nscheme = "pl"\nhas_singletons = false\nsplits = {{ dev = "*.{}" }}\n'
ENDINGS = {"conllu": "conllu", "conll2012": "conll", "jsonl": "jsonl", "tei": "xml", "brat": "ann", "preco": "json"}
WRITERS = {"conllu": write_conllu, "conll2012": write_conll2012, "jsonl": write_jsonl, "tei": write_tei}


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))
    return tmp_path


def run(*arguments) -> Result:
    return CliRunner().invoke(app, ["corpora", *map(str, arguments)])


def put(folder: Path, format: str) -> None:
    """A corpus of one document in this format."""
    folder.mkdir(parents=True)
    (folder / "corpus.toml").write_text(DESCRIPTION.format(format, ENDINGS[format]), encoding="utf-8")
    stream = io.StringIO()
    if format == "brat":
        (folder / "d.txt").write_text(DOCUMENT.text, encoding="utf-8")
        stream.write(format_brat(DOCUMENT))
    elif format == "preco":
        stream.write(PRECO + "\n")
    else:
        WRITERS[format]([DOCUMENT], stream)
    (folder / f"d.{ENDINGS[format]}").write_text(stream.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("format", ENDINGS)
def test_a_corpus_in_any_format_is_loaded_by_its_folders_name(root, format):
    put(root / "corpora" / "novels", format)
    (document,) = registry.load("novels", "dev")
    assert [[m.text for m in cluster.mentions] for cluster in document.clusters] == [["Anna", "Jej"]]


@pytest.mark.parametrize("format", ENDINGS)
def test_the_commands_know_it_like_any_other(root, format):
    put(root / "novels", format)
    assert "novels" in run("list").stdout
    assert run("stats", "novels").exit_code == 0
    assert run("convert", "novels", "-o", root / "out.xml").exit_code == 0
    assert ">Anna<" in (root / "out.xml").read_text(encoding="utf-8")


def test_a_description_that_is_wrong_is_refused_with_its_file_and_key(root):
    put(root / "corpora" / "novels", "jsonl")
    path = root / "corpora" / "novels" / "corpus.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("scheme", "schema"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"corpus\.toml: .*scheme: Field required.*schema: Extra"):
        registry.get("novels")


def test_missing_files_say_where_they_were_looked_for(root):
    put(root / "corpora" / "novels", "jsonl")
    (root / "corpora" / "novels" / "d.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"novels: no files \*\.jsonl in .*correct the patterns of splits in "):
        registry.load("novels", "dev")


def test_a_folder_with_the_name_of_a_known_corpus_is_that_corpus(root):
    put(root / "corpora" / "gum", "jsonl")
    assert registry.get("gum").format == "conllu"
    assert registry.names().count("gum") == 1
