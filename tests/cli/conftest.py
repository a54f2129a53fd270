"""The command, run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coref.cli import app


@pytest.fixture
def run(tiny_model: Path) -> Callable[..., Result]:
    """Runs ``coref`` with these arguments, with the tiny model as the default one."""

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        runner = CliRunner(env={"COREF_MODEL": str(tiny_model)})
        return runner.invoke(app, [str(argument) for argument in arguments], input=stdin)

    return invoke
