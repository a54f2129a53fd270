"""Corpora as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.table import Table

from coref.document import Kind
from corpora.registry import Corpus
from corpora.statistics import Statistics

__all__ = ["corpus_table", "statistics_table"]


def corpus_table(corpora: Iterable[Corpus], is_here: Callable[[str, str], bool]) -> Table:
    """A row for each corpus; a split that is not here stands in brackets."""
    table = Table("corpus", "language", "scheme", "splits (not here)", "licence")
    for corpus in corpora:
        splits = " ".join(split if is_here(corpus.name, split) else f"({split})" for split in corpus.splits)
        table.add_row(corpus.name, corpus.language, corpus.scheme, splits, corpus.licence)
    return table


def statistics_table(name: str, by_split: Mapping[str, Statistics]) -> Table:
    """A row for each count, a column for each split."""
    table = Table(name)
    for split in by_split:
        table.add_column(split, justify="right")
    columns = by_split.values()
    table.add_row("documents", *(f"{split.documents:,}" for split in columns))
    table.add_row("sentences", *(f"{split.sentences:,}" for split in columns))
    table.add_row("tokens", *(f"{split.tokens:,}" for split in columns))
    table.add_row("clusters", *(f"{split.clusters:,}" for split in columns))
    table.add_row("of one mention", *(f"{split.singletons:,}" for split in columns))
    table.add_row("mentions", *(f"{split.mentions.total():,}" for split in columns))
    for kind in Kind:
        table.add_row(f"  {kind}", *(f"{split.mentions[kind]:,}" for split in columns))
    return table
