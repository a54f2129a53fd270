"""Writing CoNLL-2012 columns.

A document read from CoNLL-2012 keeps its lines but for the last column. Any other gets the twelve columns of the shared
task with ``-`` where nothing is known. The format has no dropped subjects, no kinds and no discontinuous mentions: a
dropped subject is written as its verb, a discontinuous mention from its first word to its last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from coref.document import Document
from coref.errors import CorpusError
from corpora.conll2012 import NO_BRACKETS, Conll2012Document, split_columns

__all__ = ["write_conll2012"]

_LAST_COLUMN = re.compile(r"[^\t]*$")
_LAST_FIELD = re.compile(r"\S*(?=\s*$)")
_UNKNOWN = ("-",) * 7


def write_conll2012(documents: Iterable[Document | Conll2012Document], stream: TextIO) -> None:
    """Write documents, each as part 000.

    To annotate an existing file, give what ``read_conll2012`` yields with ``document`` replaced by one with the same
    tokens and other clusters.

    Raises:
        CorpusError: when a mention does not consist of whole tokens, when the tokens of a ``Conll2012Document`` are not
            those of its lines, or when the format cannot hold a token, or two mentions of one cluster that cross.
    """
    for item in documents:
        source = Conll2012Document(item, tuple(_bare_lines(item))) if isinstance(item, Document) else item
        stream.writelines(f"{line}\n" for line in _annotated(source))


def _bare_lines(document: Document) -> Iterator[str]:
    yield f"#begin document ({document.id}); part 000"
    # Readers that split at any white space would not see an empty column.
    name = "_".join(document.id.split()) or "-"
    for tokens in document.sentence_ranges():
        for index, token in enumerate(tokens):
            word = document.text[slice(*document.tokens[token])]
            if len(word.split()) != 1:
                raise CorpusError(
                    f"{document.id}: CoNLL-2012 cannot hold the token {word!r}; tokenise at white space first"
                )
            yield "\t".join((name, "0", str(index), word, *_UNKNOWN, "-"))
        yield ""
    yield "#end document"


def _annotated(source: Conll2012Document) -> Iterator[str]:
    rows = [line for line in source.lines if line.strip() and not line.startswith("#")]
    columns = [split_columns(line) for line in rows]
    if [row[3] for row in columns] != list(source.document.words):
        raise CorpusError(f"{source.document.id}: the document's tokens are not those of its CoNLL-2012 lines")
    nothing = next((row[-1] for row in columns if row[-1].strip() in NO_BRACKETS), "-")
    brackets = iter(_brackets(source.document))
    for line in (line.rstrip("\r") for line in source.lines):
        if line.strip() and not line.startswith("#"):
            pattern = _LAST_COLUMN if "\t" in line else _LAST_FIELD
            value = next(brackets) or nothing
            yield line[: pattern.search(line).start()] + value  # type: ignore[union-attr]
        else:
            yield line


def _brackets(document: Document) -> list[str]:
    """The last column of each token, empty where no mention begins or ends."""
    closing: list[list[str]] = [[] for _ in document.tokens]
    opening: list[list[str]] = [[] for _ in document.tokens]
    for entity, first, last in sorted(_token_spans(document), key=lambda span: (-span[1], span[2])):
        if first < last:
            closing[last].append(f"{entity})")
    for entity, first, last in sorted(_token_spans(document), key=lambda span: -span[2]):
        opening[first].append(f"({entity}" if first < last else f"({entity})")
    return ["|".join((*ends, *starts)) for ends, starts in zip(closing, opening, strict=True)]


def _token_spans(document: Document) -> list[tuple[int, int, int]]:
    """Entity, first and last token of each mention."""
    at_start = {start: token for token, (start, _) in enumerate(document.tokens)}
    at_end = {end: token for token, (_, end) in enumerate(document.tokens)}
    spans = []
    for cluster in document.clusters:
        for mention in cluster.mentions:
            if mention.start not in at_start or mention.end not in at_end:
                raise CorpusError(
                    f"{document.id}: mention [{mention.start}, {mention.end}) is not made of the document's tokens"
                )
            spans.append((cluster.id, at_start[mention.start], at_end[mention.end]))
    _check_no_crossing(spans, document.id)
    return spans


def _check_no_crossing(spans: Sequence[tuple[int, int, int]], name: str) -> None:
    """Refuse mentions of one entity of which one begins inside the other and ends after it."""
    open_until: defaultdict[int, list[int]] = defaultdict(list)
    for entity, first, last in sorted(spans, key=lambda span: (span[1], -span[2])):
        stack = open_until[entity]
        while stack and stack[-1] <= first:
            stack.pop()
        if stack and stack[-1] < last:
            raise CorpusError(
                f"{name}: two mentions of cluster {entity} cross at token {first}; CoNLL-2012 cannot hold them"
            )
        stack.append(last)
