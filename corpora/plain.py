"""Plain text, the raw material of every other format here: UTF-8, with or without a byte order mark.

A file whose name ends in ``.gz`` or ``.xz`` is decompressed first.
"""

from __future__ import annotations

import codecs
import gzip
import lzma
import zlib
from pathlib import Path

from coref.errors import CorpusError

__all__ = ["decode", "read_text"]

_DECOMPRESS = {".gz": gzip.decompress, ".xz": lzma.decompress}


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; a leading byte order mark is dropped, line ends are kept as they are.

    Raises:
        CorpusError: when the file cannot be read or decompressed, or is not UTF-8 (the message gives the byte's
            position).
    """
    try:
        return decode(_DECOMPRESS.get(path.suffix, bytes)(path.read_bytes()), str(path))
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise CorpusError(f"{path}: cannot be decompressed: {error}") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error


def decode(data: bytes, source: str) -> str:
    """``data`` as text, without a leading byte order mark; ``source`` names it in errors.

    Raises:
        CorpusError: when the bytes are not UTF-8; positions count from 0 at the first byte of ``data``.
    """
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        position = mark + error.start
        line = data.count(b"\n", 0, position) + 1
        raise CorpusError(
            f"{source}:{line}: byte 0x{data[position]:02x} at position {position} is not UTF-8; "
            "convert the file, for instance with iconv"
        ) from error
