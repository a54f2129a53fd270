"""``coref serve``."""

from __future__ import annotations

import logging
import re
import signal
from pathlib import Path

import pytest
from serving import serving_process

from service.settings import Settings


@pytest.fixture(autouse=True)
def logs_as_before():
    """The command sends this process's logs elsewhere."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_the_service_runs_until_it_is_told_to_stop(tiny_model: Path):
    with serving_process(tiny_model) as (server, client):
        assert client.post("/v1/coref", json={"text": "Anna śpi."}).json()["text"] == "Anna śpi."
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)


def test_a_model_that_is_not_there_ends_the_service_with_one_line(run, tmp_path):
    result = run("serve", "--port", "0", "--model", tmp_path / "none")
    assert result.exit_code == 2
    assert f"error: {tmp_path / 'none'}: no such model directory\n" in result.stderr


def test_an_impossible_setting_is_told_by_its_name(run, monkeypatch):
    monkeypatch.setenv("COREF_WORKERS", "0")
    result = run("serve")
    assert result.exit_code == 2
    assert "COREF_WORKERS" in result.stderr


def test_the_help_lists_every_setting_with_what_it_does(run):
    listed = run("serve", "--help").output
    assert "COREF_MAX_CHARACTERS=250000\n    longest text, in code points" in listed
    assert len(re.findall("^COREF_[A-Z_]+=", listed, re.MULTILINE)) == len(Settings.model_fields)


def test_settings_may_stand_in_a_file(run, tmp_path):
    (tmp_path / "settings.toml").write_text("workers = 0\n")
    result = run("serve", "--settings", tmp_path / "settings.toml")
    assert result.exit_code == 2
    assert "settings.toml: workers" in result.stderr


def test_an_open_address_without_keys_is_warned_of(run, tmp_path):
    result = run("serve", "--host", "0.0.0.0", "--port", "0", "--model", tmp_path / "none")
    assert "listening on 0.0.0.0 without keys" in result.stderr


@pytest.mark.parametrize("options", [("--host", "127.0.0.1"), ("--host", "localhost"), ()])
def test_an_address_of_this_machine_alone_is_not(run, tmp_path, options):
    assert "without keys" not in run("serve", *options, "--port", "0", "--model", tmp_path / "none").stderr


def test_an_open_address_with_keys_is_not(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COREF_API_KEYS", "0123456789abcdef")
    result = run("serve", "--host", "0.0.0.0", "--port", "0", "--model", tmp_path / "none")
    assert "without keys" not in result.stderr
