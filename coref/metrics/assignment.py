"""Pairing two sides one to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["heaviest_pairs"]


def heaviest_pairs(weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs (left, right) of greatest total weight, among the pairs that have a positive weight.

    Kuhn (1955), "The Hungarian method for the assignment problem", applied to each connected component alone: there
    are many small ones, where one dense matrix would grow with the square of the document.
    """
    pairs: list[tuple[int, int]] = []
    for component in _components(weights):
        pairs += component if len(component) == 1 else _assign(component, weights)
    return pairs


def _components(weights: Mapping[tuple[int, int], float]) -> Iterator[list[tuple[int, int]]]:
    """The pairs, divided so that no two parts have a left or a right member in common."""
    edges = [pair for pair, weight in weights.items() if weight > 0]
    if not edges:
        return
    left, right = np.array(edges).T
    right = right + left.max() + 1
    nodes = right.max() + 1
    graph = coo_array((np.ones(len(edges)), (left, right)), shape=(nodes, nodes))
    labels = connected_components(graph, directed=False)[1][left]
    components: dict[int, list[tuple[int, int]]] = {}
    for label, edge in zip(labels.tolist(), edges, strict=True):
        components.setdefault(label, []).append(edge)
    yield from components.values()


def _assign(edges: list[tuple[int, int]], weights: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    lefts = sorted({left for left, _ in edges})
    rights = sorted({right for _, right in edges})
    row = {left: index for index, left in enumerate(lefts)}
    column = {right: index for index, right in enumerate(rights)}
    matrix = np.zeros((len(lefts), len(rights)))
    for left, right in edges:
        matrix[row[left], column[right]] = weights[left, right]
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(lefts[i], rights[j]) for i, j in zip(rows, columns, strict=True) if matrix[i, j] > 0]
