"""The formats of files by their endings: what can be read, and what can be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from coref.errors import InputError

__all__ = ["STANDARD_STREAM", "InputFormat", "OutputFormat", "endings_to_read", "input_format", "output_format"]

InputFormat = Literal["txt", "jsonl", "conllu", "conll2012", "brat", "tei", "csv", "parquet"]
OutputFormat = Literal["jsonl", "conllu", "conll2012", "brat", "tei", "html", "csv", "parquet"]

STANDARD_STREAM = "-"
"""Standard input, or standard output, in place of a path."""

_READ: Mapping[str, InputFormat] = {
    ".txt": "txt",
    ".jsonl": "jsonl",
    ".conllu": "conllu",
    ".conll": "conll2012",
    ".ann": "brat",
    ".tei": "tei",
    ".xml": "tei",
    ".csv": "csv",
    ".parquet": "parquet",
}
_WRITTEN: Mapping[str, OutputFormat] = {
    ".jsonl": "jsonl",
    ".conllu": "conllu",
    ".conll": "conll2012",
    ".zip": "brat",
    ".tei": "tei",
    ".xml": "tei",
    ".html": "html",
    ".csv": "csv",
    ".parquet": "parquet",
}
_NOT_SOUGHT = frozenset({".xml", ".csv", ".parquet"})
"""Endings that say too little of what is inside for a folder's files to be taken by them alone."""


def input_format(path: Path) -> InputFormat:
    """The format that the file's ending tells.

    Raises:
        InputError: when it tells none.
    """
    if path.suffix not in _READ:
        raise InputError(
            f"{path}: cannot tell its format; it should end in {', '.join(_READ)}, "
            f"or say --from and one of {', '.join(get_args(InputFormat))}"
        )
    return _READ[path.suffix]


def output_format(path: Path) -> OutputFormat:
    """The format that the ending of a file to be written tells.

    Raises:
        InputError: when it tells none.
    """
    if path.suffix not in _WRITTEN:
        raise InputError(
            f"{path}: cannot tell the format to write; the file should end in {', '.join(_WRITTEN)}, "
            f"or say --to and one of {', '.join(get_args(OutputFormat))}"
        )
    return _WRITTEN[path.suffix]


def endings_to_read(chosen: InputFormat | None) -> tuple[str, ...]:
    """The endings of the files that are taken from a folder, of one format or of all."""
    if chosen is None:
        return tuple(ending for ending in _READ if ending not in _NOT_SOUGHT)
    return tuple(ending for ending, name in _READ.items() if name == chosen)
