"""Where a run writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coref.batch.formats import OutputFormat, output_format
from coref.errors import InputError

__all__ = ["Target", "target_of"]


@dataclass(frozen=True, slots=True)
class Target:
    """One file, or a folder that gets a file for each document."""

    path: Path
    format: OutputFormat
    is_folder: bool


def target_of(output: str, chosen: OutputFormat | None) -> Target:
    """What a path of the command line means: a folder if it ends in ``/`` or is one.

    Raises:
        InputError: when the format is not chosen and cannot be told.
    """
    path = Path(output)
    if not output.endswith("/") and not path.is_dir():
        return Target(path, chosen or output_format(path), is_folder=False)
    if chosen is None:
        raise InputError(f"{output}: say --to and the format of the files to write into this folder")
    return Target(path, chosen, is_folder=True)
