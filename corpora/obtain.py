"""Getting a corpus: its downloads, then its files where ``corpora.registry`` looks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coref.errors import CorpusError
from coref.output import replacing_bytes
from corpora import registry
from corpora.distributions import DISTRIBUTIONS, Distribution
from corpora.download import Advance, Download, fetch, file_sha256

__all__ = ["Obtained", "distribution_of", "downloads_folder", "obtain"]


@dataclass(frozen=True, slots=True)
class Obtained:
    """A file that was downloaded or laid out, its SHA-256, and whether that was compared with a known one."""

    path: Path
    sha256: str
    is_checked: bool


def downloads_folder() -> Path:
    """Where downloads are kept, and where those fetched by hand are put."""
    return registry.data_root() / "downloads"


def distribution_of(name: str) -> Distribution:
    """How the corpus is distributed.

    Raises:
        CorpusError: when it cannot be downloaded, or there is none of that name; the message says how to get it.
    """
    corpus = registry.get(name)
    if name not in DISTRIBUTIONS:
        raise CorpusError(
            f"{name} cannot be downloaded by a program: {corpus.obtain}. Home: {corpus.home}. Licence: {corpus.licence}"
        )
    return DISTRIBUTIONS[name]


def obtain(name: str, advance: Advance) -> Iterator[Obtained]:
    """Download a corpus and lay its files out, with what is known of each file as it is there.

    Downloads that are there are not fetched again; one that was broken off goes on.

    Raises:
        CorpusError: when it cannot be had, or something is not what it should be; the message says what to do.
        InputError: when a file cannot be written.
    """
    distribution = distribution_of(name)
    paths = []
    for download in distribution.downloads:
        path = _by_hand(name, download) if not download.address else fetch(download, downloads_folder(), advance)
        paths.append(path)
        yield Obtained(path, file_sha256(path), is_checked=bool(download.sha256))
    _check(distribution, paths)
    folder = registry.data_root() / "corpora" / name
    for relative, content in distribution.lay_out(paths):
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing_bytes(target) as stream:
            stream.write(content)
        if relative in distribution.sha256:
            yield Obtained(target, distribution.sha256[relative], is_checked=True)


def _check(distribution: Distribution, paths: Sequence[Path]) -> None:
    """Compare the files that are to be laid out with what is known of them, before any is written."""
    if not distribution.sha256:
        return
    found = {relative: hashlib.sha256(content).hexdigest() for relative, content in distribution.lay_out(paths)}
    for relative, known in distribution.sha256.items():
        sha256 = found.get(relative, "of no such file")
        if sha256 != known:
            raise CorpusError(
                f"{paths[0]}: the SHA-256 of {relative} in it is {sha256}, expected {known}. It is damaged or another "
                "version of the corpus; nothing was written"
            )


def _by_hand(name: str, download: Download) -> Path:
    path = downloads_folder() / download.name
    if not path.exists():
        corpus = registry.get(name)
        raise CorpusError(
            f"{name}: no address of {download.name} is known that a program can fetch it from. Download it by hand "
            f"from {corpus.home}, put it at {path}, and give the command again"
        )
    return path
