"""``coref serve``."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

SERVE = [sys.executable, "-c", "from coref.cli import app; app()", "serve", "--port", "0"]


def test_the_service_runs_until_it_is_told_to_stop(tiny_model: Path):
    with subprocess.Popen([*SERVE, "--model", tiny_model], stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            while (
                answer := httpx.post(f"{address}/v1/coref", json={"text": "Anna śpi."}, timeout=60)
            ).status_code == 503:
                pass
            assert answer.json()["text"] == "Anna śpi."
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate()
    assert server.returncode in (0, -signal.SIGTERM)


def test_a_model_that_is_not_there_ends_the_service_with_one_line(run, tmp_path):
    result = run("serve", "--port", "0", "--model", tmp_path / "none")
    assert result.exit_code == 2
    assert f"error: {tmp_path / 'none'}: no such model directory\n" in result.stderr


def test_an_impossible_setting_is_told_by_its_name(run, monkeypatch):
    monkeypatch.setenv("COREF_WORKERS", "0")
    result = run("serve")
    assert result.exit_code == 2
    assert "COREF_WORKERS" in result.stderr
