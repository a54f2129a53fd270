"""``coref corpora get``, from a real server; the archives are laid out as the distributions are, with texts of ours."""

from __future__ import annotations

import hashlib
import io
import os
import pty
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from range_server import serving_files

from corpora import registry
from corpora.distributions import DISTRIBUTIONS

CONLLU = "# newdoc id = {0}\n# global.Entity = eid\n1\tAnna\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1)\n\n"
CONLL = "#begin document ({0}); part 0\n{0} 0 0 Ann - (1)\n\n#end document\n"
SPLITS_MD = (
    "# Splits\n\n## dev\n\n  * GUM_bio_a\n\n## test\n\n  * GUM_bio_b\n\n## train\n\n  * GUM_bio_c\n  * GUM_reddit_d\n"
)


def archive(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return stream.getvalue()


def gum(folder: str) -> bytes:
    documents = {
        f"gum-1/{folder}/{name}.conllu": CONLLU.format(name)
        for name in ("GUM_bio_a", "GUM_bio_b", "GUM_bio_c", "GUM_reddit_d", "GENTLE_legal_e")
    }
    return archive({"gum-1/splits.md": SPLITS_MD, **documents})


LITBANK = {f"litbank-1/coref/conll/{name}_brat.conll": CONLL.format(name) for name in ("a", "b", "c")}
GAP = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
TEI_OF_PCC = {f"PCC/short/text-1/{layer}.xml": "<x/>" for layer in ("ann_coreference", "ann_mentions", "ann_words")}
PRECO = '{"id": "p", "sentences": [["It", "is", "."]], "mention_clusters": [[[0, 0, 1]]]}\n'
DATA = {
    "gum": [gum("dep")],
    "ontogum": [gum("coref/ontogum/conllu")],
    "litbank": [archive(LITBANK), b"a_brat.tsv\n", b"c_brat.tsv\n"],
    "winobias": [CONLL.format("w").encode()] * 4,
    "gap": [GAP.encode()] * 2,
    "pcc-tei": [archive(TEI_OF_PCC)],
    "preco": [PRECO.encode()] * 2,
}
FILES = {
    "gum": ["dev/GUM_bio_a.conllu", "train/GUM_bio_c.conllu"],
    "ontogum": ["dev/GUM_bio_a.conllu", "train/GUM_bio_c.conllu"],
    "litbank": ["dev/c_brat.conll", "train/a_brat.conll"],
    "winobias": [f"dev_type{n}_{side}_stereotype.v4_auto_conll" for n in "12" for side in ("anti", "pro")],
    "gap": ["gap-development.tsv", "gap-validation.tsv"],
    "pcc-tei": ["text-1/ann_coreference.xml", "text-1/ann_mentions.xml"],
    "preco": ["dev.jsonl", "train.jsonl"],
}
PCC = {
    f"CorefUD-1.4-public/data/CorefUD_{name}.conllu": CONLLU.format(name)
    for name in ("Polish-PCC/pl_pcc-corefud-train", "Polish-PCC/pl_pcc-corefud-dev", "Czech-PDT/cs_pdt-corefud-dev")
}


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def server():
    with serving_files() as server:
        yield server


def serve(server, monkeypatch, name: str, contents: list[bytes], *, known: bool = False) -> None:
    """Let the corpus come from ``server``, its checksums known or not."""
    downloads = []
    for download, content in zip(DISTRIBUTIONS[name].downloads, contents, strict=True):
        server.files[f"/{download.name}"] = content
        sha256 = hashlib.sha256(content).hexdigest() if known else ""
        downloads.append(replace(download, address=server.address(f"/{download.name}"), sha256=sha256))
    monkeypatch.setitem(DISTRIBUTIONS, name, replace(DISTRIBUTIONS[name], downloads=tuple(downloads)))


def laid_out(data: Path, name: str) -> list[str]:
    folder = data / "corpora" / name
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", DATA)
def test_a_corpus_is_laid_out_where_the_other_commands_find_it(run, server, data, monkeypatch, name):
    serve(server, monkeypatch, name, DATA[name])
    result = run("corpora", "get", name, "--accept-licence")
    assert result.exit_code == 0, result.output
    assert laid_out(data, name) == FILES[name]
    for split in registry.get(name).splits:
        assert registry.files(name, split)


def test_a_second_time_nothing_is_downloaded(run, server, data, monkeypatch):
    serve(server, monkeypatch, "gap", DATA["gap"])
    for _ in range(2):
        assert run("corpora", "get", "gap", "--accept-licence").exit_code == 0
    assert len(server.ranges) == 2


@pytest.mark.parametrize(("known", "verdict"), [(True, "as expected"), (False, "none is known to compare it with")])
def test_every_checksum_is_shown_and_whether_it_could_be_checked(run, server, data, monkeypatch, known, verdict):
    serve(server, monkeypatch, "gap", DATA["gap"], known=known)
    output = run("corpora", "get", "gap", "--accept-licence").stdout
    assert output.count(f"SHA-256 {hashlib.sha256(GAP.encode()).hexdigest()}, {verdict}") == 2


def test_a_download_that_breaks_off_says_how_to_go_on_and_does(run, server, data, monkeypatch):
    serve(server, monkeypatch, "gum", DATA["gum"])
    server.break_after = 100
    result = run("corpora", "get", "gum", "--accept-licence")
    assert result.exit_code == 2
    assert "100 bytes are kept; give the command again" in result.stderr
    assert laid_out(data, "gum") == []
    server.break_after = None
    assert run("corpora", "get", "gum", "--accept-licence").exit_code == 0
    assert server.ranges == ["", "bytes=100-"]


def test_without_a_terminal_the_licence_is_shown_and_must_be_accepted_by_an_option(run, server, data, monkeypatch):
    serve(server, monkeypatch, "gap", DATA["gap"])
    result = run("corpora", "get", "gap")
    assert result.exit_code == 2
    assert registry.get("gap").licence in result.stderr
    assert "--accept-licence" in result.stderr
    assert not data.exists()


@pytest.mark.parametrize(("answer", "said"), [("y", "no address of CorefUD-1.4-public.zip"), ("n", "was not accepted")])
def test_on_a_terminal_the_licence_is_asked_for(data, answer, said):
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "coref", "corpora", "get", "pcc"]
    result = subprocess.run(command, stdin=theirs, capture_output=True, text=True)
    os.close(ours), os.close(theirs)
    assert result.returncode == 2
    assert "CC BY 3.0" in result.stderr
    assert "Do you accept this licence?" in result.stderr
    assert said in result.stderr


