"""The scores of a model on a split of a corpus."""

from __future__ import annotations

from coref.metrics.evaluation import Evaluation, EvaluationResult
from coref.resolver import Resolver
from corpora import registry

__all__ = ["evaluate"]


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
