"""Writing CoNLL-U in CorefUD's dialect: ``# global.Entity = eid-etype-head-other``.

A document read from CoNLL-U keeps its lines: only ``Entity`` changes, and ``Bridge`` and ``SplitAnte``, which refer to
the entities that were, go. Any other document gets rows of forms without analysis. ``other`` holds the mention's kind,
as ``kind:predicate``; probabilities are not written.

A dropped subject stands on an empty node: on one that already is its verb's subject, else on a new one after the verb.
Empty nodes that had an ``Entity`` and have none now go too, unless another node depends on them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from coref.document import Document, Kind, Mention, Span
from coref.errors import CorpusError
from corpora.conllu import ConlluDocument
from corpora.conllu_rows import Block, Row, lay_out, misc_value
from corpora.entity import EntitySpan, parse_header, write_brackets
from corpora.names import unique_names

__all__ = ["write_conllu"]

_HEADER = "eid-etype-head-other"
_FIELDS = parse_header(_HEADER)
_REPLACED = ("Entity", "Bridge", "SplitAnte")


def write_conllu(documents: Iterable[Document | ConlluDocument], stream: TextIO) -> None:
    """Write documents; entities are numbered on from one to the next, as CorefUD wants them unique in a file.

    To annotate an existing file, give what ``read_conllu`` yields with ``document`` replaced by one with the same
    tokens and other clusters.

    Raises:
        CorpusError: when a mention does not consist of whole tokens, when the tokens of a ``ConlluDocument`` are not
            those of its lines, or when the format cannot hold a token or a mention.
    """
    numbers = itertools.count(1)
    # Of sentences' ids CoNLL-U wants that none is there twice in a file and none has a slash.
    unique_name = unique_names()
    for item in documents:
        if isinstance(item, Document):
            source = ConlluDocument(item, tuple(_bare_lines(item, unique_name(item.id))))
        else:
            source = item
        stream.writelines(f"{line}\n" for line in _Annotation(source, numbers).lines())


def _bare_lines(document: Document, name: str) -> Iterator[str]:
    yield f"# newdoc id = {' '.join(document.id.split())}"
    if "genre" in document.metadata:
        yield f"# meta::genre = {document.metadata['genre']}"
    for number, tokens in enumerate(document.sentence_ranges(), start=1):
        spans = [document.tokens[token] for token in tokens]
        forms = [_form(document, span) for span in spans]
        glued = [left[1] == right[0] for left, right in itertools.pairwise(spans)] + [False]
        if not forms:
            continue
        yield f"# sent_id = {name}-{number}"
        if any(document.speakers):
            yield f"# speaker = {' '.join(document.speakers[number - 1].split())}"
        yield "# text = " + "".join(form + " " * (not glue) for form, glue in zip(forms, glued, strict=True)).rstrip()
        for index, (form, glue) in enumerate(zip(forms, glued, strict=True), start=1):
            yield "\t".join((str(index), form, *"_______", "SpaceAfter=No" if glue else "_"))
        yield ""


def _form(document: Document, span: Span) -> str:
    form = document.text[slice(*span)]
    if form != " ".join(form.split()):
        raise CorpusError(f"{document.id}: CoNLL-U cannot hold the token {form!r}; tokenise at white space first")
    return form


@dataclass(slots=True, eq=False)
class _Node:
    """A word or empty node to write; ``added`` are new empty nodes right after it."""

    row: Row
    is_new_mention: bool = False
    added: list[_Node] = field(default_factory=list)


class _Annotation:
    """One document's lines with its clusters in them."""

    def __init__(self, source: ConlluDocument, numbers: Iterator[int]) -> None:
        self._document = source.document
        self._block = Block(source.lines, source.first_line)
        laid_out = lay_out(self._block, source.document.id)
        if [laid_out.text[start:end] for start, end in laid_out.tokens] != list(source.document.words):
            raise CorpusError(f"{source.document.id}: the document's tokens are not those of its CoNLL-U lines")
        self._entities = [(f"e{next(numbers)}", cluster.mentions) for cluster in source.document.clusters]
        self._nodes = [_Node(row) for row in laid_out.rows]
        self._words_of: list[list[_Node]] = [[] for _ in laid_out.tokens]
        self._empty_in: defaultdict[int, list[_Node]] = defaultdict(list)
        for node in self._nodes:
            (self._empty_in[node.row.sentence] if node.row.is_empty else self._words_of[node.row.token]).append(node)
        self._parents = {
            (node.row.sentence, relation.partition(":")[0]) for node in self._nodes for relation in _relations(node)
        }
        self._token_at_start = {start: token for token, (start, _) in enumerate(source.document.tokens)}
        self._token_at_end = {end: token for token, (_, end) in enumerate(source.document.tokens)}

    def lines(self) -> Iterator[str]:
        subjects = [
            (entity, self._subject_node(mention))
            for entity, mentions in self._entities
            for mention in mentions
            if mention.kind is Kind.ZERO
        ]
        nodes = [node for kept in self._nodes if self._is_kept(kept) for node in (kept, *kept.added)]
        place = {node: index for index, node in enumerate(nodes)}
        spans = [EntitySpan(entity, {"head": "1"}, 0, [(place[node], place[node])]) for entity, node in subjects]
        spans += [
            self._span(entity, mention, place)
            for entity, mentions in self._entities
            for mention in mentions
            if mention.kind is not Kind.ZERO
        ]
        try:
            values = write_brackets(spans, _FIELDS)
        except ValueError as error:
            raise CorpusError(f"{self._document.id}: {error}") from error
        yield from self._merge({node: values.get(index) for node, index in place.items()})

    def _subject_node(self, mention: Mention) -> _Node:
        """The empty node for a dropped subject: a free one that its verb has already, or a new one."""
        token = self._token_at_start.get(mention.head[0])
        if token is None:
            raise self._not_tokens(mention.head)
        verb = self._words_of[token][0]
        word = verb.row.columns[0]
        empty = self._empty_in[verb.row.sentence]
        for node in empty:
            if not node.is_new_mention and any(_is_subject(relation, word) for relation in _relations(node)):
                node.is_new_mention = True
                return node
        after = [node for node in empty if node.row.columns[0].startswith(f"{word}.")]
        number = max((int(node.row.columns[0].partition(".")[2]) for node in after), default=0) + 1
        columns = (f"{word}.{number}", "_", "_", "PRON", "_", "_", "_", "_", f"{word}:nsubj", "_")
        new = _Node(Row(0, verb.row.sentence, columns, token, is_empty=True), is_new_mention=True)
        empty.append(new)
        next((node for node in reversed(after) if node.row.line), verb).added.append(new)
        return new

    def _is_kept(self, node: _Node) -> bool:
        """Whether the node is still wanted: not one that was empty but for a mention that is gone."""
        if not node.row.is_empty or node.is_new_mention or misc_value(node.row.columns[9], "Entity") is None:
            return True
        return (node.row.sentence, node.row.columns[0]) in self._parents

    def _span(self, entity: str, mention: Mention, place: Mapping[_Node, int]) -> EntitySpan:
        pieces = [self._piece(span, place) for span in mention.parts or [(mention.start, mention.end)]]
        inside = [index for first, last in pieces for index in range(first, last + 1)]
        head = self._token_at_start.get(mention.head[0])
        if head is None or place[self._words_of[head][0]] not in inside:
            raise self._not_tokens(mention.head)
        position = inside.index(place[self._words_of[head][0]]) + 1
        return EntitySpan(entity, {"head": str(position), "other": f"kind:{mention.kind}"}, 0, pieces)

    def _piece(self, span: Span, place: Mapping[_Node, int]) -> tuple[int, int]:
        first, last = self._token_at_start.get(span[0]), self._token_at_end.get(span[1])
        if first is None or last is None:
            raise self._not_tokens(span)
        return place[self._words_of[first][0]], place[self._words_of[last][-1]]

    def _not_tokens(self, span: Span) -> CorpusError:
        return CorpusError(
            f"{self._document.id}: [{span[0]}, {span[1]}) of a mention is not made of the document's tokens"
        )

    def _merge(self, values: Mapping[_Node, str | None]) -> Iterator[str]:
        """The document's lines, its rows with these ``Entity`` values and without nodes that have no entry."""
        nodes = {node.row.line: node for node in self._nodes}
        yield from self._opening_comments()
        for number, line in enumerate(self._block.lines, start=self._block.first_line):
            node = nodes.get(number)
            if node is None:
                if not line.startswith(("# newdoc", "# global.Entity")):
                    yield line.rstrip("\r")
            elif node in values:
                for written in (node, *node.added):
                    yield _row(written.row.columns, values[written])
        if self._block.lines[-1].strip():
            yield ""

    def _opening_comments(self) -> Iterator[str]:
        yield from (line.rstrip("\r") for line in self._block.lines if line.startswith("# newdoc"))
        yield f"# global.Entity = {_HEADER}"


def _relations(node: _Node) -> list[str]:
    return node.row.columns[8].split("|")


def _is_subject(relation: str, word: str) -> bool:
    parent, _, label = relation.partition(":")
    return parent == word and label.startswith("nsubj")


def _row(columns: Sequence[str], entity: str | None) -> str:
    kept = [pair for pair in columns[9].split("|") if pair != "_" and pair.partition("=")[0] not in _REPLACED]
    misc = ([f"Entity={entity}"] if entity else []) + kept
    return "\t".join((*columns[:9], "|".join(misc) or "_"))
