"""The documents that failed: told as they come, counted, and kept in a file beside the output."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from coref.batch.files import ERRORS_ENDING
from coref.batch.items import Failure
from coref.output import replacing

__all__ = ["ErrorLog"]


class ErrorLog:
    """Takes failures; the file ``out.jsonl.errors.jsonl`` beside ``out.jsonl`` has one a line.

    Where there were none there is no file.

    Args:
        output: the run's output; ``None``, standard output, has no file of errors.
        tell: is given each failure's reason.

    Attributes:
        count: how many failures there were.
    """

    def __init__(self, output: Path | None, tell: Callable[[str], None]) -> None:
        self._path = output and output.with_name(output.name + ERRORS_ENDING)
        self._tell = tell
        self._stream: TextIO | None = None
        self._stack = ExitStack()
        self.count = 0

    def __enter__(self) -> ErrorLog:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._stack.__exit__(kind, error, None)
        if self._path is not None and error is None and not self.count:
            self._path.unlink(missing_ok=True)

    def add(self, failure: Failure) -> None:
        """Take a failure."""
        self.count += 1
        self._tell(failure.reason)
        if self._path is None:
            return
        if self._stream is None:
            self._stream = self._stack.enter_context(replacing(self._path))
        record = {"source": failure.place, "error": failure.reason}
        self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")
