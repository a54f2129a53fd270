"""XML as a tree whose elements know their lines, which the standard library's trees do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from coref.errors import CorpusError

__all__ = ["Element", "parse_xml"]

_DEEPEST = 200
"""Elements inside one another; a tree that goes deeper is no document of ours and would exhaust the stack."""


@dataclass(slots=True)
class Element:
    """An element: ``tag`` and the names of attributes are as in the file, prefixes included; ``line`` counts from 1."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[Element]:
        """The child elements with one of these tags."""
        return (child for child in self.children if isinstance(child, Element) and child.tag in tags)

    def descendants(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these tags below this one, in the order of the file."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.descendants(*tags)

    def text(self) -> str:
        """All text inside, exactly."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse_xml(text: str, source: str) -> Element:
    """The root element.

    Raises:
        CorpusError: when the text is not well-formed XML, has a document type declaration (so that no entity can be
            defined in it), or nests too deep; the message names ``source`` and the line.
    """
    builder = _Builder(source)
    try:
        builder.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise CorpusError(f"{source}:{error.lineno}: not well-formed XML: {expat.ErrorString(error.code)}") from error
    return builder.root


class _Builder:
    root: Element

    def __init__(self, source: str) -> None:
        self._source = source
        self._open: list[Element] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, self.parser.CurrentLineNumber)
        if not self._open:
            self.root = element
        elif len(self._open) == _DEEPEST:
            raise CorpusError(f"{self._source}:{element.line}: more than {_DEEPEST} elements inside one another")
        else:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _refuse(self, *_: object) -> None:
        raise CorpusError(
            f"{self._source}:{self.parser.CurrentLineNumber}: a document type declaration is not accepted; remove it"
        )
