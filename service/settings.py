"""What an operator may set: in a TOML file, and from environment variables, which win."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from limits import parse
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from coref.errors import ConfigError

__all__ = ["Settings"]

_PREFIX = "COREF_"
_FILE = "COREF_SETTINGS"
_SHORTEST_KEY = 16
_BODY_BYTES_PER_CHARACTER = 32
"""In JSON a character takes at most 12 bytes (``\\uXXXX\\uXXXX``) and the span of a token of its own up to 20."""
_BODY_BYTES_BESIDE = 4096


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_rate(rate: str) -> str:
    try:
        parse(rate)
    except ValueError as error:
        raise ValueError(f"{rate!r} is not a rate such as 600/minute or 10/second") from error
    return rate


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Key = Annotated[SecretStr, Field(min_length=_SHORTEST_KEY)]
Rate = Annotated[str, AfterValidator(_check_rate)]


class Settings(BaseModel):
    """The service's settings; the variable of ``max_characters`` is ``COREF_MAX_CHARACTERS``, and so on."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    model: str | None = Field(None, description="checkpoint directory; by default the model that is in the package")
    host: str = Field("127.0.0.1", description="address to listen on; 0.0.0.0 opens the service to everyone")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    workers: int = Field(
        default_factory=_cores,
        ge=1,
        description="texts resolved at once, each on one core; by default the cores there are",
    )
    max_characters: int = Field(250_000, ge=1, description="longest text, in code points")
    max_documents: int = Field(64, ge=1, description="most documents of a batch")
    max_queue_tokens: int = Field(
        250_000, ge=1, description="most tokens of all texts that wait or are worked on; beyond it 503"
    )
    time_limit: float = Field(60, gt=0, description="seconds from a text's arrival to its answer; beyond it 504")
    body_seconds: float = Field(30, gt=0, description="seconds to send a body, or a piece of a stream; beyond it 408")
    drain_seconds: float = Field(
        0, ge=0, description="seconds from SIGTERM, when /readyz turns to 503, to refusing connections"
    )
    rate: Rate | None = Field(
        None,
        description="documents that a client (by key, else by address) may send, such as 600/minute; beyond it 429",
    )
    api_keys: Annotated[tuple[Key, ...], BeforeValidator(_split)] = Field(
        (), description="keys, one of which /v1 then asks for; of 16 characters or more, separated by commas"
    )
    cors_origins: Annotated[tuple[str, ...], BeforeValidator(_split)] = Field(
        (), description="origins whose pages may call the service, separated by commas"
    )

    @property
    def max_body_bytes(self) -> int:
        """Room for any text of ``max_characters`` and its tokens, however they are written down."""
        return self.max_characters * _BODY_BYTES_PER_CHARACTER + _BODY_BYTES_BESIDE

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
        """Read the settings; a variable that is empty counts as not set.

        Args:
            file: a TOML file; by default the one that ``COREF_SETTINGS`` names, if it names one.

        Raises:
            ConfigError: when the file cannot be read, or a setting is unknown or has an impossible value.
        """
        if file is None and environment.get(_FILE):
            file = Path(environment[_FILE])
        values = _read_file(file) if file else {}
        origins = {name: f"{file}: {name}" for name in values}
        for name in cls.model_fields:
            if environment.get(_variable(name)):
                values[name] = environment[_variable(name)]
                origins[name] = _variable(name)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            # Not the values themselves: a key may be among them.
            faults = "; ".join(f"{origins[str(fault['loc'][0])]}: {fault['msg']}" for fault in error.errors())
            raise ConfigError(faults) from None

    @classmethod
    def describe(cls) -> Iterator[tuple[str, str, str]]:
        """For each setting its variable, its default value and what it does."""
        for name, field in cls.model_fields.items():
            default = field.get_default(call_default_factory=True, validated_data={})
            yield _variable(name), "" if default in (None, ()) else f"{default}", field.description or ""


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: the settings cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not a TOML file: {error}") from error
