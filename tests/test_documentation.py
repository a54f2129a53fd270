"""Every command and every block of Python on the pages of ``docs/``, run in a folder with what the page speaks of.

``coref`` runs in this process and with a tiny model; other commands run in a shell. ``NOT_RUN`` has what a test cannot
run, and why.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import PAGES, REPOSITORY, Block, blocks, commands, file_of
from samples import PASSAGE_EN, PASSAGE_PL, POLISH_RECORD
from serving import serving_process
from typer.testing import CliRunner

from coref.cli import app

NOT_RUN = {
    "./do model": "hours of training",
    "coref train configs/small.toml": "an hour of training on corpora that are not in the repository",
    "coref train configs/pcc.toml": "needs the corpus and a GPU; tests/training/test_pcc_training.py has a sample",
    "coref train configs/large.toml": "needs a GPU; tests/training/test_larger_encoders.py trains over tiny ones",
    "coref pretrain configs/encoder-gpu.toml": "needs a GPU",
    "jobs/pretrain-remote": "needs a GPU; tests/pretraining/test_remote_job.py runs it with a tiny encoder",
    "python benchmarks/": "measures the machine for minutes",
    "coref corpora get": "needs a network; tests/cli/test_corpora_get.py runs it against a server of its own",
    "coref corpora join": "needs the original texts; tests/corpora/test_release.py runs it with texts of its own",
    "--engine ray": "needs the extra [ray]; tests/cli/test_ray.py runs it",
    "export RAY_ADDRESS": "needs a cluster",
    "pip install": "needs a network",
    "from coref.mapper": "needs extras and a cluster; tests/test_mapper.py",
}
"""Beginnings or parts of commands and of Python blocks."""

GAP = (
    "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    "t-1\tIda met Eve when she left.\tshe\t17\tIda\t0\tTRUE\tEve\t8\tFALSE\thttps://example.org\n"
)
CONLLU = (
    "# newdoc id = GUM_bio_a\n# global.Entity = GRP-etype\n# meta::genre = bio\n"
    "1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person)\n2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\t_\n\n"
)


@pytest.fixture
def folder(tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the one a reader would be in, and the current one."""
    json_page = next(block for block in blocks(REPOSITORY / "docs" / "train.md") if block.language == "json")
    own = json.dumps(json.loads(json_page.content), ensure_ascii=False) + "\n"
    files = {
        "texts/a.txt": PASSAGE_PL,
        "texts/b.txt": PASSAGE_EN,
        "more/deep/c.txt": "Kot.",
        "a.txt": "Anna śpi.",
        "texts.jsonl": '{"id": "a", "text": "Anna śpi."}\n{"id": "b", "text": "Mary sleeps."}\n',
        "data/corpora/pl/dev.jsonl": json.dumps(POLISH_RECORD) + "\n",
        "data/corpora/gum/dev/GUM_bio_a.conllu": CONLLU,
        "data/corpora/gap/gap-validation.tsv": GAP,
        "data/corpora/novels/train.jsonl": own,
        "data/corpora/novels/dev.jsonl": own,
    }
    for page in PAGES:
        files |= dict(filter(None, map(file_of, blocks(page))))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    shutil.copytree(tiny_model, tmp_path / "runs" / "mine" / "model")
    script = tmp_path / "bin" / "coref"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coref "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COREF_MODEL", str(tiny_model))
    monkeypatch.setenv("COREF_CORPORA", str(tmp_path / "data"))
    return tmp_path


def is_run(code: str) -> bool:
    return not any(part in code for part in NOT_RUN)


def shell_commands(page: Path) -> list[str]:
    return [command for block in blocks(page) if block.language == "sh" for command in commands(block)]


def python_blocks(page: Path) -> list[Block]:
    return [block for block in blocks(page) if block.language == "python"]


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one command; ``coref`` in this process where it stands alone."""
    if match := re.fullmatch(r"export (\w+)=(\S+)", command):
        monkeypatch.setenv(match[1], match[2])
        return
    program, *words = shlex.split(command)
    if program.removeprefix(".venv/bin/") == "coref" and not re.search(r"[|<>]", command):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, f"{command}\n{result.output}"
    else:
        subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True)


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem not in {"serve", "sizing"}], ids=lambda p: p.stem)
def test_the_commands_of_a_page_run(page, folder, monkeypatch):
    if page.stem == "train":
        shutil.rmtree(folder / "runs" / "mine")
    for command in filter(is_run, shell_commands(page)):
        run(command, monkeypatch)


@pytest.mark.parametrize("page", [page for page in PAGES if python_blocks(page)], ids=lambda p: p.stem)
def test_the_python_of_a_page_runs(page, folder, capsys):
    names: dict[str, object] = {}
    for block in python_blocks(page):
        if is_run(block.content):
            exec(compile("\n" * block.line + block.content, str(page), "exec"), names)


def test_the_commands_about_the_service_run(folder, tiny_model, monkeypatch):
    page = REPOSITORY / "docs" / "serve.md"
    with serving_process(tiny_model) as (_, client):
        for command in filter(is_run, shell_commands(page)):
            if command.endswith("coref serve"):
                continue  # that is what runs here
            run(command.replace("localhost:8000", f"{client.base_url.host}:{client.base_url.port}"), monkeypatch)


def test_the_readme_leads_to_every_page():
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert f"docs/{page.name}" in readme


@pytest.mark.parametrize(
    "page", [*PAGES, REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"], ids=lambda p: p.stem
)
def test_links_between_files_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text):
        path = (page.parent / target) if target else page
        assert path.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
