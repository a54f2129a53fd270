"""What the routes of one application share."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from service.access import Rates
from service.metrics import Metrics
from service.scheduler import Scheduler
from service.settings import Settings

if TYPE_CHECKING:
    from coref import Resolver

__all__ = ["Service", "ServiceDependency"]


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running service.

    Attributes:
        model: the resolver, as soon as it is loaded and warmed up.
        draining: set once the service is about to stop.
    """

    settings: Settings
    model: Future[Resolver]
    scheduler: Scheduler
    metrics: Metrics
    rates: Rates
    draining: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def resolver(self) -> Resolver:
        """
        Raises:
            HTTPException: 503, while there is none.
        """
        if not self.model.done():
            raise HTTPException(503, "the model is being loaded; try again soon", {"Retry-After": "5"})
        if self.model.exception() is not None:
            raise HTTPException(503, "the model could not be loaded; the service's log says why")
        return self.model.result()


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDependency = Annotated[Service, Depends(_service)]
