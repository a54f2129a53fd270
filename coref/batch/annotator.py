"""One document to be annotated → the document with its clusters, or why it has none."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coref.batch.items import Entry, Failure, Item
from coref.errors import CorefError, InputError

if TYPE_CHECKING:
    from coref.resolver import Resolver

__all__ = ["Annotator", "AnnotatorSettings"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnnotatorSettings:
    """How to make an annotator, in this process or another; ``threads`` is how many torch may use, all if ``None``."""

    model: str | Path | None
    scheme: str | None
    singletons: bool
    device: str = "cpu"
    threads: int | None = None

    def __call__(self) -> Annotator:
        """Load the model.

        Raises:
            CheckpointError: when there is no model, or it cannot be read.
            InputError: when the model does not have the scheme.
        """
        import torch  # seconds of work, for those processes only that annotate

        from coref.resolver import load

        if self.threads is not None:
            torch.set_num_threads(self.threads)
        return Annotator(load(self.model, device=self.device), self.scheme, self.singletons)


class Annotator:
    """Annotates documents one at a time; may be used by many threads at once."""

    def __init__(self, resolver: Resolver, scheme: str | None, singletons: bool) -> None:
        self.info: dict[str, Any] = resolver.info
        if scheme is not None and scheme not in self.info["schemes"]:
            raise InputError(f"unknown scheme {scheme!r}: this model knows {', '.join(self.info['schemes'])}")
        self._resolver, self._scheme, self._singletons = resolver, scheme, singletons

    def __call__(self, item: Item) -> Entry:
        try:
            document = self._resolver(item.document, scheme=self._scheme, singletons=self._singletons)
        except CorefError as error:
            return Failure(item.place, f"{item.place}: {error}")
        except Exception as error:
            # Whatever is wrong with one document must not cost the others hours of work.
            logger.exception("%s", item.place)
            return Failure(item.place, f"{item.place}: {type(error).__name__}: {error}")
        return replace(item, document=document)
