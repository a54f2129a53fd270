"""The bodies of requests and answers. All offsets are 0-based, half-open and count Unicode code points."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Len
from pydantic import BaseModel, ConfigDict, Field

from coref.document import Kind

__all__ = ["CorefRequest", "CorefResponse", "Status"]

Offsets = Annotated[list[int], Len(2, 2)]
"""``[start, end]``; a list, because JSON has no tuples and strict validation would refuse one."""


class _Body(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class CorefRequest(_Body):
    """One text and what to find in it."""

    text: str = Field(description="The text; every offset in the answer counts its code points.")
    language: Literal["pl", "en", "auto"] = Field("auto", description="`auto` decides by the text.")
    id: str = Field("", description="Your name for the document, returned as it is.")
    scheme: str | None = Field(None, description="Annotation scheme to follow; by default the language's own.")
    singletons: bool = Field(False, description="Whether to return the entities that are mentioned only once.")
    tokens: list[Offsets] | None = Field(None, description="The words, if you have them; they are kept as they are.")


class _Mention(_Body):
    start: int
    end: int
    text: str
    head: Offsets = Field(description="The head word; for a dropped subject the verb.")
    kind: Kind
    score: float | None = Field(None, description="The model's probability.")
    parts: list[Offsets] = Field([], description="The pieces of a discontinuous mention; absent for all others.")


class _Cluster(_Body):
    id: int
    mentions: list[_Mention]


class CorefResponse(_Body):
    """The document: the text as it was given, its tokens and sentences, and the clusters of mentions."""

    id: str
    text: str
    language: Literal["pl", "en"]
    tokens: list[Offsets]
    sentences: list[Offsets]
    clusters: list[_Cluster]
    metadata: dict[str, str] = {}


class Status(_Body):
    """The answer of a probe."""

    status: Literal["alive", "ready"]
