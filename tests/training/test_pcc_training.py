"""``coref train`` on the Polish Coreference Corpus, with files laid out as CorefUD has them and texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import coref
from coref.cli import app
from coref.document import Kind
from corpora import registry

CONFIG = Path(__file__).resolve().parents[2] / "configs" / "pcc.toml"
DOCUMENT = """\
# newdoc id = {0}
# global.Entity = eid-etype-head-other
# sent_id = {0}-1
# text = {1} wróciła do starego domu. Widziałam ją tam.
1\t{1}\t{1}\tPROPN\tsubst:sg:nom:f\tCase=Nom|Gender=Fem\t2\tnsubj\t_\tEntity=(e1--1-)
2\twróciła\twrócić\tVERB\tpraet:sg:f:perf\tGender=Fem|Number=Sing\t0\troot\t_\t_
3\tdo\tdo\tADP\tprep:gen\t_\t5\tcase\t_\t_
4\tstarego\tstary\tADJ\tadj:sg:gen:m3:pos\tCase=Gen\t5\tamod\t_\tEntity=(e2--2-
5\tdomu\tdom\tNOUN\tsubst:sg:gen:m3\tCase=Gen\t2\tobl\t_\tEntity=e2)|SpaceAfter=No
6\t.\t.\tPUNCT\tinterp\t_\t2\tpunct\t_\t_

# sent_id = {0}-2
# text = Widziałam ją tam.
1-2\tWidziałam\t_\t_\t_\t_\t_\t_\t_\t_
1\tWidziała\twidzieć\tVERB\tpraet:sg:f:imperf\tGender=Fem|Number=Sing\t0\troot\t0:root\t_
1.1\t_\tja\tPRON\t_\tNumber=Sing|Person=1\t_\t_\t1:nsubj\tEntity=(e3--1-)
2\tm\tbyć\tAUX\taglt:sg:pri:imperf:nwok\tPerson=1\t1\taux:clitic\t1:aux\t_
3\tją\ton\tPRON\tppron3:sg:acc:f:ter\tCase=Acc\t1\tobj\t1:obj\tEntity=(e1--1-)
4\ttam\ttam\tADV\tadv\t_\t1\tadvmod\t1:advmod\tSpaceAfter=No|SplitAnte=e1<e9
5\t.\t.\tPUNCT\tinterp\t_\t1\tpunct\t1:punct\t_

"""


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    folder = tmp_path / "corpora" / "pcc"
    folder.mkdir(parents=True)
    for split, women in (("train", ("Anna", "Ewa", "Maria")), ("dev", ("Zofia",))):
        text = "".join(DOCUMENT.format(f"{split}{number}", name) for number, name in enumerate(women))
        (folder / f"pl_pcc-corefud-{split}.conllu").write_text(text, encoding="utf-8")
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path))


def test_the_files_of_corefud_are_read_with_dropped_subjects_and_multiword_tokens(corpus):
    (document,) = registry.load("pcc", "dev")
    assert document.words[6:8] == ("Widziała", "m")
    assert [[(m.text, m.kind) for m in cluster.mentions] for cluster in document.clusters] == [
        [("Zofia", Kind.NAME), ("ją", Kind.PRONOUN)],
        [("starego domu", Kind.NOMINAL)],
        [("Widziała", Kind.ZERO)],
    ]


def test_one_command_trains_on_it(corpus, tiny_encoder, tmp_path):
    command = ["train", str(CONFIG), "--output", str(tmp_path / "run"), "--encoder", str(tiny_encoder)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    resolver = coref.load(tmp_path / "run" / "model")
    assert list(resolver.info["schemes"]) == ["pl"]
    assert (
        CliRunner().invoke(app, ["evaluate", "--corpus", "pcc", "--model", str(tmp_path / "run" / "model")]).exit_code
        == 0
    )
