"""From the files that a corpus is distributed as to the files that its reader looks for.

Each function takes the paths of the downloads, and yields the path of each file below the corpus's folder with its
content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from coref.errors import CorpusError

__all__ = ["LayOut", "as_they_are", "corefud", "gum", "litbank", "pcc_tei"]

LayOut = Callable[[Sequence[Path]], Iterator[tuple[str, bytes]]]

_WITHOUT_TEXT = "GUM_reddit_"
"""GUM has the annotation of these documents, but underscores for their words."""
_PCC_LAYER = r"(?:.*/)?[\w-][\w.-]*/ann_(?:coreference|mentions|morphosyntax)\.xml(?:\.gz)?"


def as_they_are(downloads: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The downloads themselves."""
    for path in downloads:
        yield path.name, path.read_bytes()


def corefud(dataset: str) -> LayOut:
    """The CoNLL-U files of one dataset, such as ``CorefUD_Polish-PCC``, of CorefUD's archive."""

    def lay_out(downloads: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
        for member, content in _members(downloads[0], rf"(?:.*/)?{re.escape(dataset)}/[^/]+\.conllu"):
            yield member.name, content

    return lay_out


def gum(folder: str) -> LayOut:
    """The documents in ``folder`` of GUM's repository that are in its train or dev split and have a text."""

    def lay_out(downloads: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
        ((_, splits),) = _members(downloads[0], r"[^/]+/splits\.md")
        split_of = _gum_splits(splits.decode())
        for member, content in _members(downloads[0], rf"[^/]+/{re.escape(folder)}/[^/]+\.conllu"):
            split = split_of.get(member.stem)
            if split in {"train", "dev"} and not member.name.startswith(_WITHOUT_TEXT):
                yield f"{split}/{member.name}", content

    return lay_out


def litbank(downloads: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The documents of LitBank's repository by the two lists of names of a fold, train and dev."""
    archive, *lists = downloads
    split_of = {
        PurePosixPath(name).stem: split
        for split, path in zip(("train", "dev"), lists, strict=True)
        for name in path.read_text(encoding="utf-8").split()
    }
    for member, content in _members(archive, r"[^/]+/coref/conll/[^/]+\.conll"):
        if member.stem in split_of:
            yield f"{split_of[member.stem]}/{member.name}", content


def pcc_tei(downloads: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The layers of each text that ``corpora.pcc_tei`` reads."""
    for member, content in _members(downloads[0], _PCC_LAYER):
        yield f"{member.parent.name}/{member.name}", content


def _gum_splits(markdown: str) -> dict[str, str]:
    """The split of each document, from headings ``## dev`` with lists below."""
    splits: dict[str, str] = {}
    split = ""
    for line in markdown.splitlines():
        if line.startswith("## "):
            split = line.removeprefix("## ").strip()
        elif line.strip().startswith("* "):
            splits[line.strip().removeprefix("* ").strip()] = split
    return splits


def _members(archive: Path, pattern: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a ZIP archive whose path matches.

    Raises:
        CorpusError: when it is no ZIP archive, or has no such file.
    """
    try:
        with ZipFile(archive) as opened:
            matching = [name for name in opened.namelist() if re.fullmatch(pattern, name)]
            if not matching:
                raise CorpusError(f"{archive}: nothing in it matches {pattern}; it is another version of the corpus")
            for name in matching:
                yield PurePosixPath(name), opened.read(name)
    except BadZipFile as error:
        raise CorpusError(f"{archive}: not a ZIP archive ({error}); delete it and give the command again") from error
