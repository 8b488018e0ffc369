"""The numbers of processes in the API, on the real data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.api.reading import ROOT

TALKS = "processes/moscow-talks/"


@pytest.mark.usefixtures("real_data")
def test_the_counts_of_every_process_are_what_the_lists_find(
    client: Client, db: None
) -> None:
    def listed(name: str, query: str) -> int:
        found: Any = client.get(f"{ROOT}{name}/?{query}&page_size=500&fields=slug")
        return len(found.json()["results"])

    processes = client.get(f"{ROOT}processes/?page_size=100&fields=slug,counts").json()
    assert len(processes["results"]) > 40
    for process in processes["results"]:
        slug = f"process={process['slug']}"
        held = "status=held&status=partly_held"
        assert process["counts"] == {
            "meetings": listed("meetings", slug),
            "held": listed("meetings", f"{slug}&{held}"),
            "agreements": listed("agreements", slug),
        }
