"""The scores of a model on a split of a corpus."""

from __future__ import annotations

from coref.document import Document, Span
from coref.metrics.evaluation import Evaluation, EvaluationResult
from coref.metrics.gap import GapAnswer, GapScores, Gender, gap_scores
from coref.resolver import Resolver
from corpora import registry
from corpora.gap import GapExample, read_gap

__all__ = ["evaluate", "evaluate_gap"]

_FEMININE = frozenset({"she", "her", "hers", "herself"})


def evaluate(resolver: Resolver, corpus: str, split: str, *, limit: int | None = None) -> EvaluationResult:
    """Resolve the documents of a split over their own tokens, in the corpus's scheme, and score the answers.

    Args:
        corpus: one of ``corpora.registry.names()``.
        limit: how many documents to take, from the first; by default all.

    Raises:
        CorpusError: when the corpus or the split is not there or malformed.
        InputError: when the model does not know the corpus's scheme.
    """
    keys = registry.load(corpus, split)[:limit]
    bare = (key.with_clusters(()) for key in keys)
    responses = resolver.pipe(bare, scheme=registry.get(corpus).scheme, singletons=True)
    evaluation = Evaluation()
    for key, response in zip(keys, responses, strict=True):
        evaluation.add(key, response)
    return evaluation.result()


def evaluate_gap(resolver: Resolver, split: str, *, limit: int | None = None) -> GapScores:
    """Score the model on GAP: a name is taken for the pronoun's when a mention headed in it is in its cluster.

    Raises:
        CorpusError: when the split is not there or malformed.
    """
    examples = [example for path in registry.files("gap", split) for example in read_gap(path)][:limit]
    responses = resolver.pipe((example.text for example in examples), language="en")
    return gap_scores(_answer(example, response) for example, response in zip(examples, responses, strict=True))


def _answer(example: GapExample, response: Document) -> GapAnswer:
    pronoun = example.text[slice(*example.pronoun)].lower()
    return GapAnswer(
        gold=(example.a_corefers, example.b_corefers),
        predicted=(_corefer(response, example.pronoun, example.a), _corefer(response, example.pronoun, example.b)),
        gender=Gender.FEMININE if pronoun in _FEMININE else Gender.MASCULINE,
    )


def _corefer(document: Document, pronoun: Span, name: Span) -> bool:
    return any(
        any(mention.head == pronoun for mention in cluster.mentions)
        and any(name[0] <= mention.head[0] and mention.head[1] <= name[1] for mention in cluster.mentions)
        for cluster in document.clusters
    )
