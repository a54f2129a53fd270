"""What an operator can set, each with its default."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pydantic import PositiveInt, ValidationError

from coref.config import StrictModel
from coref.errors import ConfigError

__all__ = ["Settings"]

_PREFIX = "COREF_"


class Settings(StrictModel):
    """Limits of one server.

    Attributes:
        max_characters: the longest text accepted, in code points.
        max_body_bytes: the longest request body accepted. The default holds a text of 250,000 characters in the
            longest form that JSON has for them (12 bytes each) with a token for every character.
        workers: how many texts are worked on at a time.
    """

    max_characters: PositiveInt = 250_000
    max_body_bytes: PositiveInt = 8 * 2**20
    workers: PositiveInt = 2

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read ``COREF_MAX_CHARACTERS``, ``COREF_MAX_BODY_BYTES`` and ``COREF_WORKERS`` where they are set.

        Raises:
            ConfigError: when a value is not a positive whole number.
        """
        variables = {name: _PREFIX + name.upper() for name in cls.model_fields}
        try:
            return cls.model_validate(
                {name: environment[variable] for name, variable in variables.items() if variable in environment}
            )
        except ValidationError as error:
            problems = "; ".join(f"{variables[str(e['loc'][0])]}: {e['msg']}" for e in error.errors())
            raise ConfigError(problems) from error
