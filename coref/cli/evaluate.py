"""``coref evaluate``: a model's scores on a corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from coref.cli.options import Model
from coref.output import replacing

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["evaluate"]

_DIGITS = 4


def evaluate(
    corpus: Annotated[str, typer.Option(help="Corpus, such as pl, gum or litbank; COREF_CORPORA is where they are.")],
    split: Annotated[str, typer.Option(help="Part of the corpus.")] = "dev",
    model: Model = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Take only so many documents.", show_default="all of them")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="File to write the scores to, too.", show_default=False)
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Note the headline in the model's directory, for `coref info`.")
    ] = False,
) -> None:
    """Score a model on a split of a corpus: by head (the headline), partial and exact match of mentions."""
    if record and limit is not None:
        raise typer.BadParameter("--record is for the whole split: leave out --limit")
    if record and corpus == "gap":
        raise typer.BadParameter("--record is for scores of clusters, which GAP has none of")
    import coref

    resolver = coref.load(model)
    # GAP asks for single pronouns, not for clusters.
    scores = _gap(resolver, split, limit) if corpus == "gap" else _clusters(resolver, corpus, split, limit)
    if json_file is not None:
        subject = {"corpus": corpus, "split": split, "model": resolver.info}
        with replacing(json_file) as stream:
            json.dump(subject | scores, stream, ensure_ascii=False, indent=1)
            stream.write("\n")
    if record:
        _record(resolver, corpus, split, scores)


def _record(resolver: Resolver, corpus: str, split: str, scores: dict[str, Any]) -> None:
    from coref.recorded_scores import RecordedScore, record_score

    zeros = scores["anaphora"].get("zero")
    score = RecordedScore(
        corpus=corpus,
        split=split,
        documents=scores["documents"],
        # Beyond these digits machines differ.
        conll=round(scores["headline"], _DIGITS),
        zero_anaphora=None if zeros is None else round(zeros["f1"], _DIGITS),
    )
    record_score(Path(resolver.info["path"]), resolver.info["sha256"], score)


def _clusters(resolver: Resolver, corpus: str, split: str, limit: int | None) -> dict[str, Any]:
    from coref import evaluation
    from coref.cli.score_tables import genre_table, headline, kind_table, score_table, span_line

    result = evaluation.evaluate(resolver, corpus, split, limit=limit)
    console = Console()
    console.print(score_table(result))
    console.print(kind_table(result))
    if result.genres:
        console.print(genre_table(result))
    console.print(span_line(result), highlight=False)
    console.print(headline(result), highlight=False)
    return result.to_dict()


def _gap(resolver: Resolver, split: str, limit: int | None) -> dict[str, Any]:
    from coref import evaluation
    from coref.cli.score_tables import gap_line

    scores = evaluation.evaluate_gap(resolver, split, limit=limit)
    Console().print(gap_line(scores), highlight=False)
    return scores.to_dict()
