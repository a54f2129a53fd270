"""A random sample of a model's errors on dev splits, to be read and sorted by cause.

    .venv/bin/python benchmarks/errors.py pl gum --count 50 > errors.txt

An error is an anaphor of the key that the response does not link to a right antecedent, or a mention that the response
links to something although it is new in the text. Match is by head, without singletons on the response's side.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import coref
from coref.document import Document, Mention
from corpora import registry

_CONTEXT = 90
"""Characters before a mention."""


@dataclass(frozen=True)
class Error:
    """What went wrong with one mention."""

    sort: str
    document: Document
    mention: Mention
    key_antecedent: Mention | None
    response_antecedent: Mention | None

    def __str__(self) -> str:
        text = self.document.text
        before = text[max(0, self.mention.start - _CONTEXT) : self.mention.start].replace("\n", " ")
        after = text[self.mention.end : self.mention.end + _CONTEXT // 3].replace("\n", " ")
        return (
            f"{self.sort}, {self.mention.kind} | {self.document.id}\n"
            f"    …{before}[[{self.mention.text}]]{after}…\n"
            f"    key: {_shown(self.key_antecedent)}   response: {_shown(self.response_antecedent)}"
        )


def errors(key: Document, response: Document) -> Iterator[Error]:
    """Every error of one document."""
    answers = {mention.head: (cluster, mention) for cluster in response.clusters for mention in cluster.mentions}
    entity_of = {mention.head: number for number, cluster in enumerate(key.clusters) for mention in cluster.mentions}
    for number, cluster in enumerate(key.clusters):
        for place, mention in enumerate(cluster.mentions):
            true = cluster.mentions[place - 1] if place else None
            found = _antecedents(answers, mention)
            right = any(entity_of.get(other.head) == number for other in found)
            given = found[-1] if found else None
            if true is None and found:
                yield Error("linked although new", key, mention, true, given)
            elif true is not None and not right:
                sort = "wrong antecedent" if found else "no antecedent" if mention.head in answers else "not found"
                yield Error(sort, key, mention, true, given)


def _antecedents(answers: dict[tuple[int, int], tuple[coref.Cluster, Mention]], mention: Mention) -> list[Mention]:
    if mention.head not in answers:
        return []
    cluster, answer = answers[mention.head]
    return list(cluster.mentions[: cluster.mentions.index(answer)])


def _shown(mention: Mention | None) -> str:
    return "–" if mention is None else mention.text[:70].replace("\n", " ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--count", type=int, default=50, help="errors of each corpus")
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    resolver = coref.load(options.model)
    for name in options.corpora:
        keys = registry.load(name, "dev")
        responses = resolver.pipe((key.with_clusters(()) for key in keys), scheme=registry.get(name).scheme)
        found = [error for key, response in zip(keys, responses, strict=True) for error in errors(key, response)]
        print(f"== {name}: {len(found)} errors; {options.count} of them, drawn at random\n")
        for error in random.Random(0).sample(found, min(options.count, len(found))):
            print(error, end="\n\n")


if __name__ == "__main__":
    main()
