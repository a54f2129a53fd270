"""Output files that are there whole or not at all, whatever stops the program."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from coref.errors import InputError

__all__ = ["replacing", "replacing_bytes", "utf8_writer"]


@contextmanager
def replacing_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A file, named ``path`` with ``.partial``, that takes the place of ``path`` when the block ends well.

    By then it is on the disk, and so is its name soon after.

    Raises:
        InputError: when it cannot be created.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        stream = partial.open("wb")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """``replacing_bytes`` for text in UTF-8, whose line ends are written as they are."""
    with replacing_bytes(path) as stream, utf8_writer(stream) as text:
        yield text


@contextmanager
def utf8_writer(stream: IO[bytes]) -> Iterator[TextIO]:
    """A stream of text, without translation of line ends, into one of bytes that stays open."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    try:
        yield text
        text.flush()
    finally:
        text.detach()
