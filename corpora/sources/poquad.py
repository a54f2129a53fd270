"""PoQuAD: ``data.json`` with entries of Polish Wikipedia, each a summary and the paragraphs that are asked about."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from coref.errors import CorpusError
from corpora.plain import read_text

__all__ = ["text"]

_FILE = "data.json"


def text(folder: Path, entry: int) -> str:
    """The summary and the paragraphs of an entry, a line each, white space within them made single spaces.

    Raises:
        CorpusError: when the file is missing or malformed, or has no such entry.
    """
    entries = _entries(folder / _FILE)
    if entry not in entries:
        raise CorpusError(f"{folder / _FILE}: there is no entry {entry}")
    return "\n".join(" ".join(part.split()) for part in entries[entry])


@cache
def _entries(path: Path) -> dict[int, list[str]]:
    try:
        return {
            entry["id"]: [entry["summary"], *(paragraph["context"] for paragraph in entry["paragraphs"])]
            for entry in json.loads(read_text(path))["data"]
        }
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path}: not JSON: {error}") from error
    except (KeyError, TypeError) as error:
        raise CorpusError(f"{path}: not PoQuAD's data.json of 2022: {error!r}") from error
