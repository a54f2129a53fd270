"""Reading CoNLL-U with coreference in ``Entity``: CorefUD's dialect and GUM's.

The order of an ``Entity`` bracket's fields is taken from the ``# global.Entity`` header. What they do not tell is
derived:

* **head**: CorefUD's ``head`` field, else the first word of the mention whose syntactic head lies outside it, else
  (no tree) ``corpora.heads``;
* **kind**: ``predicate`` where GUM's ``link`` field is ``pred``; ``kind:…`` in CorefUD's ``other`` field, which our own
  writer puts there; else from the head's part of speech, else ``corpora.kinds``.

A dropped subject is an empty node with a mention of its own. It is read as a zero mention whose span and head are its
verb: the empty node's parent in the DEPS column, else the word before the empty node.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coref.document import Document, Kind, Mention
from coref.errors import CorpusError
from corpora.conllu_rows import Block, Row, Rows, cut_documents, lay_out, misc_value
from corpora.entity import EntityReader, EntitySpan, UnclosedError, parse_header
from corpora.heads import head_index
from corpora.kinds import KindGuesser
from corpora.plain import read_text
from corpora.runs import token_runs

__all__ = ["ConlluDocument", "parse_conllu", "read_conllu"]

_COMMENT = re.compile(r"#\s*(?P<key>\S.*?)\s*=\s*(?P<value>.*?)\s*$")
_NOUN_KINDS = {"PROPN": Kind.NAME, "PRON": Kind.PRONOUN}


@dataclass(frozen=True, slots=True)
class ConlluDocument:
    """A document with its own lines, that new clusters can be written into; ``first_line`` counts from 1."""

    document: Document
    lines: tuple[str, ...]
    first_line: int = 1


def read_conllu(path: Path, language: str) -> Iterator[ConlluDocument]:
    """The documents of a file; ``language`` is ``"pl"`` or ``"en"``.

    Metadata: ``genre``, from ``# meta::genre``. The speaker of a sentence is its ``# speaker``. A document without an
    id has the file's name.

    Raises:
        CorpusError: when the file is malformed; the message names file and line.
    """
    return parse_conllu(read_text(path), str(path), language)


def parse_conllu(text: str, source: str, language: str) -> Iterator[ConlluDocument]:
    """``read_conllu`` for text that is in memory; ``source`` names it in errors."""
    fields: tuple[str, ...] | None = None
    for block in cut_documents(text):
        comments = _comments(block)
        if "global.Entity" in comments:
            fields = _header(comments["global.Entity"], block, source)
        rows = lay_out(block, source)
        document = Document(
            id=comments.get("newdoc id", Path(source).stem),
            text=rows.text,
            language=language,
            tokens=rows.tokens,
            sentences=rows.sentences,
            metadata={"genre": comments["meta::genre"]} if "meta::genre" in comments else {},
            speakers=rows.speakers if any(rows.speakers) else (),
        )
        clusters = _Clusters(document, rows, fields, source).read()
        yield ConlluDocument(document.with_clusters(clusters), block.lines, block.first_line)


def _comments(block: Block) -> dict[str, str]:
    """The ``# key = value`` comments; of a repeated key, the first."""
    comments: dict[str, str] = {}
    for line in block.lines:
        if line.startswith("#") and (match := _COMMENT.match(line)):
            comments.setdefault(match["key"], match["value"])
    return comments


def _header(value: str, block: Block, source: str) -> tuple[str, ...]:
    try:
        return parse_header(value)
    except ValueError as error:
        line = next(index for index, line in enumerate(block.lines) if "global.Entity" in line)
        raise CorpusError(f"{source}:{block.first_line + line}: {error}") from error


