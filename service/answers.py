"""A resolved document → the bytes of the answer, in the format that the header ``Accept`` asks for."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException

from coref.document import Document
from coref.offsets import Offsets, OffsetUnit
from corpora.brat_writer import write_brat_zip
from corpora.conllu_writer import write_conllu
from corpora.html import write_html
from service.schemas import CorefRequest

__all__ = ["FORMATS", "Format", "Write", "choose_format", "to_record"]

_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: nothing; its styles are within it."""

Write = Callable[[Document, CorefRequest], bytes]
"""Writes the document that a request asked for.

Raises:
    CorpusError: when the format cannot hold the document.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of answers: its writer, and headers that go with it."""

    write: Write
    headers: Mapping[str, str] = field(default_factory=dict)


def to_record(document: Document, unit: OffsetUnit) -> dict[str, Any]:
    """``Document.to_dict()`` with its offsets in another unit, which is then named in ``offset_unit``."""
    record = document.to_dict()
    if unit == "codepoint":
        return record
    offsets = Offsets(document.text, unit)

    def convert(spans: list[list[int]]) -> list[list[int]]:
        return [list(offsets.to_unit((start, end))) for start, end in spans]

    record["tokens"], record["sentences"] = convert(record["tokens"]), convert(record["sentences"])
    for cluster in record["clusters"]:
        for mention in cluster["mentions"]:
            mention["start"], mention["end"] = offsets.to_unit((mention["start"], mention["end"]))
            mention["head"] = convert([mention["head"]])[0]
            if "parts" in mention:
                mention["parts"] = convert(mention["parts"])
    return record | {"offset_unit": unit}


def _write_json(document: Document, request: CorefRequest) -> bytes:
    record = to_record(document, request.offset_unit)
    if request.resolved_text:
        record["resolved_text"] = document.resolved_text()
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode()


def _write_conllu(document: Document, request: CorefRequest) -> bytes:
    stream = io.StringIO()
    write_conllu([document], stream)
    return stream.getvalue().encode()


def _write_html(document: Document, request: CorefRequest) -> bytes:
    stream = io.StringIO()
    write_html([document], stream)
    return stream.getvalue().encode()


def _write_brat(document: Document, request: CorefRequest) -> bytes:
    stream = io.BytesIO()
    write_brat_zip([document], stream)
    return stream.getvalue()


FORMATS: Mapping[str, Format] = {
    "application/json": Format(_write_json),
    "text/x-conllu": Format(_write_conllu),
    "text/html": Format(_write_html, {"Content-Security-Policy": _PAGE_POLICY}),
    "application/zip": Format(_write_brat),
}
"""The formats of an answer by media type; of several that are equally welcome the first is taken."""


def choose_format(accept: str) -> str:
    """The media type of ``FORMATS`` that a header ``Accept`` likes best (RFC 9110, section 12.5.1).

    Raises:
        HTTPException: 406, when it wants none of them.
    """
    ranges = dict(filter(None, map(_read_range, accept.split(",")))) or {"*/*": 1.0}

    def quality(media_type: str) -> float:
        kind = media_type.partition("/")[0] + "/*"
        return next((ranges[known] for known in (media_type, kind, "*/*") if known in ranges), 0.0)

    best = max(FORMATS, key=quality)
    if quality(best) <= 0:
        raise HTTPException(406, f"the answer can be {', '.join(FORMATS)}: name one of these in the header Accept")
    return best


def _read_range(written: str) -> tuple[str, float] | None:
    media_type, *parameters = (part.strip().lower() for part in written.split(";"))
    if not media_type:
        return None
    quality = next((value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"), "1")
    try:
        return media_type, float(quality)
    except ValueError:
        return media_type, 0.0
