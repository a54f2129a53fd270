"""``/v1/info`` and ``/v1/languages``: what the service is and can."""

from __future__ import annotations

import platform
from importlib.metadata import version

from fastapi import APIRouter

from service.answers import FORMATS
from service.problems import problem_responses
from service.schemas import InfoSchema, LanguageSchema, LimitsSchema, ModelSchema
from service.state import ServiceDependency

__all__ = ["router"]

router = APIRouter(tags=["description"])

_NAMES = {"en": "English", "pl": "Polish"}
_VERSIONS = ("coref-pl-en", "torch", "transformers")


@router.get("/v1/info", responses=problem_responses(503), summary="Model, scores, limits, versions")
async def info(service: ServiceDependency) -> InfoSchema:
    """What is loaded, and what is refused."""
    model = service.resolver.info
    return InfoSchema(
        model=ModelSchema(**{name: model[name] for name in ModelSchema.model_fields}),
        limits=LimitsSchema(**{name: getattr(service.settings, name) for name in LimitsSchema.model_fields}),
        versions={name: version(name) for name in _VERSIONS} | {"python": platform.python_version()},
        formats=list(FORMATS),
    )


@router.get("/v1/languages", responses=problem_responses(503), summary="Languages that texts may be in")
async def languages(service: ServiceDependency) -> list[LanguageSchema]:
    """The languages of the model."""
    defaults = service.resolver.info["defaults"]
    return [LanguageSchema(code=code, name=_NAMES.get(code, code), scheme=defaults[code]) for code in sorted(defaults)]
