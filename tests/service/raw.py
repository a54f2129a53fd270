"""HTTP over a bare socket, for what clients do not usually do."""

from __future__ import annotations

import json
import socket
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Raw:
    """A connection to the service of an ``httpx.Client``."""

    def __init__(self, client) -> None:
        address = urlsplit(str(client.base_url))
        self.socket = socket.create_connection((address.hostname, address.port), timeout=30)
        self._reader = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()
        self.socket.close()

    def begin(self, path: str, media_type: str = "application/json", *headers: str) -> None:
        """Send the head of a POST, by default with a body in chunks."""
        fields = headers or ("Transfer-Encoding: chunked",)
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {media_type}", *fields, "", ""]
        self.socket.sendall("\r\n".join(lines).encode())

    def chunk(self, data: bytes) -> None:
        self.socket.sendall(b"%x\r\n%b\r\n" % (len(data), data))

    def line(self, record: object) -> None:
        """Send a chunk that is a JSON line."""
        self.chunk(json.dumps(record).encode() + b"\n")

    def end(self) -> None:
        self.socket.sendall(b"0\r\n\r\n")

    def head(self) -> tuple[int, dict[str, str]]:
        """Read the answer's status and headers."""
        status = int(self._reader.readline().split()[1])
        headers = {}
        while line := self._reader.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers

    def answer(self) -> tuple[int, dict]:
        """Read an answer of known length: its status and its JSON."""
        status, headers = self.head()
        return status, json.loads(self._reader.read(int(headers["content-length"])))

    def result(self) -> dict | None:
        """Read the next chunk of the answer, a JSON line; ``None`` at the end."""
        length = int(self._reader.readline(), 16)
        data = self._reader.read(length)
        self._reader.readline()
        return json.loads(data) if length else None
