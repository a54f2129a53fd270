"""The service keeps to its OpenAPI document, whatever is sent."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.app import create_app
from service.settings import Settings

PATHS = create_app(Settings(), Future()).openapi()["paths"]
OPERATIONS = [(path, method) for path, operations in PATHS.items() for method in operations]
NOT_IN_A_SCHEMA = [positive_data_acceptance]
"""That offsets lie within the text, and that the scheme is one of the model's, JSON Schema cannot say."""


@schemathesis.serializer("application/x-ndjson")
def lines(context: object, value: object) -> bytes:
    """The body of a stream: to a schema, what there is of it is one string."""
    return str(value).encode()


@pytest.fixture(scope="module")
def api(client):
    return schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")


def check(operation, mode: GenerationMode) -> None:
    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def check_one(case):
        case.call_and_validate(excluded_checks=NOT_IN_A_SCHEMA)

    check_one()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_answer_to_a_valid_request_is_one_that_the_document_foretells(api, path, method):
    check(api[path][method], GenerationMode.POSITIVE)


# A stream takes anything, and answers each line by itself.
@pytest.mark.parametrize("path", ["/v1/coref", "/v1/coref/batch"])
def test_the_answer_to_an_invalid_request_is_one_that_the_document_foretells(api, path):
    check(api[path]["post"], GenerationMode.NEGATIVE)
