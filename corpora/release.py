"""The releases of our own corpora: annotations without texts, and joining those of ``pl`` with the texts again.

The texts of the others are those that encoders are pre-trained on; the registry joins them whenever they are read. The
commands are ``coref corpora join``, for users; ``strip``, which wrote the release; and ``table``, which counts it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coref.errors import CorpusError
from coref.output import replacing
from corpora.jsonl import read_records
from corpora.registry import RELEASES
from corpora.sources import with_text
from corpora.standoff import strip

__all__ = [
    "RELEASE",
    "SPLITS",
    "Joined",
    "counts",
    "join",
    "join_split",
    "markdown_table",
    "read_release",
    "strip_texts",
]

RELEASE = RELEASES / "pl"
SPLITS = ("train", "dev")
COLUMNS = ("documents", "tokens", "clusters", "mentions", "dropped subjects", "predicates")


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a split: how many documents were joined, why the others were not, and whether it was written."""

    path: Path
    documents: int
    errors: tuple[CorpusError, ...]
    is_written: bool


def join(originals: Path, data: Path, *, partial: bool) -> Iterator[Joined]:
    """Join each split with the texts of the original distributions, into ``data/corpora/pl``.

    A split some of whose documents fail is not written, unless ``partial``, which leaves them out.

    Raises:
        CorpusError: when the release itself is missing or malformed.
        InputError: when a file cannot be written.
    """
    for split in SPLITS:
        records, errors = join_split(split, originals)
        target = data / "corpora" / "pl" / f"{split}.jsonl"
        is_written = partial or not errors
        if is_written:
            _write(target, records)
        yield Joined(target, len(records), tuple(errors), is_written)


def strip_texts(corpus: Path, release: Path) -> None:
    """Write the annotations of ``train.jsonl`` and ``dev.jsonl`` in ``corpus`` without their texts into ``release``.

    Raises:
        CorpusError: when neither file is there, or one is malformed.
        InputError: when a file cannot be written.
    """
    for split in _splits_in(corpus):
        _write(release / f"{split}.jsonl", [strip(record) for _, record in read_records(corpus / f"{split}.jsonl")])


def markdown_table(release: Path) -> Iterator[str]:
    """The lines of a table of the release's size, by split and genre; its records may have their texts."""
    yield f"| split, genre | {' | '.join(COLUMNS)} |"
    yield "| --- " * (1 + len(COLUMNS)) + "|"
    for split in _splits_in(release):
        records = (strip(record) if "text" in record else record for record in read_release(split, release))
        for name, count in counts(records).items():
            label = f"**{split}**" if name == "all" else name
            yield f"| {label} | {' | '.join(f'{count[column]:,}' for column in COLUMNS)} |"


def read_release(split: str, release: Path = RELEASE) -> list[dict[str, Any]]:
    """The stand-off records of a split.

    Raises:
        CorpusError: when the file is missing or malformed.
    """
    return [record for _, record in read_records(release / f"{split}.jsonl")]


def join_split(split: str, originals: Path) -> tuple[list[dict[str, Any]], list[CorpusError]]:
    """The documents of a split with their texts, and why the others could not be joined."""
    joined, errors = [], []
    for record in read_release(split):
        try:
            joined.append(with_text(record, originals))
        except CorpusError as error:
            errors.append(error)
    return joined, errors


def _splits_in(folder: Path) -> list[str]:
    if found := [split for split in SPLITS if (folder / f"{split}.jsonl").exists()]:
        return found
    raise CorpusError(f"{folder}: neither {' nor '.join(f'{split}.jsonl' for split in SPLITS)} is there")


def counts(records: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """For ``"all"``, then for each genre in alphabetical order, how many there are of each of ``COLUMNS``."""
    of_all: Counter[str] = Counter()
    of_genre: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        size = Counter(dict(_sizes(record)))
        of_all += size
        of_genre[record["genre"]] += size
    return {"all": of_all, **dict(sorted(of_genre.items()))}


def _sizes(record: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    kinds = [kind for cluster in record["clusters"] for *_, kind in cluster]
    yield "documents", 1
    yield "tokens", sum(len(numbers) // 2 for numbers in record["sentences"])
    yield "clusters", len(record["clusters"])
    yield "mentions", len(kinds)
    yield "dropped subjects", kinds.count("zero")
    yield "predicates", kinds.count("predicate")


def _write(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write the records, one a line; the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
