"""A reader of the API for its tests."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.api.reading import ROOT, Get


@pytest.fixture
def get(db: None, client: Client) -> Get:
    """Return a function that reads an address under /api/v1/ as nobody."""

    def read(address: str, status: int = 200) -> Any:
        response = client.get(ROOT + address)
        assert response.status_code == status, response.content[:500]
        return response.json()

    return read
