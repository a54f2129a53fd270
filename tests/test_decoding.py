import torch
from hypothesis import given
from hypothesis import strategies as st

from coref.decoding import Link, build_document, choose_links, join_links
from coref.model.config import KINDS
from coref.model.scorer import PairScores
from coref.prepare import prepare


@st.composite
def link_lists(draw):
    count = draw(st.integers(1, 20))
    chosen = [draw(st.none() | st.integers(0, mention - 1)) if mention else None for mention in range(count)]
    return count, [Link(mention, other, 0.9) for mention, other in enumerate(chosen) if other is not None]


@given(link_lists())
def test_every_mention_is_in_one_cluster_with_its_antecedent(case):
    count, links = case
    clusters = join_links(links, count)
    assert sorted(mention for cluster in clusters for mention in cluster) == list(range(count))
    home = {mention: number for number, cluster in enumerate(clusters) for mention in cluster}
    assert all(home[link.mention] == home[link.antecedent] for link in links)
    assert len(clusters) == count - len(links)


def pairs(*rows):
    """Scores of each mention's antecedents, from the first mention to the one before it."""
    width = len(rows)
    scores = torch.full((width, width), -torch.inf)
    antecedents = torch.zeros(width, width, dtype=torch.int64)
    for mention, row in enumerate(rows):
        scores[mention, : len(row)] = torch.tensor(row)
        antecedents[mention, : len(row)] = torch.arange(len(row))
    return PairScores(antecedents, scores)


def chosen(*rows):
    return [(link.mention, link.antecedent) for link in choose_links(pairs(*rows))]


def test_a_mention_takes_its_best_antecedent():
    assert chosen([], [-1.0], [2.0, 0.5]) == [(2, 0)]


def test_links_below_the_threshold_are_not_made():
    scores = pairs([], [1.0], [3.0, -9.0])
    assert [(link.mention, link.antecedent) for link in choose_links(scores, threshold=0.9)] == [(2, 0)]


def test_scores_below_none_link_nothing():
    assert chosen([], [-0.1]) == []


def test_doubtful_antecedents_of_one_entity_count_together():
    assert chosen([], [5.0], [-0.4, -0.2]) == [(1, 0), (2, 1)]


def test_doubtful_antecedents_of_two_entities_do_not():
    assert chosen([], [-5.0], [-0.4, -0.2]) == []


def test_an_entity_with_more_probability_beats_the_best_single_antecedent():
    assert chosen([], [5.0], [-9.0, -9.0], [1.0, 1.0, 1.2]) == [(1, 0), (3, 1)]


def test_a_link_has_the_probability_of_its_entity():
    (_, link) = choose_links(pairs([], [50.0], [0.0, 0.0]))
    assert abs(link.probability - 2 / 3) < 1e-6


def resolved(singletons, phrases=((0, 0), (5, 5), (3, 3))):
    document = prepare("Anna poszła do domu. Była zmęczona.", language="pl")
    return build_document(
        document,
        heads=[0, 5, 3],
        phrases=phrases,
        kinds=[KINDS.index(kind) for kind in ("name", "zero", "nominal")],
        probabilities=[0.9, 0.9, 0.8],
        links=[Link(1, 0, 0.7)],
        singletons=singletons,
        least=0.5,
    )


def texts(document):
    return [[mention.text for mention in cluster.mentions] for cluster in document.clusters]


def test_singletons_are_left_out():
    assert texts(resolved(singletons=False)) == [["Anna", "Była"]]


def test_singletons_are_kept_on_request():
    assert texts(resolved(singletons=True)) == [["Anna", "Była"], ["domu"]]


def test_a_dropped_subject_has_the_span_of_its_verb():
    assert texts(resolved(singletons=False, phrases=((0, 0), (4, 6), (3, 3)))) == [["Anna", "Była"]]


def test_no_span_stands_twice():
    assert texts(resolved(singletons=True, phrases=((0, 3), (5, 5), (0, 3)))) == [["Anna poszła do domu", "Była"]]


def test_a_mention_scores_as_its_surest_link():
    assert [mention.score for mention in resolved(singletons=True).clusters[0].mentions] == [0.7, 0.7]
