"""ELTeC-pol, level 1: novels in TEI XML."""

from __future__ import annotations

from pathlib import Path

from coref.errors import CorpusError
from corpora.sources.tree import parse

__all__ = ["text"]

_TEI = "{http://www.tei-c.org/ns/1.0}"


def text(folder: Path, novel: str, first: int, count: int) -> str:
    """``count`` paragraphs of a novel's body from number ``first`` on (from 0, empty ones not counted), a line each.

    White space within a paragraph is made single spaces. ``folder`` is a copy of the repository COST-ELTeC/ELTeC-pol.

    Raises:
        CorpusError: when the file is missing or malformed, or has too few paragraphs.
    """
    path = folder / "level1" / f"{novel}.xml"
    body = parse(path).find(f".//{_TEI}body")
    contents = ["".join(paragraph.itertext()) for paragraph in ([] if body is None else body.iter(f"{_TEI}p"))]
    paragraphs = [" ".join(content.split()) for content in contents if content.strip()]
    if len(paragraphs) < first + count:
        raise CorpusError(f"{path}: {first + count} paragraphs expected in the body, {len(paragraphs)} found")
    return "\n".join(paragraphs[first : first + count])
