"""Word lists: first names with their gender, and the classes of English nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from coref.errors import CorpusError
from corpora.plain import read_text
from corpora.registry import data_root, missing_files

__all__ = ["Gender", "first_names", "noun_classes"]

Gender = Literal["f", "m"]

_MIN_BEARERS = 500
_PESEL_GENDERS: Mapping[str, Gender] = {"K": "f", "M": "m"}


def first_names(language: str) -> dict[str, Gender]:
    """First names, capitalised, and the gender of those who bear them; names of both genders are left out.

    Polish (``"pl"``): those of more than 500 people in the PESEL register. English (``"en"``): Mark Kantrowitz's lists.

    Raises:
        CorpusError: when the language is another one, or a list is missing or malformed.
    """
    if language not in _NAMES:
        raise CorpusError(f"there are no first names for language {language!r}; there are for {', '.join(_NAMES)}")
    genders: dict[str, Gender] = {}
    of_both: set[str] = set()
    for name, gender in _NAMES[language]():
        if genders.setdefault(name, gender) != gender:
            of_both.add(name)
    return {name: gender for name, gender in genders.items() if name not in of_both}


def noun_classes() -> dict[str, str]:
    """English noun lemmas, as WordNet spells them, and the lexicographer file of their first sense.

    The files' names are such as ``person``, ``animal``, ``group``, ``location``, ``artifact``.

    Raises:
        CorpusError: when the list is missing or malformed.
    """
    path = _find(
        "english-wordnet",
        "noun_lemma_lexfile.tsv",
        obtain="make a table of lemma, rank of the sense (from 0), lexicographer file and synset from its src/yaml",
        home="https://github.com/globalwordnet/english-wordnet",
        licence="CC BY 4.0",
    )
    classes: dict[str, str] = {}
    for place, (lemma, rank, file, _) in _rows(path, columns=4):
        if not file.startswith("noun."):
            raise CorpusError(f"{place}: {file!r} is not a lexicographer file of nouns")
        if rank == "0":
            classes.setdefault(lemma, file.removeprefix("noun."))
    return classes


def _polish_names() -> Iterator[tuple[str, Gender]]:
    path = _find(
        "names",
        "pl_first_names_pesel_2019_2025.tsv",
        obtain="make a table of name, gender (K or M) and number of bearers from the register's statistics of names",
        home="https://dane.gov.pl",
        licence="CC0 1.0",
    )
    for place, (name, gender, bearers) in _rows(path, columns=3):
        if gender not in _PESEL_GENDERS or not bearers.isdecimal():
            raise CorpusError(f"{place}: expected a name, K or M, and a number of bearers")
        if int(bearers) > _MIN_BEARERS:
            yield name.title(), _PESEL_GENDERS[gender]


def _english_names() -> Iterator[tuple[str, Gender]]:
    lists: Iterable[tuple[str, Gender]] = (("female", "f"), ("male", "m"))
    for which, gender in lists:
        path = _find(
            "names",
            f"en_{which}_names_kantrowitz.txt",
            obtain=f"take {which}.txt of packages/corpora/names.zip and give it this name",
            home="https://github.com/nltk/nltk_data",
            licence="free use with attribution to Mark Kantrowitz",
        )
        for _, (name,) in _rows(path, columns=1):
            yield name, gender


_NAMES: Mapping[str, Callable[[], Iterator[tuple[str, Gender]]]] = {"pl": _polish_names, "en": _english_names}


def _find(folder: str, file: str, *, obtain: str, home: str, licence: str) -> Path:
    """A list's file, compressed or not."""
    path = data_root() / "lexicon" / folder / file
    for form in (path, path.with_name(file + ".xz"), path.with_name(file + ".gz")):
        if form.exists():
            return form
    raise missing_files(folder, str(path), obtain=obtain, home=home, licence=licence)


def _rows(path: Path, columns: int) -> Iterator[tuple[str, list[str]]]:
    """The place of each row, for errors, and its columns without white space around them."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != columns:
                raise CorpusError(f"{path}:{number}: a row needs {columns} columns, this one has {len(cells)}")
            yield f"{path}:{number}", cells
