"""``python -m coref``: the command, also where the package is not installed."""

from __future__ import annotations

from coref.cli import app

app(prog_name="coref")
