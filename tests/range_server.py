"""A web server for files that can send part of one, and break off in the middle."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class FileServer(ThreadingHTTPServer):
    """Serves ``files`` by path; ``break_after`` says after how many bytes to break off, until it is ``None``.

    ``ranges`` has the ``Range`` header of every request, ``""`` for one without.
    """

    def __init__(self, *, knows_ranges: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.break_after: int | None = None
        self.knows_ranges = knows_ranges
        self.ranges: list[str] = []

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        self.server.ranges.append(self.headers.get("Range", ""))
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        first = 0
        if self.server.knows_ranges and self.headers.get("If-Range") == tag:
            first = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        if first >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(content) - first))
        self.send_header("ETag", tag)
        self.end_headers()
        stop = len(content) if self.server.break_after is None else first + self.server.break_after
        self.wfile.write(content[first:stop])

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving_files(**options: bool) -> Iterator[FileServer]:
    """The server, running until the end of the block."""
    with FileServer(**options) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
