"""The release of the Polish corpus: annotations without texts, and the command that joins them with the texts.

``python -m corpora.release join ORIGINALS DATA`` is for users; ``make`` wrote the release; ``table`` counts it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from coref.errors import CorpusError
from corpora.jsonl import read_records
from corpora.sources import original_text
from corpora.standoff import join as join_text
from corpora.standoff import strip

__all__ = ["RELEASE", "SPLITS", "app", "counts", "join_split", "read_release"]

RELEASE = Path(__file__).resolve().parent / "releases" / "pl"
SPLITS = ("train", "dev")
COLUMNS = ("documents", "tokens", "clusters", "mentions", "dropped subjects", "predicates")
_GENRES = ("news", "wiki", "fiction", "parliament")

app = typer.Typer(no_args_is_help=True, help="The project's Polish corpus, released without its texts.")


@app.command()
def join(
    originals: Annotated[Path, typer.Argument(help="Folder with ntrex, poquad, eltec and sejm as downloaded.")],
    data: Annotated[Path, typer.Argument(help="Where to write corpora/pl/*.jsonl; set COREF_CORPORA to it.")],
    partial: Annotated[bool, typer.Option("--partial", help="Write a split even if documents of it fail.")] = False,
) -> None:
    """Join the annotations with the texts of the original distributions.

    Documents whose text is missing or differs are named. A split with such documents is not written, unless with
    --partial, which leaves them out. The exit code is 1 if any failed.
    """
    failed = 0
    for split in SPLITS:
        records, errors = join_split(split, originals)
        for error in errors:
            typer.echo(str(error), err=True)
        target = data / "corpora" / "pl" / f"{split}.jsonl"
        found = f"{len(records)} of {len(records) + len(errors)} documents"
        if errors and not partial:
            typer.echo(f"{target}: not written: {found} joined; --partial writes those", err=True)
        else:
            _write(target, records)
            typer.echo(f"{target}: {found}")
        failed += len(errors)
    if failed:
        raise typer.Exit(1)


@app.command()
def make(
    corpus: Annotated[Path, typer.Argument(help="Folder with train.jsonl and dev.jsonl, texts included.")],
    release: Annotated[Path, typer.Argument(help="Folder to write the annotations to.")] = RELEASE,
) -> None:
    """Write the annotations without the texts."""
    for split in SPLITS:
        _write(release / f"{split}.jsonl", [strip(record) for _, record in read_records(corpus / f"{split}.jsonl")])


@app.command()
def table(release: Annotated[Path, typer.Argument(help="Folder with the annotations.")] = RELEASE) -> None:
    """Print the size of the release as a Markdown table."""
    typer.echo(f"| split, genre | {' | '.join(COLUMNS)} |")
    typer.echo("| --- " * (1 + len(COLUMNS)) + "|")
    for split in SPLITS:
        for name, count in counts(read_release(split, release)).items():
            label = f"**{split}**" if name == "all" else name
            typer.echo(f"| {label} | {' | '.join(f'{count[column]:,}' for column in COLUMNS)} |")


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
            joined.append(join_text(record, original_text(originals, record["reference"])))
        except CorpusError as error:
            errors.append(error)
    return joined, errors


def counts(records: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """For ``"all"`` and for each genre how many there are of each of ``COLUMNS``."""
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("all", *_GENRES)}
    for record in records:
        size = Counter(dict(_sizes(record)))
        totals["all"] += size
        totals[record["genre"]] += size
    return totals


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
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


if __name__ == "__main__":
    app()
