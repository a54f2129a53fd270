"""Filters of resolved documents."""

from __future__ import annotations

from coref import Kind, Mention
from coref.filters import without_kinds
from coref.prepare import prepare

DOCUMENT = prepare("Anna śpi. Ona śni. Jest lekarką.", language="pl")


def mention(start: int, kind: str) -> Mention:
    span = next(token for token in DOCUMENT.tokens if token[0] == start)
    return Mention(*span, DOCUMENT.text[slice(*span)], span, Kind(kind), 0.9)


ANNA, SLEEPS, SHE, IS, DOCTOR = (
    mention(start, kind) for start, kind in [(0, "name"), (5, "zero"), (10, "pronoun"), (19, "zero"), (24, "predicate")]
)
RESOLVED = DOCUMENT.with_clusters([[ANNA, SHE, IS], [SLEEPS, DOCTOR]])


def clusters(document):
    return [list(cluster.mentions) for cluster in document.clusters]


def test_mentions_of_the_kinds_go_and_others_stay():
    assert clusters(without_kinds(RESOLVED, {Kind.ZERO})) == [[ANNA, SHE]]


def test_a_cluster_of_which_one_mention_is_left_stays_where_singletons_are_wanted():
    assert clusters(without_kinds(RESOLVED, {Kind.ZERO}, singletons=True)) == [[ANNA, SHE], [DOCTOR]]


def test_a_cluster_of_which_nothing_is_left_goes():
    assert clusters(without_kinds(RESOLVED, {Kind.ZERO, Kind.PREDICATE}, singletons=True)) == [[ANNA, SHE]]


def test_nothing_changes_where_no_kind_is_named():
    assert without_kinds(RESOLVED, ()) == RESOLVED
