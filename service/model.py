"""The model of the service: loaded in a thread, warmed up, ready."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import coref

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["start_loading", "use_one_core"]

logger = logging.getLogger(__name__)

_WARM_UP = {
    "pl": "Anna poszła do domu. Była zmęczona, bo jej pies uciekł.",
    "en": "Mary lost her keys yesterday. She looked for them everywhere.",
}
_WARM_UP_LENGTHS = (1, 8, 64)
"""How often the text is repeated: short and long texts take different ways through the numerical libraries."""


def start_loading(model: str | None) -> Future[Resolver]:
    """Load and warm up a model in a thread, so that the service can say meanwhile that it is alive.

    The log says when it is ready, or why it never will be.
    """
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load")
    loading = pool.submit(_load, model)
    pool.shutdown(wait=False)
    loading.add_done_callback(_log_outcome)
    return loading


def use_one_core() -> None:
    """Keep torch on one core in the calling thread: the others are for other texts."""
    import torch

    torch.set_num_threads(1)


def _load(model: str | None) -> Resolver:
    resolver = coref.load(model)
    for language, text in _WARM_UP.items():
        for length in _WARM_UP_LENGTHS:
            resolver(text * length, language=language)
    return resolver


def _log_outcome(loading: Future[Resolver]) -> None:
    if (error := loading.exception()) is not None:
        logger.error("the model could not be loaded: %s", error)
    else:
        logger.info("the model is ready")
