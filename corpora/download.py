"""Downloading a file over HTTP: it is there whole or not at all, and what was broken off goes on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from coref.errors import CorpusError

__all__ = ["Advance", "Download", "fetch", "file_sha256"]

Advance = Callable[[str, int, int | None], None]
"""Is told a file's name, how many bytes of it are there, and how many there will be, if that is known."""

_CONNECT_SECONDS, _SILENT_SECONDS = 20, 60


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download.

    Attributes:
        name: what it is called in the folder of downloads; may have a folder of its own there.
        address: where it is; ``""`` where a person must fetch it.
        sha256: of its content, where it is known.
    """

    name: str
    address: str
    sha256: str = ""


def fetch(download: Download, folder: Path, advance: Advance) -> Path:
    """Download a file into ``folder``, unless it is there already.

    What has come is kept in ``<name>.partial`` if the connection breaks, and a later call asks for the rest only, if
    the server can do that and the file there is still the same.

    Raises:
        CorpusError: when the file does not come, or not with the SHA-256 that is known; the message says what to do.
    """
    target = folder / download.name
    if not target.exists():
        partial = _Partial(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _download(download, partial, advance)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CorpusError(_what_to_do(download, target, partial, error)) from error
        except OSError as error:
            raise CorpusError(
                f"{target}: cannot be written: {error.strerror}; the same command goes on later"
            ) from error
        partial.finish()
    if download.sha256 and (found := file_sha256(target)) != download.sha256:
        # Renamed so that it can be looked at, and is not taken for the right one.
        wrong = target.replace(target.with_name(f"{target.name}.wrong"))
        raise CorpusError(
            f"{download.name}: the SHA-256 is {found}, expected {download.sha256}. The file was damaged on its way or "
            f"is another version; it is now {wrong}. Give the command again to download it anew"
        )
    return target


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Partial:
    """What has come so far of a file, and which version of the file it is of, as the server calls it."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.partial")
        self._version = target.with_name(f"{target.name}.partial.version")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def request_rest(self) -> dict[str, str]:
        """Headers that ask for what is missing, or for everything if the file has changed; none to begin anew."""
        if not self.size or not self._version.exists():
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._version.read_text(encoding="utf-8")}

    def note_version(self, response: httpx.Response) -> None:
        """Only a strong tag or a date can be asked for again."""
        tag = response.headers.get("ETag", "")
        version = tag if tag.startswith('"') else response.headers.get("Last-Modified", "")
        if version:
            self._version.write_text(version, encoding="utf-8")
        else:
            self._version.unlink(missing_ok=True)

    def finish(self) -> None:
        self.path.replace(self._target)
        self._version.unlink(missing_ok=True)


def _download(download: Download, partial: _Partial, advance: Advance) -> None:
    # Compression on the way would make the sizes of ranges mean something else.
    headers = {"Accept-Encoding": "identity", **partial.request_rest()}
    timeout = httpx.Timeout(_SILENT_SECONDS, connect=_CONNECT_SECONDS)
    with httpx.stream("GET", download.address, headers=headers, timeout=timeout, follow_redirects=True) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and "Range" in headers:
            partial.path.unlink()
            return _download(download, partial, advance)
        response.raise_for_status()
        goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
        done = partial.size if goes_on else 0
        length = response.headers.get("Content-Length")
        total = done + int(length) if length else None
        with partial.path.open("ab" if goes_on else "wb") as stream:
            # Not before what came of another version is gone.
            partial.note_version(response)
            advance(download.name, done, total)
            for piece in response.iter_raw():
                stream.write(piece)
                done += len(piece)
                advance(download.name, done, total)
            stream.flush()
            os.fsync(stream.fileno())


def _what_to_do(download: Download, target: Path, partial: _Partial, error: Exception) -> str:
    reason = str(error).partition("\n")[0] or type(error).__name__
    kept = f"{partial.size:,} bytes are kept; give the command again to go on from there. " if partial.size else ""
    return (
        f"{download.address} cannot be downloaded: {reason}. {kept}Where there is no network, download it elsewhere, "
        f"put it at {target}, and give the command again"
    )
