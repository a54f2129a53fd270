"""What the model leans on: dev scores when a part of what it knows is withheld from it, without training it anew.

    .venv/bin/python benchmarks/withheld.py [--model MODEL]

CoNLL F1 by head match without singletons. A part that costs nothing may still have helped the training.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from unittest.mock import patch

import torch

import coref
from coref import resolver as door
from coref.decoding import Link, choose_links
from coref.evaluation import evaluate
from coref.model import pair_features
from coref.model.inputs import read_input
from coref.model.recurrence import RECURRENCE
from coref.model.scorer import MentionPairModel, PairScores
from coref.training.data import without_morphology

CORPORA = ("pl", "gum", "ontogum", "litbank")
_GROUPS = {
    "whether words are the same": pair_features._SAMENESS,
    "agreement in gender, number, person, animacy": pair_features._AGREEMENT,
    "how the words of both phrases meet": pair_features._PHRASE,
    "quotations": pair_features._QUOTATION,
    "speakers": pair_features._SPEAKER,
    "distances": pair_features._BUCKETS,
}
"""The features of pairs, in their order, with how many there are."""


def without_features(model: MentionPairModel, group: str) -> None:
    """Make the pair scorer blind to some of the features of pairs."""
    first = 0
    for name, width in _GROUPS.items():
        if name == group:
            model.pairs.features.weight[:, first : first + width] = 0
        first += width


def without_recurrence(model: MentionPairModel) -> None:
    """Make the reading of words blind to where their lemmas come again."""
    model.words[0].weight[:, -RECURRENCE:] = 0


def all_candidates(model: MentionPairModel) -> None:
    """Score the candidates, too, that the coarse score gives up."""
    model.chooser.margin = float("inf")


def one_antecedent(pairs: PairScores, threshold: float = 0.0) -> list[Link]:
    """Link to the most probable antecedent instead of the most probable entity."""
    best = pairs.scores.argmax(1, keepdim=True)
    alone = torch.full_like(pairs.scores, -torch.inf).scatter(1, best, pairs.scores.gather(1, best))
    return choose_links(PairScores(pairs.antecedents, alone), threshold)


def score(model: str | None, change: Callable[[MentionPairModel], None]) -> list[float]:
    """Of each corpus, in per cent, with a model that is changed first."""
    resolver = coref.load(model)
    with torch.no_grad():
        change(resolver._checkpoint.model)
    return [100 * evaluate(resolver, corpus, "dev").headline for corpus in CORPORA]


def nothing(_: MentionPairModel) -> None:
    """Withhold nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    model = parser.parse_args().model
    print("| withheld | " + " | ".join(CORPORA) + " | mean |\n" + "| --- " * (len(CORPORA) + 2) + "|")

    def show(name: str, change: Callable[[MentionPairModel], None]) -> None:
        scores = score(model, change)
        print(
            f"| {name} | " + " | ".join(f"{value:.2f}" for value in [*scores, sum(scores) / len(scores)]) + " |",
            flush=True,
        )

    show("nothing", nothing)
    show("nothing, and every candidate scored", all_candidates)
    for group in _GROUPS:
        show(group, lambda network, group=group: without_features(network, group))
    show("where the lemmas of words come again", without_recurrence)
    with patch.object(door, "read_input", lambda *arguments: without_morphology(read_input(*arguments))):
        show("the morphological analyser", nothing)
    with patch.object(door, "choose_links", one_antecedent):
        show("entities, when links are chosen", nothing)


if __name__ == "__main__":
    main()
