"""The OpenAPI document is current, valid and complete."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from openapi_spec_validator import validate

from tests.api.reading import LISTS, ROOT
from tests.story import Story

COMMITTED = settings.BASE_DIR / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def document() -> Any:
    """The committed document."""
    return yaml.safe_load(COMMITTED.read_text())


def test_the_committed_document_is_what_the_code_says() -> None:
    made = StringIO()
    call_command("spectacular", "--fail-on-warn", stdout=made)
    assert made.getvalue().strip() == COMMITTED.read_text().strip(), (
        "run ./dev manage spectacular --file docs/openapi.yaml"
    )


def test_the_document_is_valid_openapi_3_1(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_parameter_is_described(document: Any) -> None:
    for path, item in document["paths"].items():
        for parameter in item["get"].get("parameters", []):
            if parameter["in"] == "query":
                assert parameter.get("description"), (path, parameter["name"])


def test_every_list_and_record_is_described(document: Any) -> None:
    paths = set(document["paths"])
    assert {f"{ROOT}{name}/" for name in LISTS} <= paths
    assert f"{ROOT}search/" in paths
    assert {f"{ROOT}{name}/{{slug}}/" for name in LISTS} - paths == {
        f"{ROOT}commitments/{{slug}}/"
    }
    assert f"{ROOT}commitments/{{id}}/" in paths


def test_answers_have_the_keys_that_are_described(
    client: Client, document: Any, story: Story
) -> None:
    for name in LISTS:
        answer = document["paths"][f"{ROOT}{name}/"]["get"]["responses"]["200"]
        page = _resolved(document, answer["content"]["application/json"]["schema"])
        record = _resolved(document, page["properties"]["results"]["items"])
        for shown in client.get(f"{ROOT}{name}/").json()["results"]:
            assert set(shown) == set(record["properties"]), name


def test_the_document_is_served_in_english(client: Client, db: None) -> None:
    json_in_arabic = {"Accept": "application/json", "Accept-Language": "ar"}
    served = client.get(f"{ROOT}schema/", headers=json_in_arabic)
    assert served.status_code == 200
    assert served.json()["info"]["license"]["name"] == "CC BY 4.0"
    assert served.json() == yaml.safe_load(COMMITTED.read_text())


def _resolved(document: Any, schema: Any) -> Any:
    while "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        schema = document["components"]["schemas"][name]
    return schema
