"""Polish first names in their cases, by Morfeusz's analyser and generator; without the package no name is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

__all__ = ["lemmas_of_name", "same_form"]

_FIRST_NAME = "imię"
_CACHED = 1 << 14


def lemmas_of_name(word: str) -> list[str]:
    """The first names that a word may be a singular form of."""
    return list(dict.fromkeys(lemma for lemma, _ in _cases(word)))


def same_form(word: str, name: str, other: str) -> str | None:
    """The form of ``other`` in the place of ``word``, a form of ``name``.

    ``None`` where no single form fits whatever case ``word`` may be: „Marii” is three cases, of which „Anny” is one.
    """
    cases = [case for lemma, case in _cases(word) if lemma == name]
    forms = {_generated(other).get(case) for case in cases}
    return forms.pop() if len(forms) == 1 else None


@lru_cache(maxsize=1)
def _morfeusz() -> Any:  # noqa: ANN401 - the package is optional and has no types
    try:
        from morfeusz2 import Morfeusz
    except ImportError:
        return None
    return Morfeusz()


@lru_cache(maxsize=_CACHED)
def _cases(word: str) -> tuple[tuple[str, str], ...]:
    """The first names that a word may be, each with the case it is then in; in the order of Morfeusz."""
    morfeusz = _morfeusz()
    readings = [] if morfeusz is None else [reading for _, _, reading in morfeusz.analyse(word)]
    return tuple((lemma, case) for _, lemma, case in _singular(readings))


@lru_cache(maxsize=_CACHED)
def _generated(name: str) -> dict[str, str]:
    """The form of a first name in each case."""
    morfeusz = _morfeusz()
    readings = [] if morfeusz is None else morfeusz.generate(name)
    forms: dict[str, str] = {}
    for form, lemma, case in _singular(readings):
        if lemma == name:
            forms.setdefault(case, form)
    return forms


def _singular(readings: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    """Form, lemma and case of every singular reading as a first name."""
    for form, lemma, tag, names, _ in readings:
        values = tag.split(":")
        if _FIRST_NAME in names and values[0] == "subst" and "sg" in values[1].split("."):
            for case in values[2].split("."):
                yield form, lemma.split(":")[0], case
