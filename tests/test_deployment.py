"""The files in ``deploy/``, as far as they can be checked without Docker and systemd."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from serving import serving_process

from service.settings import Settings

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy/coref.service").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and their arguments, continued lines joined."""
    lines = re.sub(r"\\\n\s*", "", "\n".join(line for line in DOCKERFILE.splitlines() if not line.startswith("#")))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines.splitlines() if line.strip()]


def last_stage() -> dict[str, str]:
    """The last instruction of each sort in the stage that is run."""
    parts = instructions()
    start = max(at for at, (name, _) in enumerate(parts) if name == "FROM")
    return dict(parts[start:])


def image_environment() -> dict[str, str]:
    return dict(word.split("=", 1) for word in shlex.split(last_stage()["ENV"]))


def unit() -> ConfigParser:
    # Some keys of a unit may be repeated.
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(UNIT)
    return parser


def test_the_image_is_built_from_a_fixed_python_and_files_that_there_are():
    for name, argument in instructions():
        if name == "FROM":
            assert re.match(r"python:\d+\.\d+-slim-\w+( AS \w+)?$", argument)
        if name == "COPY" and not argument.startswith("--from"):
            assert all((ROOT / source).exists() for source in argument.split()[:-1]), argument
        assert name != "ADD"


def test_what_is_copied_is_not_ignored():
    ignore = (ROOT / "deploy/Dockerfile.dockerignore").read_text().split()
    sources = {
        source
        for name, argument in instructions()
        if name == "COPY" and not argument.startswith("--from")
        for source in argument.split()[:-1]
    }
    assert sources == {line[1:] for line in ignore if line.startswith("!")}


def test_torch_comes_first_and_every_version_is_pinned():
    installs = [argument for name, argument in instructions() if name == "RUN" and "pip install" in argument]
    assert installs[0].endswith(" torch")
    assert all("--constraint constraints.txt" in install and "--no-cache-dir" in install for install in installs)


def test_the_image_runs_without_rights():
    user, _, group = last_stage()["USER"].partition(":")
    assert int(user) > 0
    assert int(group) > 0


def test_the_image_starts_the_service_by_itself_so_that_signals_reach_it():
    command = json.loads(last_stage()["CMD"])
    assert command[:2] == ["coref", "serve"]
    assert last_stage()["STOPSIGNAL"] == "SIGTERM"
    assert command[command.index("--port") + 1] == last_stage()["EXPOSE"]


@pytest.mark.parametrize("text", [DOCKERFILE, UNIT], ids=["image", "unit"])
def test_only_settings_that_there_are_are_set(text):
    named = set(re.findall(r"COREF_[A-Z_]+", text)) - {"COREF_SETTINGS"}
    assert named <= {variable for variable, _, _ in Settings.describe()}


def test_the_service_runs_in_the_image_s_environment_and_its_health_check_tells_so(tiny_model: Path):
    check = json.loads(last_stage()["HEALTHCHECK"].partition("CMD ")[2])
    assert check[:2] == ["python", "-c"]
    environment = image_environment() | {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
    with serving_process(tiny_model, **environment) as (_, client):
        code = check[2].replace("8000", str(client.base_url.port))
        assert code != check[2]
        subprocess.run([sys.executable, "-c", code], check=True)
    assert subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode != 0


def test_the_unit_has_no_rights_it_does_not_need():
    service = unit()["Service"]
    assert service["DynamicUser"] == service["NoNewPrivileges"] == service["ProtectHome"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""


def test_the_unit_waits_for_the_last_answer_before_it_kills():
    settings = Settings()
    assert int(unit()["Service"]["TimeoutStopSec"]) > settings.time_limit + settings.drain_seconds + 5


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_understands_the_unit(tmp_path: Path):
    # The command itself is not installed where systemd looks for it.
    (tmp_path / "coref.service").write_text(re.sub("ExecStart=.*", "ExecStart=/bin/true", UNIT), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "coref.service"], capture_output=True, text=True
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_unit_starts_the_command():
    assert unit()["Service"]["ExecStart"].endswith("/bin/coref serve")


def test_the_page_on_sizing_names_commands_and_settings_that_there_are():
    page = (ROOT / "docs/sizing.md").read_text(encoding="utf-8")
    for script in re.findall(r"benchmarks/\w+\.py", page):
        assert (ROOT / script).is_file()
    variables = {variable: default for variable, default, _ in Settings.describe()}
    assert set(re.findall(r"COREF_[A-Z_]+", page)) <= set(variables)
    assert f"{int(variables['COREF_MAX_CHARACTERS']):,} by default" in page
