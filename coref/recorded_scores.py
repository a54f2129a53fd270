"""``scores.json`` of a checkpoint: what ``coref evaluate --record`` measured of exactly these weights."""

from __future__ import annotations

import logging
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coref.errors import CheckpointError
from coref.output import replacing

__all__ = ["RecordedScore", "read_scores", "record_score"]

logger = logging.getLogger(__name__)

_FILE = "scores.json"


class RecordedScore(BaseModel):
    """A model's score on a split of a corpus; all scores go from 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: str
    split: str
    documents: int = Field(ge=1, description="How many there were.")
    conll: float = Field(ge=0, le=1, description="CoNLL F1 by head match without singletons.")
    zero_anaphora: float | None = Field(
        ge=0, le=1, description="F1 of dropped subjects with a right antecedent; null where the corpus has none."
    )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str
    scores: tuple[RecordedScore, ...]


def read_scores(directory: Path, sha256: str) -> tuple[RecordedScore, ...] | None:
    """What was recorded of the weights with this SHA-256; ``None`` where nothing was.

    Raises:
        CheckpointError: when the file is there but damaged.
    """
    path = directory / _FILE
    if not path.is_file():
        return None
    try:
        file = _File.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise CheckpointError(f"{path}: not a file of scores; delete it and record them again: {error}") from error
    if file.sha256 != sha256:
        logger.warning("%s is of other weights and left out; record scores of these with coref evaluate --record", path)
        return None
    return file.scores


def record_score(directory: Path, sha256: str, score: RecordedScore) -> None:
    """Add a score of the weights with this SHA-256, or replace that of its corpus and split; others' are dropped.

    Raises:
        CheckpointError: when there is a damaged file.
        InputError: when the file cannot be written.
    """
    key = (score.corpus, score.split)
    others = [old for old in read_scores(directory, sha256) or () if (old.corpus, old.split) != key]
    with replacing(directory / _FILE) as stream:
        stream.write(_File(sha256=sha256, scores=(*others, score)).model_dump_json(indent=1) + "\n")
