"""A former slug says where its record is, for ever."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories as f
from tests.api.reading import ROOT

KINDS = {
    "party": "parties",
    "meeting": "meetings",
    "statement": "statements",
    "agreement": "agreements",
    "process": "processes",
}


def renamed(kind: str, **traits: Any) -> Any:
    """A record with the former slug `old-name`."""
    record = f.ROOT_FACTORIES[kind](**traits)
    record.old_slugs.create(slug="old-name")
    return record


@pytest.mark.parametrize(("kind", "name"), KINDS.items())
def test_a_former_slug_answers_301_with_the_new_address(
    client: Client, db: None, kind: str, name: str
) -> None:
    record = renamed(kind, published=True)
    answer = client.get(f"{ROOT}{name}/old-name/?fields=slug")
    url = f"http://testserver{ROOT}{name}/{record.slug}/"
    assert answer.status_code == 301
    assert answer["Location"] == f"{url}?fields=slug"
    assert answer.json() == {
        "type": kind,
        "slug": "old-name",
        "moved_to": record.slug,
        "url": url,
    }
    assert client.get(answer["Location"]).json() == {"slug": record.slug}


@pytest.mark.parametrize(("kind", "name"), KINDS.items())
def test_the_former_slug_of_a_draft_is_not_found(
    client: Client, db: None, kind: str, name: str
) -> None:
    renamed(kind, draft=True)
    assert client.get(f"{ROOT}{name}/old-name/").status_code == 404


def test_a_filter_knows_a_partys_former_slug(client: Client, db: None) -> None:
    party = renamed("party", published=True)
    met = f.MeetingFactory(parties=[party], published=True)
    (found,) = client.get(f"{ROOT}meetings/?party=old-name").json()["results"]
    assert found["slug"] == met.slug
