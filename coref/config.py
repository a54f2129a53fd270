"""Reading a configuration: TOML into a pydantic model, with errors that name the key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from coref.errors import ConfigError

__all__ = ["StrictModel", "read_config"]


class StrictModel(BaseModel):
    """A section of a configuration: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Config = TypeVar("Config", bound=StrictModel)


def read_config(path: Path, kind: type[Config]) -> Config:
    """Read ``path`` as a ``kind``.

    A file with ``base = "other.toml"``, beside it, has all keys of that file, and its own in the place of those.

    Raises:
        ConfigError: when the file or its base is missing, not TOML, or has unknown or impossible values.
    """
    try:
        return kind.model_validate(_read_values(path, ()))
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigError(f"{path}: {problems}") from error


def _read_values(path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    if path in above:
        raise ConfigError(f"{path}: is its own base")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such configuration file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    base = values.pop("base", None)
    if base is None:
        return values
    if not isinstance(base, str):
        raise ConfigError(f"{path}: base: must be the name of a file beside this one")
    return _read_values(path.parent / base, (*above, path)) | values
