"""Stenographic records of the Sejm, 10th term, as XML: the files of ``hipisejm``, made from the official PDF."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from coref.errors import CorpusError
from corpora.sources.tree import parse

__all__ = ["text"]


def text(folder: Path, file: str, first: int, count: int) -> str:
    """``count`` speeches of a record from number ``first`` (from 0) on: the speaker and a colon, then its utterances.

    Each is a line. Interruptions and remarks on what happens in the hall are left out. ``folder`` holds the files of
    ``resources/parsed-data/sejm`` of the repository walasiek/hipisejm.

    Raises:
        CorpusError: when the file is missing or malformed, or has too few speeches.
    """
    speeches = list(parse(folder / file).iter("speech"))
    if len(speeches) < first + count:
        raise CorpusError(f"{folder / file}: {first + count} speeches expected, {len(speeches)} found")
    return "\n".join(line for speech in speeches[first : first + count] for line in _lines(speech))


def _lines(speech: Element) -> list[str]:
    utterances = ["".join(utterance.itertext()) for utterance in speech.iter("utt") if utterance.get("t") == "norm"]
    return [f"{speech.get('speaker')}:", *(" ".join(utterance.split()) for utterance in utterances)]
