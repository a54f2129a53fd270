"""A ``coref serve`` of its own, as a process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import httpx

_COMMAND = [sys.executable, "-c", "from coref.cli import app; app()", "serve", "--port", "0"]


@contextmanager
def serving_process(model: Path, **environment: str) -> Iterator[tuple[subprocess.Popen, httpx.Client]]:
    """The process, once its model is loaded, and a client of it; killed at the end if it still runs."""
    command, variables = [*_COMMAND, "--model", model], os.environ | environment
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=variables) as server:
        assert server.stderr is not None
        lines: Queue[str] = Queue()
        # The log is read on to the end, or the service would wait for somebody to read it.
        reader = Thread(target=_pass_on, args=(server.stderr, lines))
        reader.start()
        try:
            log = ""
            while not ((address := re.search(r"http://127\.0\.0\.1:\d+", log)) and "the model is ready" in log):
                line = lines.get(timeout=120)
                assert line, f"the service ended: {log}"
                log += line
            with httpx.Client(base_url=address[0], timeout=60) as client:
                yield server, client
        finally:
            server.kill()
            reader.join()


def _pass_on(stream, lines: Queue[str]) -> None:
    for line in stream:
        lines.put(line)
    lines.put("")
