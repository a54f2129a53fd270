"""Real servers on real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from service.app import create_app
from service.settings import Settings


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of ``app``, which runs in a thread of its own until the context ends."""
    # The socket listens from the start, so that the first request waits for the server instead of failing.
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, http="h11", log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[FastAPI], httpx.Client]]:
    """Starts servers that run until the session ends."""
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(serving(app))


@pytest.fixture(scope="session")
def loaded(resolver) -> Future:
    """The tiny model as the service takes it."""
    future: Future = Future()
    future.set_result(resolver)
    return future


@pytest.fixture(scope="session")
def client(serve, loaded) -> httpx.Client:
    """A client of a service with the default settings."""
    return serve(create_app(Settings(), loaded))


@pytest.fixture(scope="session")
def narrow_client(serve, loaded) -> httpx.Client:
    """A client of a service that takes texts of 100 characters, and so bodies of 7,296 bytes."""
    return serve(create_app(Settings(max_characters=100), loaded))
