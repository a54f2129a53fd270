"""The texts of the Polish corpus, taken out of the distributions that a user has downloaded.

Each module knows one distribution and has ``text(folder, *reference)``, where ``folder`` holds that distribution's
files and ``reference`` is what the stand-off record says after the source's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from coref.errors import CorpusError
from corpora.sources import eltec, ntrex, poquad, raw, sejm

__all__ = ["SOURCES", "original_text"]

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
