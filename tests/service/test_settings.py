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
