"""The settings of a server."""

from __future__ import annotations

import json

import pytest

from coref.errors import ConfigError
from service.settings import Settings


def test_a_setting_is_read_from_the_environment():
    assert Settings.read({"COREF_WORKERS": "5"}) == Settings(workers=5)


def test_an_empty_variable_counts_as_not_set():
    assert Settings.read({"COREF_MODEL": "", "COREF_WORKERS": ""}) == Settings()


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_an_impossible_setting_is_refused_by_its_name(value):
    with pytest.raises(ConfigError, match="COREF_MAX_CHARACTERS"):
        Settings.read({"COREF_MAX_CHARACTERS": value})


def test_the_body_limit_has_room_for_the_longest_text_and_a_token_for_each_character():
    settings = Settings(max_characters=2_000)
    tokens = [[123_456 + start, 123_457 + start] for start in range(2_000)]
    assert len(json.dumps({"text": "🐕" * 2_000, "tokens": tokens})) <= settings.max_body_bytes


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "s.toml").write_text('workers = 3\nmax_documents = 5\ncors_origins = ["https://a.example"]\n')
    settings = Settings.read({"COREF_SETTINGS": str(tmp_path / "s.toml"), "COREF_WORKERS": "4"})
    assert settings == Settings(workers=4, max_documents=5, cors_origins=("https://a.example",))


def test_lists_are_separated_by_commas_in_variables():
    settings = Settings.read({"COREF_API_KEYS": "0123456789abcdef, fedcba9876543210,"})
    assert [key.get_secret_value() for key in settings.api_keys] == ["0123456789abcdef", "fedcba9876543210"]


@pytest.mark.parametrize(
    ("content", "reason"), [("workers = ", "not a TOML file"), ("worker = 1", "s.toml: worker"), ("rate = 'x'", "rate")]
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path, content, reason):
    (tmp_path / "s.toml").write_text(content)
    with pytest.raises(ConfigError, match=reason):
        Settings.read({}, tmp_path / "s.toml")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.toml: the settings cannot be read"):
        Settings.read({}, tmp_path / "none.toml")


@pytest.mark.parametrize(("variable", "value"), [("COREF_RATE", "often"), ("COREF_API_KEYS", "short")])
def test_a_fault_names_the_variable_and_not_a_key(variable, value):
    with pytest.raises(ConfigError, match=variable) as refused:
        Settings.read({variable: value})
    assert variable != "COREF_API_KEYS" or "short" not in str(refused.value).replace("shorter", "")
