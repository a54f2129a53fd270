"""Configurations: files that build on others. What each kind refuses is tested with the runs that read it."""

import pytest

from coref.config import StrictModel, read_config
from coref.errors import ConfigError


class Settings(StrictModel):
    epochs: int
    shares: dict[str, float]


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / name

    return write


def test_a_file_has_the_keys_of_its_base_and_of_that_ones(write):
    write("a.toml", "epochs = 1\nshares = { pl = 1.0 }")
    write("b.toml", 'base = "a.toml"\nepochs = 2')
    assert read_config(write("c.toml", 'base = "b.toml"'), Settings) == Settings(epochs=2, shares={"pl": 1.0})


def test_a_table_takes_the_place_of_the_bases_as_a_whole(write):
    write("a.toml", "epochs = 1\nshares = { pl = 1.0 }")
    settings = read_config(write("b.toml", 'base = "a.toml"\nshares = { gum = 0.5 }'), Settings)
    assert settings.shares == {"gum": 0.5}


def test_files_that_are_one_anothers_base_are_refused(write):
    write("a.toml", 'base = "b.toml"')
    with pytest.raises(ConfigError, match=r"b\.toml: is its own base"):
        read_config(write("b.toml", 'base = "a.toml"'), Settings)


def test_a_base_that_is_not_there_is_named(write):
    with pytest.raises(ConfigError, match=r"nowhere\.toml: no such configuration file"):
        read_config(write("a.toml", 'base = "nowhere.toml"'), Settings)


def test_a_base_that_is_no_name_is_refused(write):
    with pytest.raises(ConfigError, match=r"a\.toml: base: must be the name of a file"):
        read_config(write("a.toml", "base = 1"), Settings)
