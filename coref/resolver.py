"""The library's door: text in, document with clusters out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from coref.checkpoint import SHIPPED_MODEL, Checkpoint, load_checkpoint
from coref.decoding import build_document, choose_links
from coref.devices import to_device
from coref.document import Document, Span
from coref.errors import CheckpointError, InputError
from coref.given_mentions import locate, read_given
from coref.model.inputs import read_input
from coref.nesting import nested
from coref.precision import choose_precision
from coref.prepare import prepare
from coref.threads import one_core_each

__all__ = ["Resolver", "load"]

_PROBABLE = 0.5
"""A mention that nothing else refers to is worth returning from this probability on."""


def load(model: str | Path | None = None, *, device: str = "cpu", precision: str = "auto") -> Resolver:
    """Load a model; nothing is ever fetched from a network.

    Args:
        model: a checkpoint directory; by default that of the environment variable ``COREF_MODEL``, or else the
            model that comes with the package.
        device: a torch device such as ``"cuda"``.
        precision: ``"float32"``, ``"bfloat16"``, or ``"auto"`` for the faster one: bfloat16 on CPUs that compute in
            it. Scores differ by some thousandths.

    Raises:
        CheckpointError: when there is no model, or it cannot be read.
        InputError: when the precision is none of these.
    """
    directory = Path(model or os.environ.get("COREF_MODEL") or SHIPPED_MODEL)
    if not directory.is_dir():
        raise CheckpointError(f"{directory}: no such model directory")
    return Resolver(load_checkpoint(directory, device, choose_precision(precision, device)), directory)


class Resolver:
    """Finds the coreference clusters of texts. One resolver may be used by many threads at once.

    >>> resolver = load()
    >>> document = resolver("Anna poszła do domu. Była zmęczona.")
    >>> [[mention.text for mention in cluster.mentions] for cluster in document.clusters]
    [['Anna', 'Była']]
    """

    def __init__(self, checkpoint: Checkpoint, path: Path) -> None:
        self._checkpoint = checkpoint
        self._path = path
        self._device = next(checkpoint.model.parameters()).device

    def __call__(
        self,
        text: str | Document,
        *,
        language: str = "auto",
        scheme: str | None = None,
        singletons: bool = False,
        threshold: float = 0.0,
        mentions: Sequence[Span] | None = None,
        id: str = "",
    ) -> Document:
        """Resolve one text.

        Args:
            text: a string, or a document whose tokens and sentences are to be kept; its clusters are replaced.
            language: ``"pl"``, ``"en"`` or ``"auto"``; a document has its own.
            scheme: whose idea of a mention to follow, one of ``info["schemes"]``; by default the language's.
            singletons: whether to return mentions that nothing else refers to, as clusters of one.
            threshold: links, and mentions that nothing else refers to, are left out below this probability.
            mentions: spans of the caller's own, made of whole tokens: these are clustered and nothing else. With
                ``singletons`` all of them are in the answer.
            id: the document's name; a document has its own.

        Raises:
            InputError: when the text or an option cannot be processed.
        """
        if not 0 <= threshold <= 1:
            raise InputError(f"threshold is {threshold}: give a probability from 0 to 1")
        document = text if isinstance(text, Document) else prepare(text, language=language, id=id)
        scheme = self._scheme(scheme, document.language)
        phrases = None if mentions is None else locate(document, mentions)
        if not document.tokens or phrases == []:
            return document.with_clusters(())
        return self._resolve(document, scheme, singletons, threshold, phrases)

    def pipe(
        self,
        texts: Iterable[str | Document],
        *,
        batch_size: int = 16,
        language: str = "auto",
        scheme: str | None = None,
        singletons: bool = False,
        threshold: float = 0.0,
    ) -> Iterator[Document]:
        """Resolve many texts: one document for every input, in order.

        ``batch_size`` texts are read ahead and worked on side by side, each on one core, in as many threads as torch
        uses for one. Each is computed by itself, so that its answer never depends on its neighbours.

        Raises:
            InputError: for the first text that cannot be processed, see ``__call__``.
        """
        if batch_size < 1:
            raise InputError(f"batch_size is {batch_size}: give at least 1")
        remaining = iter(texts)
        with one_core_each() as pool:
            while batch := list(islice(remaining, batch_size)):
                yield from pool.map(
                    lambda text: self(
                        text, language=language, scheme=scheme, singletons=singletons, threshold=threshold
                    ),
                    batch,
                )

    @property
    def info(self) -> dict[str, Any]:
        """What is loaded: for people, logs and the service."""
        model, scores = self._checkpoint.model, self._checkpoint.scores
        return {
            "name": self._checkpoint.name,
            "version": version("coref-pl-en"),
            "path": str(self._path),
            "sha256": self._checkpoint.sha256,
            "parameters": sum(parameter.numel() for parameter in model.parameters()),
            "languages": sorted(model.config.defaults),
            "schemes": list(model.config.schemes),
            "defaults": dict(model.config.defaults),
            "device": str(self._device),
            "scores": None if scores is None else [score.model_dump() for score in scores],
            "precision": str(next(model.encoder.parameters()).dtype).removeprefix("torch."),
        }

    def _scheme(self, scheme: str | None, language: str) -> str:
        config = self._checkpoint.model.config
        if scheme is None:
            return config.defaults[language]
        if scheme not in config.schemes:
            raise InputError(f"unknown scheme {scheme!r}: this model knows {', '.join(config.schemes)}")
        return scheme

    @torch.inference_mode()
    def _resolve(
        self,
        document: Document,
        scheme: str,
        singletons: bool,
        threshold: float,
        phrases: Sequence[tuple[int, int]] | None,
    ) -> Document:
        model, config = self._checkpoint.model, self._checkpoint.model.config
        inputs = to_device(read_input(document, self._checkpoint.subwords, config.window, config.overlap), self._device)
        words = model.score_words(model.read_words(inputs), scheme)
        if phrases is None:
            heads = model.choose_heads(words)
            if not len(heads):
                return document.with_clusters(())
            first, last = model.score_spans(inputs, words, heads).best()
            kinds, least = words.kind[heads].argmax(1), max(_PROBABLE, threshold)
        else:
            given = read_given(model, inputs, words, phrases)
            heads, first, last, kinds, least = given.heads, given.first, given.last, given.kinds, 0.0
        spans = list(zip(first.tolist(), last.tolist(), strict=True))
        if phrases is None:
            spans = nested(heads.tolist(), spans)
        pairs = model.score_pairs(inputs, words, heads, first, last)
        return build_document(
            document,
            heads=heads.tolist(),
            phrases=spans,
            kinds=kinds.tolist(),
            probabilities=words.mention[heads].sigmoid().tolist(),
            links=choose_links(pairs, threshold),
            singletons=singletons,
            least=least,
        )
