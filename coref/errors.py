"""What can go wrong, for a caller to catch: every error of the library is a ``CorefError``."""

from __future__ import annotations

__all__ = ["CheckpointError", "ConfigError", "CorefError", "CorpusError", "DocumentError", "InputError"]


class CorefError(Exception):
    """Base of all errors that this library raises on purpose; its message says what to do."""


class InputError(CorefError, ValueError):
    """The text or the options given cannot be processed."""


class DocumentError(InputError):
    """A document's offsets or fields do not fit together."""


class CorpusError(CorefError):
    """A corpus file is malformed or missing; the message names file, line and reason."""


class CheckpointError(CorefError):
    """A model directory is missing, incomplete or of another version."""


class ConfigError(CorefError):
    """A training configuration has unknown, missing or impossible values."""
