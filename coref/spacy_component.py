"""The spaCy component: ``nlp.add_pipe("coref")``.

The pipeline's own words are used, and its sentences if it has any. A document then has

* ``doc.spans["coref_clusters_1"]``, ``["coref_clusters_2"]``, …: the mentions of each entity in text order, with their
  kinds as labels, and ``attrs["scores"]``; ``doc.spans["coref_head_clusters_1"]``, …: their heads in the same order;
* ``doc._.coref_clusters``: the same mentions, as a list of lists of spans;
* ``doc._.coref_resolved``: the text with references replaced by what they refer to, see ``Document.resolved_text``.

A dropped subject is a mention that stands on its verb, with the label ``zero``. White space that spaCy makes a token of
is in no mention's beginning or end. All of it goes with ``Doc.to_bytes`` and ``DocBin``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from coref.document import Document, Kind, Mention
from coref.errors import InputError
from coref.output import replacing_bytes
from coref.prepare import prepare
from coref.resolver import Resolver, load

__all__ = ["CorefComponent", "make_coref", "to_document"]

_CLUSTERS = "coref_clusters_"
_HEADS = "coref_head_clusters_"
_LANGUAGES = {"pl": "pl", "en": "en", "xx": "auto"}


@Language.factory(
    "coref",
    default_config={"model": None, "device": "cpu", "scheme": None, "singletons": False},
    assigns=["doc.spans", "doc._.coref_clusters", "doc._.coref_resolved"],
)
def make_coref(
    nlp: Language, name: str, model: str | None, device: str, scheme: str | None, singletons: bool
) -> CorefComponent:
    """What ``nlp.add_pipe("coref", config={…})`` calls; the settings are those of ``coref.load`` and ``Resolver``.

    Raises:
        InputError: when the pipeline's language is neither ``pl`` nor ``en`` nor ``xx``, for which it is guessed.
    """
    if nlp.lang not in _LANGUAGES:
        raise InputError(f"the pipeline's language is {nlp.lang!r}: coref knows pl and en, and guesses for xx")
    return CorefComponent(_LANGUAGES[nlp.lang], model, device=device, scheme=scheme, singletons=singletons)


class CorefComponent:
    """Finds clusters in spaCy's documents. The model is loaded with the first of them, or by ``from_disk``.

    Args:
        language: of all documents, or ``"auto"``.
        model, device: as for ``coref.load``.
        scheme, singletons: as for ``Resolver``.
    """

    def __init__(
        self, language: str, model: str | Path | None, *, device: str, scheme: str | None, singletons: bool
    ) -> None:
        self._language = language
        self._model = model
        self._device = device
        self._scheme = scheme
        self._singletons = singletons
        self._resolver: Resolver | None = None
        self._files: dict[str, bytes] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document.

        Raises:
            CheckpointError, InputError: as ``coref.load`` and ``Resolver``.
        """
        document = _prepare(doc, self._language)
        return _annotate(doc, self._load()(document, scheme=self._scheme, singletons=self._singletons))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Annotate a stream, in order, ``batch_size`` documents side by side."""
        remaining = iter(stream)
        while docs := list(islice(remaining, batch_size)):
            documents = [_prepare(doc, self._language) for doc in docs]
            resolved = self._load().pipe(
                documents, batch_size=batch_size, scheme=self._scheme, singletons=self._singletons
            )
            for doc, document in zip(docs, resolved, strict=True):
                yield _annotate(doc, document)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder, so that the pipeline needs no other."""
        folder = Path(path)
        folder.mkdir(exist_ok=True)
        for name, content in self._model_files().items():
            with replacing_bytes(folder / name) as stream:
                stream.write(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CorefComponent:
        """Load the model that ``to_disk`` wrote."""
        self._resolver, self._files = load(path, device=self._device), {}
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files."""
        packed: bytes = srsly.msgpack_dumps(self._model_files())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CorefComponent:
        """Load the model that ``to_bytes`` gave."""
        self._files = srsly.msgpack_loads(data)
        with TemporaryDirectory() as folder:
            for name, content in self._files.items():
                (Path(folder) / name).write_bytes(content)
            self._resolver = load(folder, device=self._device)
        return self

    def _load(self) -> Resolver:
        if self._resolver is None:
            self._resolver = load(self._model, device=self._device)
        return self._resolver

    def _model_files(self) -> dict[str, bytes]:
        """By name; kept in memory only where they came from there."""
        if self._files:
            return self._files
        folder = Path(self._load().info["path"])
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def to_document(doc: Doc) -> Document:
    """The annotated document as the library's own, with kinds, heads and scores.

    Its language is that of the document's vocabulary, or else guessed.
    """
    document = _prepare(doc, _LANGUAGES.get(doc.lang_, "auto"))
    return document.with_clusters(
        [_mention(*parts) for parts in zip(mentions, heads, mentions.attrs["scores"], strict=True)]
        for mentions, heads in _cluster_groups(doc)
    )


def _prepare(doc: Doc, language: str) -> Document:
    """The document's text with its words and, if it has any, its sentences."""
    tokens = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
    sentences = None
    if doc.has_annotation("SENT_START"):
        words = ([token for token in sentence if not token.is_space] for sentence in doc.sents)
        sentences = [(inside[0].idx, inside[-1].idx + len(inside[-1])) for inside in words if inside]
    return prepare(doc.text, language=language, tokens=tokens, sentences=sentences)


def _annotate(doc: Doc, document: Document) -> Doc:
    """Put the clusters of ``document`` into ``doc``, in place of those that it may have."""
    for key in [key for key in doc.spans if key.startswith((_CLUSTERS, _HEADS))]:
        del doc.spans[key]
    at = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc if not token.is_space}
    for number, cluster in enumerate(document.clusters, start=1):
        spans = [Span(doc, at[m.start], ends[m.end], label=m.kind.value) for m in cluster.mentions]
        heads = [Span(doc, at[m.head[0]], ends[m.head[1]], label=m.kind.value) for m in cluster.mentions]
        scores = [mention.score for mention in cluster.mentions]
        doc.spans[f"{_CLUSTERS}{number}"] = SpanGroup(
            doc, name=f"{_CLUSTERS}{number}", spans=spans, attrs={"scores": scores}
        )
        doc.spans[f"{_HEADS}{number}"] = SpanGroup(doc, name=f"{_HEADS}{number}", spans=heads)
    return doc


def _cluster_groups(doc: Doc) -> Iterator[tuple[SpanGroup, SpanGroup]]:
    """For each entity its mentions and their heads."""
    for number in count(1):
        if f"{_CLUSTERS}{number}" not in doc.spans:
            return
        yield doc.spans[f"{_CLUSTERS}{number}"], doc.spans[f"{_HEADS}{number}"]


def _mention(span: Span, head: Span, score: float | None) -> Mention:
    start, end = span.start_char, span.end_char
    return Mention(start, end, span.doc.text[start:end], (head.start_char, head.end_char), Kind(span.label_), score)


def _clusters(doc: Doc) -> list[list[Span]]:
    return [list(mentions) for mentions, _ in _cluster_groups(doc)]


def _resolved(doc: Doc) -> str:
    return to_document(doc).resolved_text()


Doc.set_extension("coref_clusters", getter=_clusters, force=True)
Doc.set_extension("coref_resolved", getter=_resolved, force=True)
