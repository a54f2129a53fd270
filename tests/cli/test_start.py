"""Starting the command."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

IMPORTED = """
import sys
from coref.cli import app
try:
    app(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""
HEAVY = {"torch", "torch._dynamo", "sympy", "transformers", "scipy", "spacy", "fastapi", "uvicorn"}
"""Each would cost a tenth of a second, or many of them."""


def heavy_imports(*arguments):
    """The heavy libraries that the command imports with these arguments."""
    result = subprocess.run([sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=True)
    return HEAVY & set(result.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["annotate", "--help"], ["--version"]])
def test_help_imports_no_heavy_library(arguments):
    assert heavy_imports(*arguments) == set()


def test_resolving_with_the_shipped_model_imports_nothing_heavy_but_torch_and_spacy():
    assert heavy_imports("resolve", "--json", "Anna poszła do domu. Była zmęczona.") == {"torch", "spacy"}


def test_the_version_is_that_of_the_package(run):
    assert run("--version").stdout == f"coref {version('coref-pl-en')}\n"


def test_without_a_command_the_commands_are_listed(run):
    result = run()
    for command in ("resolve", "annotate", "serve", "evaluate", "train", "pretrain", "info", "corpora"):
        assert command in result.output


def test_info_names_the_model_and_its_schemes(run):
    result = run("info")
    assert result.exit_code == 0
    assert "name: tiny" in result.stdout
    assert "schemes: pl, gum, litbank" in result.stdout
