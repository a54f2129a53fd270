"""The shapes of the request and of the answer, for validation and for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coref.document import Kind

__all__ = ["ClusterSchema", "CorefRequest", "DocumentSchema", "MentionSchema", "SpanSchema", "StatusSchema"]


def _check_unicode(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        found = ord(text[error.start])
        raise ValueError(f"a lone surrogate, U+{found:04X}, at offset {error.start}: not valid Unicode") from error
    return text


Unicode = Annotated[str, AfterValidator(_check_unicode)]
"""A string that UTF-8 can hold: JSON's escapes can spell one that it cannot."""

SpanSchema = Annotated[
    list[int],
    Field(
        min_length=2,
        max_length=2,
        description="[start, end): offsets into the text in Unicode code points, from 0, the end not included.",
        examples=[[0, 4]],
    ),
]


class CorefRequest(BaseModel):
    """A text to resolve."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        json_schema_extra={"examples": [{"text": "Anna poszła do domu. Była zmęczona.", "language": "pl"}]},
    )

    text: Unicode
    language: Literal["pl", "en", "auto"] = "auto"
    id: Unicode = Field(default="", description="Your name for the text, given back with the answer.")
    scheme: Unicode | None = Field(
        default=None, description="Whose idea of a mention to follow, such as `gum`; by default the language's."
    )
    singletons: bool = Field(
        default=False, description="Whether to return mentions that nothing else refers to, as clusters of one."
    )
    tokens: list[SpanSchema] | None = Field(
        default=None, description="The spans of the words, if you have them; they are kept as they are."
    )


class MentionSchema(BaseModel):
    """One expression that refers to an entity."""

    start: int
    end: int
    text: str
    head: SpanSchema
    kind: Kind
    score: float | None = Field(default=None, description="The model's probability that this is a mention.")
    parts: list[SpanSchema] = Field(default=[], description="The pieces of a mention that is not in one piece.")


class ClusterSchema(BaseModel):
    """The mentions of one entity, in text order."""

    id: int
    mentions: list[MentionSchema]


class DocumentSchema(BaseModel):
    """The text with its tokens, sentences and clusters."""

    id: str
    text: str
    language: Literal["pl", "en"]
    tokens: list[SpanSchema]
    sentences: list[SpanSchema]
    clusters: list[ClusterSchema]
    metadata: dict[str, str] = {}
    speakers: list[str] = []


class StatusSchema(BaseModel):
    """The state of the service."""

    status: Literal["alive", "ready"]
