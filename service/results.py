"""What became of one text among several: its document, or an error of its own."""

from __future__ import annotations

import json
from typing import Any

from service.metrics import Metrics
from service.processing import Outcome, to_problem

__all__ = ["result_line"]


def result_line(path: str, record: Any, outcome: Outcome, metrics: Metrics) -> bytes:  # noqa: ANN401 - from the client
    """The result as JSON without line breaks, see ``ResultSchema``.

    Args:
        path: that was asked for.
        record: what the client sent, whatever it is; it has the text's id if it has one.
        outcome: the document as JSON, or the error.
    """
    identity = record.get("id") if isinstance(record, dict) else None
    name = identity if isinstance(identity, str) else ""
    if isinstance(outcome, bytes):
        metrics.count_document(200)
        return b'{"id": %b, "document": %b}' % (_dump(name), outcome)
    problem = to_problem(outcome)
    metrics.count_document(problem.status)
    return b'{"id": %b, "error": %b}' % (_dump(name), _dump(problem.to_record(path)))


def _dump(value: object) -> bytes:
    # What was refused may hold half a surrogate pair, which UTF-8 has no form for.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
