"""How much the shipped model computes for a text: counted, not timed."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

import coref
from coref.errors import InputError
from coref.model.inputs import read_input
from coref.prepare import prepare

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
WORDS = (EXAMPLES / "little-prince.txt").read_text(encoding="utf-8").split()


@pytest.fixture(scope="module", params=["float32", "bfloat16"])
def resolver(request):
    return coref.load(precision=request.param)


def text(words):
    return " ".join(itertools.islice(itertools.cycle(WORDS), words))


class Work(Counter):
    """What one text takes.

    ``pieces`` of the document, ``encoded`` places in the encoder's rows, padding included, ``mentions``, ``places``
    scored as boundaries of phrases, ``pairs`` scored, and all ``operations`` of matrix products.
    """


def work_for(resolver, words):
    model = resolver._checkpoint.model
    config = model.config
    document = prepare(text(words), language="pl")
    inputs = read_input(document, resolver._checkpoint.subwords, config.window, config.overlap)
    work = Work(words=len(inputs), pieces=len(inputs.piece_words))
    hooks = [
        model.encoder.encoder.layers[0].mlp.register_forward_hook(
            lambda _, __, output: work.update(encoded=output.shape[:2].numel())
        ),
        model.spans.output.register_forward_hook(lambda _, __, output: work.update(places=len(output))),
        model.chooser.register_forward_hook(lambda _, __, output: work.update(mentions=len(output[0]))),
        model.pairs.register_forward_hook(lambda _, __, output: work.update(pairs=len(output))),
    ]
    with FlopCounterMode(display=False) as operations:
        resolver(document)
    for hook in hooks:
        hook.remove()
    work.update(operations=operations.get_total_flops())
    return work


@pytest.mark.parametrize(("words", "most"), [(50, 1.3), (500, 1.25), (5000, 1.25)])
def test_the_encoder_sees_few_places_that_are_padding_or_seen_twice(resolver, words, most):
    work = work_for(resolver, words)
    assert work["encoded"] <= most * work["pieces"]


def test_many_of_the_pairs_with_the_forty_best_earlier_mentions_are_not_scored(resolver):
    work = work_for(resolver, 500)
    antecedents = resolver._checkpoint.model.config.antecedents
    possible = sum(min(antecedents, earlier) for earlier in range(work["mentions"]))
    assert 0 < work["pairs"] < 0.6 * possible


def test_boundaries_of_a_phrase_are_looked_for_in_its_sentence_only(resolver):
    work = work_for(resolver, 500)
    assert work["places"] <= 25 * work["mentions"]


def test_work_grows_as_the_text_does(resolver):
    # The first mentions of a text have few candidates, so pairs grow faster at first.
    once, twice = work_for(resolver, 10_000), work_for(resolver, 20_000)
    for what in ("encoded", "places", "pairs", "operations"):
        assert twice[what] <= 2.1 * once[what]


def test_a_word_costs_less_than_twenty_million_operations(resolver):
    work = work_for(resolver, 500)
    assert work["operations"] < 20e6 * work["words"]


def test_half_precision_finds_the_mentions_that_single_precision_finds():
    found = [
        {
            (mention.start, mention.end)
            for cluster in coref.load(precision=precision)(text(1000), language="pl").clusters
            for mention in cluster.mentions
        }
        for precision in ("float32", "bfloat16")
    ]
    assert len(found[0] ^ found[1]) <= 0.05 * len(found[0] | found[1])


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_the_large_layers_are_kept_in_the_precision_that_was_asked_for(precision):
    loaded = coref.load(precision=precision)
    assert loaded.info["precision"] == precision
    assert next(loaded._checkpoint.model.encoder.parameters()).dtype == getattr(torch, precision)


def test_an_unknown_precision_is_refused_with_those_that_are_known():
    with pytest.raises(InputError, match="'auto', 'float32', 'bfloat16'"):
        coref.load(precision="int8")
