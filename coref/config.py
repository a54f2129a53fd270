"""Reading a configuration: TOML into a pydantic model, with errors that name the key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from coref.errors import ConfigError

__all__ = ["StrictModel", "read_config"]


class StrictModel(BaseModel):
    """A section of a configuration: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Config = TypeVar("Config", bound=StrictModel)


def read_config(path: Path, kind: type[Config]) -> Config:
    """Read ``path`` as a ``kind``.

    Raises:
        ConfigError: when the file is missing, not TOML, or has unknown or impossible values.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such configuration file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigError(f"{path}: {problems}") from error