class _Clusters:
    """Reads one document's clusters from its rows."""

    def __init__(self, document: Document, rows: Rows, fields: tuple[str, ...] | None, source: str) -> None:
        self._document = document
        self._rows = rows.rows
        self._fields = fields
        self._source = source
        self._guesser = KindGuesser.of(document)
        self._row_of_word = {
            (row.sentence, row.columns[0]): index for index, row in enumerate(rows.rows) if not row.is_empty
        }

    def read(self) -> list[list[Mention]]:
        clusters: defaultdict[str, list[Mention]] = defaultdict(list)
        for span in self._entity_spans():
            clusters[span.entity].append(self._mention(span))
        return list(clusters.values())

    def _entity_spans(self) -> list[EntitySpan]:
        reader = EntityReader(self._fields or ())
        for index, row in enumerate(self._rows):
            value = misc_value(row.columns[9], "Entity")
            if value is None:
                continue
            if self._fields is None:
                raise self._error(row.line, "Entity before any '# global.Entity = …' header")
            try:
                reader.feed(value, index, row.line)
            except ValueError as error:
                raise self._error(row.line, str(error)) from error
        try:
            return reader.finish()
        except UnclosedError as error:
            raise self._error(error.line, str(error)) from error

    def _mention(self, span: EntitySpan) -> Mention:
        rows = [index for first, last in span.pieces for index in range(first, last + 1)]
        words = [index for index in rows if not self._rows[index].is_empty]
        if not words:
            return self._zero(self._rows[rows[0]])
        head = self._head(span, rows, words)
        parts = token_runs((self._rows[word].token for word in words), self._document.tokens)
        start, end = parts[0][0], parts[-1][1]
        return Mention(
            start=start,
            end=end,
            text=self._document.text[start:end],
            head=self._document.tokens[self._rows[head].token],
            kind=self._kind(span, head),
            parts=parts if len(parts) > 1 else (),
        )

    def _zero(self, row: Row) -> Mention:
        verb = self._document.tokens[self._verb(row)]
        return Mention(*verb, self._document.text[slice(*verb)], verb, Kind.ZERO)

    def _verb(self, row: Row) -> int:
        """The token of an empty node's parent."""
        for relation in row.columns[8].split("|"):
            parent = self._row_of_word.get((row.sentence, relation.partition(":")[0]))
            if parent is not None:
                return self._rows[parent].token
        return row.token

    def _head(self, span: EntitySpan, rows: Sequence[int], words: Sequence[int]) -> int:
        """Index of the row of the head word."""
        if span.fields.get("head"):
            head = rows[self._head_position(span, len(rows))]
            if not self._rows[head].is_empty:
                return head
        return self._tree_head(words)

    def _head_position(self, span: EntitySpan, length: int) -> int:
        value = span.fields["head"]
        if not value.isdecimal() or not 1 <= int(value) <= length:
            raise self._error(
                span.line, f"head {value!r} of entity {span.entity}: expected a number from 1 to {length}"
            )
        return int(value) - 1

    def _tree_head(self, words: Sequence[int]) -> int:
        inside = {(self._rows[word].sentence, self._rows[word].columns[0]) for word in words}
        if all(self._rows[word].columns[6] == "_" for word in words):
            return words[head_index([self._rows[word].columns[1] for word in words])]
        for word in words:
            if (self._rows[word].sentence, self._rows[word].columns[6]) not in inside:
                return word
        raise self._error(self._rows[words[0]].line, "the syntactic heads of the mention's words form a cycle")

    def _kind(self, span: EntitySpan, head: int) -> Kind:
        if span.fields.get("link") == "pred":
            return Kind.PREDICATE
        for feature in span.fields.get("other", "").split(","):
            if feature.startswith("kind:"):
                return self._own_kind(feature.removeprefix("kind:"), span)
        row = self._rows[head]
        if row.columns[3] == "_":
            return self._guesser.guess(row.token)
        if row.columns[3] == "DET" and "Poss=Yes" in row.columns[5].split("|"):
            return Kind.PRONOUN
        return _NOUN_KINDS.get(row.columns[3], Kind.NOMINAL)

    def _own_kind(self, value: str, span: EntitySpan) -> Kind:
        try:
            return Kind(value)
        except ValueError as error:
            raise self._error(span.line, f"entity {span.entity} has the unknown kind {value!r}") from error

    def _error(self, line: int, reason: str) -> CorpusError:
        return CorpusError(f"{self._source}:{line}: {reason}")
