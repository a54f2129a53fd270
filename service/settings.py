"""What an operator may set, each from an environment variable."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coref.errors import ConfigError

__all__ = ["Settings"]

_PREFIX = "COREF_"
_BODY_BYTES_PER_CHARACTER = 32
"""In JSON a character takes at most 12 bytes (``\\uXXXX\\uXXXX``) and the span of a token of its own up to 20."""
_BODY_BYTES_BESIDE = 4096


class Settings(BaseModel):
    """The service's settings; the variable of ``max_characters`` is ``COREF_MAX_CHARACTERS``, and so on.

    Attributes:
        model: the checkpoint directory; ``None`` for the model that comes with the package.
        max_characters: the longest text accepted, in code points.
        workers: how many texts are resolved at once, each in a thread of its own; others wait for their turn.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = None
    max_characters: int = Field(default=250_000, ge=1)
    workers: int = Field(default=2, ge=1)

    @property
    def max_body_bytes(self) -> int:
        """Room for any text of ``max_characters`` and its tokens, however they are written down."""
        return self.max_characters * _BODY_BYTES_PER_CHARACTER + _BODY_BYTES_BESIDE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; a variable that is empty counts as not set.

        Raises:
            ConfigError: when a variable has an impossible value.
        """
        variables = {name: _PREFIX + name.upper() for name in cls.model_fields}
        values = {name: environment[variable] for name, variable in variables.items() if environment.get(variable)}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            faults = "; ".join(f"{variables[str(fault['loc'][0])]}: {fault['msg']}" for fault in error.errors())
            raise ConfigError(faults) from error
