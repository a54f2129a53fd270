"""XML files of originals, parsed once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from coref.errors import CorpusError

__all__ = ["parse"]


@lru_cache(maxsize=4)
def parse(path: Path) -> ElementTree.Element:
    """The root element of a file.

    Raises:
        CorpusError: when the file is missing or not well-formed.
    """
    try:
        return ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise CorpusError(f"{path}: not well-formed XML: {error}") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
