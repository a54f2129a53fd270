"""Annotating a stream of documents, of which some may fail."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coref.cli.sources import Failure, read_documents
from coref.document import Document
from coref.resolver import Resolver
from corpora.conllu import ConlluDocument

__all__ = ["Batch"]


class Batch:
    """Annotates the documents of files, in order, and counts; only a few documents are held at a time.

    Attributes:
        documents: how many were read so far, or should have been.
        failed: how many of them could not be read or written.
    """

    def __init__(self, resolver: Resolver, scheme: str | None, singletons: bool, tell: Callable[[str], None]) -> None:
        self._resolver, self._scheme, self._singletons, self._tell = resolver, scheme, singletons, tell
        self.documents = 0
        self.failed = 0

    def annotate(self, files: Iterable[Path], language: str) -> Iterator[Document | ConlluDocument]:
        """The documents with their clusters; those from CoNLL-U with their lines, whose entities are still the old.

        Raises:
            InputError: when the model does not have the scheme.
        """
        waiting: deque[Document | ConlluDocument] = deque()

        def documents() -> Iterator[Document]:
            for item in self._read(files, language):
                waiting.append(item)
                yield item.document if isinstance(item, ConlluDocument) else item

        for document in self._resolver.pipe(documents(), scheme=self._scheme, singletons=self._singletons):
            item = waiting.popleft()
            yield replace(item, document=document) if isinstance(item, ConlluDocument) else document

    def fail(self, reason: str) -> None:
        """Count a document that failed, and tell of it."""
        self.failed += 1
        self._tell(reason)

    def _read(self, files: Iterable[Path], language: str) -> Iterator[Document | ConlluDocument]:
        for file in files:
            for item in read_documents(file, language):
                self.documents += 1
                if isinstance(item, Failure):
                    self.fail(item.reason)
                else:
                    yield item
