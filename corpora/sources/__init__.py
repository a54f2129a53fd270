"""The texts of our own corpora, taken out of the distributions that a user has downloaded.

Each module knows one distribution and has ``text(folder, *reference)``, where ``folder`` holds that distribution's
files and ``reference`` is what the stand-off record says after the source's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coref.errors import CorpusError
from corpora.sources import eltec, ntrex, poquad, raw, sejm
from corpora.standoff import join

__all__ = ["SOURCES", "original_text", "with_text"]

SOURCES: Mapping[str, Callable[..., str]] = {
    "ntrex": ntrex.text,
    "poquad": poquad.text,
    "eltec": eltec.text,
    "sejm": sejm.text,
    "text": raw.text,
}


def original_text(originals: Path, reference: Sequence[str | int]) -> str:
    """The text that a reference names; ``originals`` has one folder a source: ntrex, poquad, eltec, sejm, text.

    Raises:
        CorpusError: when the source is unknown, a file is missing or malformed, or has no such document.
    """
    source, *place = reference
    if source not in SOURCES:
        raise CorpusError(f"there is no source {source!r}; the sources are {', '.join(SOURCES)}")
    try:
        return SOURCES[str(source)](originals / str(source), *place)
    except TypeError as error:
        raise CorpusError(f"the reference {list(reference)} has the wrong form: {error}") from error


def with_text(record: Mapping[str, Any], originals: Path) -> dict[str, Any]:
    """The annotated document of a stand-off record, with the text that its ``reference`` names.

    Raises:
        CorpusError: as ``original_text`` and ``corpora.standoff.join`` do.
    """
    return join(record, original_text(originals, record["reference"]))
