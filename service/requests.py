"""Which request is being worked on: an id for answers and logs."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

__all__ = ["choose_request_id", "request_id"]

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that this code works for, ``""`` outside of any."""

_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def choose_request_id(offered: str) -> str:
    """The client's id, if it can do no harm in a log, else a new one."""
    return offered if _ACCEPTABLE.fullmatch(offered) else uuid.uuid4().hex
