"""Logs as JSON lines. They never hold a text: neither bodies nor the messages of unexpected errors are written."""

from __future__ import annotations

import json
import logging
import time
import traceback
from typing import Any

from service.requests import request_id

__all__ = ["JsonLines", "log_to_stderr"]


class JsonLines(logging.Formatter):
    """One JSON object a record: time, level, logger, message, request_id, and the record's ``fields``."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["error"], line["stack"] = _describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send all logs of this process there; for a command, not for a library."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _describe(error: BaseException) -> tuple[str, list[str]]:
    """The error's type and where it came from. Its message may quote the text."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__name__, [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
