"""The shapes of the request and of the answer, for validation and for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from coref.document import Kind
from coref.offsets import OffsetUnit
from coref.recorded_scores import RecordedScore

__all__ = [
    "BatchRequest",
    "BatchSchema",
    "ClusterSchema",
    "CorefRequest",
    "DocumentSchema",
    "InfoSchema",
    "LanguageSchema",
    "LimitsSchema",
    "MentionSchema",
    "ModelSchema",
    "ProblemSchema",
    "ResultSchema",
    "SpanSchema",
    "StatusSchema",
]


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
    list[Annotated[int, Field(ge=0)]],
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
        allow_inf_nan=False,
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
    zero_mentions: bool = Field(default=True, description="Whether to return dropped subjects.")
    predicates: bool = Field(
        default=True, description="Whether to return phrases that classify their subject, as in „jestem człowiekiem”."
    )
    threshold: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="Links, and mentions that nothing else refers to, are left out below this probability.",
    )
    tokens: list[SpanSchema] | None = Field(
        default=None, description="The spans of the words, if you have them; they are kept as they are."
    )
    sentences: list[SpanSchema] | None = Field(
        default=None, description="The spans of the sentences, if you have them; every token must lie in one."
    )
    speakers: list[Unicode] | None = Field(
        default=None, description='Who says each of `sentences`, "" where nobody is known to.'
    )
    mentions: list[SpanSchema] | None = Field(
        default=None,
        description="Spans of your own, made of whole tokens: these are clustered and nothing else. With `singletons` "
        "all of them are in the answer.",
    )
    offset_unit: OffsetUnit = Field(
        default="codepoint",
        description="What all offsets count, in the request and in the answer: Unicode code points, UTF-16 code "
        "units or UTF-8 bytes.",
    )
    resolved_text: bool = Field(
        default=False, description="Whether to return the text with pronouns replaced by what they stand for, too."
    )

    @model_validator(mode="after")
    def _check_speakers(self) -> Self:
        if self.speakers is not None and self.sentences is None:
            raise ValueError("speakers need sentences: give the spans of the sentences that they say")
        return self


class BatchRequest(BaseModel):
    """Several texts, each by itself."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"documents": [{"id": "a", "text": "Anna poszła do domu. Była zmęczona."}, {"id": "b", "text": "Hi."}]}
            ]
        },
    )

    documents: list[Any] = Field(
        min_length=1,
        description="Each as a body of `/v1/coref`, with an `id`. One that is not gets an error of its own.",
    )


class MentionSchema(BaseModel):
    """One expression that refers to an entity."""

    start: int
    end: int
    text: str
    head: SpanSchema
    kind: Kind
    score: float | None = Field(
        default=None,
        description="The model's probability of the surest link that ties this to its cluster; of a cluster of one, "
        "that this is a mention.",
    )
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
    offset_unit: OffsetUnit = Field(default="codepoint", description="What the offsets count; if not code points.")
    resolved_text: str | None = Field(default=None, description="The text with pronouns replaced, if you asked for it.")


class ProblemSchema(BaseModel):
    """An error (RFC 9457)."""

    type: Literal["about:blank"]
    title: str = Field(description="The name of the HTTP status.")
    status: int
    detail: str = Field(description="What is wrong and what to do.")
    instance: str = Field(description="The path that was asked for.")
    request_id: str = Field(default="", description="The value of the header X-Request-ID, to find in the logs.")
    errors: list[FaultSchema] = Field(
        default=[], description="The first faults of a body that is JSON but not a valid request."
    )


class FaultSchema(BaseModel):
    """What is wrong at one place of a body."""

    pointer: str = Field(description="JSON pointer (RFC 6901) to the field.")
    detail: str


class ResultSchema(BaseModel):
    """What became of one text: its document, or an error."""

    id: str = Field(description="As given; empty where it could not be read.")
    document: DocumentSchema | None = None
    error: ProblemSchema | None = None


class BatchSchema(BaseModel):
    """The results, in the order of the documents."""

    results: list[ResultSchema]


class ModelSchema(BaseModel):
    """The model that is loaded."""

    name: str
    sha256: str = Field(description="Of the file of weights.")
    parameters: int
    languages: list[str]
    schemes: list[str] = Field(description="Ideas of a mention that can be asked for.")
    defaults: dict[str, str] = Field(description="The scheme of each language where none is asked for.")
    device: str
    scores: list[RecordedScore] | None = Field(
        description="What was measured of exactly these weights; null where nothing was recorded."
    )


class LimitsSchema(BaseModel):
    """What is refused: beyond which length, number, time."""

    max_characters: int
    max_documents: int
    max_body_bytes: int
    max_queue_tokens: int
    time_limit: float
    body_seconds: float
    rate: str | None


class InfoSchema(BaseModel):
    """What this service is and can."""

    model: ModelSchema
    limits: LimitsSchema
    versions: dict[str, str]
    formats: list[str] = Field(description="Media types of answers, for the header Accept.")


class LanguageSchema(BaseModel):
    """A language that texts may be in."""

    code: str
    name: str
    scheme: str = Field(description="The scheme where none is asked for.")


class StatusSchema(BaseModel):
    """The state of the service."""

    status: Literal["alive", "ready"]
