"""Columns of texts → the same columns with answers: for Ray Data, Spark and Hugging Face ``datasets``.

None of these is imported here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from coref.batch.annotator import AnnotatorSettings
from coref.batch.items import Entry, Failure, Item, Unit
from coref.errors import CorefError, InputError
from coref.prepare import prepare

if TYPE_CHECKING:
    from coref.batch.threads import Threads

__all__ = ["CorefMapper"]

_ANSWER, _ERROR = "coref", "coref_error"
_LOADING = Lock()

Batch = TypeVar("Batch")


class CorefMapper:
    """Annotates batches of texts; a picklable function from batch to batch.

    A batch is a dictionary of columns (lists or arrays), a pandas data frame, or a pyarrow table or record batch, and
    comes back as the same with two more columns of strings, in place of those that may have had their names:

    * ``coref``: the document with its clusters as JSON, as ``coref.Document.to_dict`` gives it and ``from_dict`` reads
      it, or ``""`` where there is an error;
    * ``coref_error``: ``""``, or why the text could not be annotated. The other rows are none the worse for it.

    The columns ``id`` and ``language``, if there are any, name documents and their languages; a row without a language
    has that of the mapper. The model is loaded with the first batch, once in each process.

    Args:
        model: as for ``coref.load``; a path must exist wherever batches are processed.
        text: the column of texts.
        language: ``"pl"``, ``"en"``, or ``"auto"`` to guess.
        scheme, singletons: as for ``Resolver``.
        device: as for ``coref.load``.
        threads: how many threads torch may use in each process, by default as many as it does anyway; 1 where
            processes are as many as cores.

    Raises:
        CheckpointError: with the first batch, when there is no model, or it cannot be read.
        InputError: with the first batch, when the model does not have the scheme; with a batch without texts.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        text: str = "text",
        language: str = "auto",
        scheme: str | None = None,
        singletons: bool = False,
        device: str = "cpu",
        threads: int | None = None,
    ) -> None:
        self._text, self._language = text, language
        self._settings = AnnotatorSettings(model, scheme, singletons, device, threads)

    def __call__(self, batch: Batch) -> Batch:
        """Annotate a batch."""
        columns = _columns(batch, (self._text, "id", "language"))
        if self._text not in columns:
            raise InputError(f"the batch has no column {self._text!r}: name that of the texts with text=…")
        texts = columns[self._text]
        missing = [None] * len(texts)
        rows = zip(texts, columns.get("id", missing), columns.get("language", missing), strict=True)
        with _LOADING:
            engine = _engine(self._settings)
        unit = Unit(0, tuple(self._read(*row) for row in rows))
        ((_, entries),) = engine.annotate([unit])
        answered: Batch = _with_columns(
            batch,
            {
                _ANSWER: ["" if isinstance(entry, Failure) else _as_json(entry) for entry in entries],
                _ERROR: [entry.reason if isinstance(entry, Failure) else "" for entry in entries],
            },
        )
        return answered

    def stream(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Annotate batches as they come, as Spark's ``mapInPandas`` and ``mapInArrow`` would have it."""
        return map(self, batches)

    def _read(self, text: Any, id: Any, language: Any) -> Entry:  # noqa: ANN401 - whatever is in the cells
        name = "" if id is None else str(id)
        place = name or self._text
        # A language that is missing is None in some libraries, and not a number in others.
        own = language if isinstance(language, str) and language else self._language
        try:
            return Item(prepare(text, language=own, id=name), place)
        except CorefError as error:
            return Failure(place, f"{place}: {error}")


@lru_cache(maxsize=4)
def _engine(settings: AnnotatorSettings) -> Threads:
    # Which imports torch, seconds of work, for those processes only that annotate.
    from coref.batch.threads import Threads

    return Threads(settings)


def _as_json(item: Item) -> str:
    return json.dumps(item.document.to_dict(), ensure_ascii=False)


def _columns(batch: Any, names: Iterable[str]) -> dict[str, list[Any]]:  # noqa: ANN401
    """Those of the columns that the batch has."""
    if isinstance(batch, Mapping):
        return {name: list(batch[name]) for name in names if name in batch}
    if _is_arrow(batch):
        return {name: batch.column(name).to_pylist() for name in names if name in batch.schema.names}
    return {name: batch[name].tolist() for name in names if name in batch.columns}


def _with_columns(batch: Any, added: dict[str, list[str]]) -> Any:  # noqa: ANN401
    if isinstance(batch, Mapping):
        return {**batch, **added}
    if not _is_arrow(batch):
        return batch.assign(**added)
    import pyarrow  # which is there, or there would be no such batch

    batch = batch.drop_columns([name for name in added if name in batch.schema.names])
    for name, values in added.items():
        batch = batch.append_column(name, pyarrow.array(values, pyarrow.string()))
    return batch


def _is_arrow(batch: Any) -> bool:  # noqa: ANN401
    return type(batch).__module__.startswith("pyarrow.")