def put_pcc(data: Path, files: dict[str, str]) -> None:
    (data / "downloads").mkdir(parents=True)
    (data / "downloads" / "CorefUD-1.4-public.zip").write_bytes(archive(files))


def test_what_has_no_address_is_to_be_put_into_a_folder_by_hand(run, data, monkeypatch):
    result = run("corpora", "get", "pcc", "--accept-licence")
    assert result.exit_code == 2
    assert "https://ufal.mff.cuni.cz/corefud" in result.stderr
    assert f"put it at {data / 'downloads' / 'CorefUD-1.4-public.zip'}" in result.stderr
    put_pcc(data, PCC)
    known = {Path(name).name: hashlib.sha256(text.encode()).hexdigest() for name, text in PCC.items() if "PCC" in name}
    monkeypatch.setitem(DISTRIBUTIONS, "pcc", replace(DISTRIBUTIONS["pcc"], sha256=known))
    assert run("corpora", "get", "pcc", "--accept-licence").exit_code == 0
    assert [document.id for document in registry.load("pcc", "dev")] == ["Polish-PCC/pl_pcc-corefud-dev"]
    assert laid_out(data, "pcc") == ["pl_pcc-corefud-dev.conllu", "pl_pcc-corefud-train.conllu"]


def test_files_in_an_archive_that_are_not_the_known_ones_are_not_laid_out(run, data):
    put_pcc(data, PCC)
    result = run("corpora", "get", "pcc", "--accept-licence")
    assert result.exit_code == 2
    assert "expected 8ec2a19d86b41532bda4bfc6cb5c91b2bfc7aea2cceebdf78bcff909283be063" in result.stderr
    assert laid_out(data, "pcc") == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<html>not here", "not a ZIP archive"), (archive({"other/readme.md": ""}), "another version of the corpus")],
)
def test_an_archive_that_is_none_or_another_is_refused(run, server, data, monkeypatch, content, reason):
    serve(server, monkeypatch, "gum", [content])
    result = run("corpora", "get", "gum", "--accept-licence")
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize(("name", "way"), [("ontonotes", "from the LDC"), ("pl", "coref corpora join")])
def test_a_corpus_that_no_program_can_download_says_how_to_get_it(run, data, name, way):
    result = run("corpora", "get", name, "--accept-licence")
    assert result.exit_code == 2
    assert way in result.stderr
